import { join } from 'node:path';
import { killAfter } from './kill.js';

/** Steps of a first boot at whose end the agent is killed. */
const steps = ['fetch', 'prepare', 'install', 'start', 'gate', 'door', 'address'];

/** So that the machine has the address for a while before it tells. */
const manner = { deploy: ', bake: 1m', deadline: '2m' };

/** A new machine's agent is killed: its user data tells CloudFormation in its place and gives the address back, and the old machine serves on. */
export const firstBoot = {
  name: 'first-boot',
  title: `the agent is killed after each of ${steps.join(', ')} of a first boot, under load`,
  long: true,
  async play(stage) {
    const first = await stage.deploy('f0', manner);
    if (first.code !== 0) return ['f0 was not deployed:', first.end];
    const load = stage.requestStream(first.outputs.url, { senders: 2, pauseMs: 20 });
    const wrong = [];
    for (const [turn, step] of steps.entries()) {
      // A rollback starts a machine of its own, which is not the one on trial in the next turn.
      const there = new Set(stage.machines().map(({ id }) => id));
      const killed = killAfter(step, () => {
        const machine = stage.machines().find(({ id }) => !there.has(id));
        if (machine === undefined) return undefined;
        return { log: join(stage.rootOf(machine.id), 'opt/beanpole/log/agent.log'), run: machine.run, young: true };
      });
      const cut = await stage.deploy(`f${turn + 1}`, manner);
      const hit = await killed.stop();
      const page = (await fetch(first.outputs.url).then((answer) => answer.text())).trim();
      const { outcome } = cut.outputs;
      stage.log(
        `after ${step}: ${hit ? 'killed' : 'NOT KILLED'}, ${outcome}, ${page} serves (${cut.seconds.toFixed(1)} s)`,
      );
      if (!hit || outcome !== 'rolled-back' || page !== 'f0') wrong.push(`after ${step}:`, cut.end);
    }
    const healed = await stage.deploy('healed', manner);
    if (healed.code !== 0) wrong.push('the next deploy did not heal:', healed.end);
    const seen = await load.stop();
    stage.log(`${seen.sent} requests, ${seen.failed} failed; the next deploy: ${healed.outputs.outcome}`);
    if (seen.failed > 0) wrong.push(`${seen.failed} requests failed: ${seen.failures.slice(0, 5).join('; ')}`);
    return wrong;
  },
};
