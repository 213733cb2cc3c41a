import { join } from 'node:path';
import { killAfter } from './kill.js';

const policy = ', policy: in-place';
/** Steps of an update at whose end the agent is killed: the next one has just begun then. */
const steps = ['fetch', 'check', 'prepare', 'install', 'start', 'gate', 'door'];

/** The agent is killed at its steps while it brings a version in place; what serves goes on, and the next deploy heals. */
export const cutOff = {
  name: 'cut-off',
  title: `the agent is killed after each of ${steps.join(', ')} of a deploy in place, under load`,
  async play(stage) {
    const first = await stage.deploy('k0', { deploy: policy });
    if (first.code !== 0) return ['k0 was not deployed:', first.end];
    const { id, run } = stage.machine();
    const log = join(stage.rootOf(id), 'opt/beanpole/log/update/agent.log');
    const load = stage.requestStream(first.outputs.url, { senders: 2, pauseMs: 20 });
    const wrong = [];
    let live = 'k0';
    for (const [turn, step] of steps.entries()) {
      const killed = killAfter(step, () => ({ log, run }));
      const label = `k${turn + 1}`;
      const cut = await stage.deploy(label, { deploy: policy });
      const hit = await killed.stop();
      const page = (await fetch(first.outputs.url).then((answer) => answer.text())).trim();
      const says = cut.code === 0 ? label : live;
      stage.log(
        `after ${step}: ${hit ? 'killed' : 'NOT KILLED'}, ${cut.outputs.outcome}, ${page} serves (${cut.seconds.toFixed(1)} s)`,
      );
      if (!hit) wrong.push(`${step} was never seen`, cut.end);
      if (page !== says) wrong.push(`after a kill at the end of ${step} ${page} answers in place of ${says}`, cut.end);
      if (cut.code === 0) live = label;
    }
    const healed = await stage.deploy('healed', { deploy: policy });
    if (healed.code !== 0) wrong.push('the next deploy did not heal:', healed.end);
    const seen = await load.stop();
    stage.log(`${seen.sent} requests, ${seen.failed} failed; the next deploy: ${healed.outputs.outcome}`);
    const units = run('systemctl', 'list-units', '--plain', '--no-legend', 'beanpole-web*').trim().split('\n');
    if (seen.failed > 0) wrong.push(`${seen.failed} requests failed: ${seen.failures.slice(0, 5).join('; ')}`);
    if (units.length !== 1) wrong.push(`units of the application: ${units.join('; ')}`);
    return wrong;
  },
};
