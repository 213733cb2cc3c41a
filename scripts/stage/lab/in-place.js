import { judgeHost } from './host.js';

const deploys = 10;
const policy = ', policy: in-place';

/** Ten versions after each other on one machine; two of them may be there at a time, and nothing of the others. */
export const inPlace = {
  name: 'in-place',
  title: `${deploys} deploys in place in a row, under load`,
  async play(stage) {
    const first = await stage.deploy('w0', { deploy: policy });
    if (first.code !== 0) return ['w0 was not deployed:', first.end];
    const { id, run } = stage.machine();
    const disk = () => Number(run('du', '--summarize', '--block-size=1K', '/opt/beanpole').split('\t')[0]);
    const processes = () => run('pgrep', '--count', '--uid', 'webapp').trim();
    const load = stage.requestStream(first.outputs.url, { senders: 3, pauseMs: 20 });
    const took = [];
    const sizes = [];
    const counts = [processes()];
    for (let turn = 1; turn <= deploys; turn += 1) {
      const step = await stage.deploy(`w${turn}`, { deploy: policy });
      if (step.code !== 0) return [`w${turn} was not deployed:`, step.end, (await load.stop()).failures.join('; ')];
      took.push(step.seconds);
      sizes.push(disk());
      counts.push(processes());
    }
    const seen = await load.stop();
    stage.log(`a deploy took ${Math.min(...took).toFixed(1)} to ${Math.max(...took).toFixed(1)} s`);
    stage.log(`${seen.sent} requests, ${seen.failed} failed, ${Object.keys(seen.versions).length} versions answered`);
    stage.log(`/opt/beanpole has ${sizes.join(', ')} KB, processes of the application: ${counts.join(', ')}`);
    // The logs grow by their lines; a release is more than 100 KB with its directories.
    const growth = sizes.at(-1) - sizes[1];
    return [
      ...judgeHost(stage, { version: `w${deploys}`, slot: deploys % 2 === 0 ? '' : '@b' }),
      ...(stage.machine().id === id ? [] : ['the machine is another one']),
      ...(seen.failed === 0 ? [] : [`${seen.failed} requests failed: ${seen.failures.slice(0, 5).join('; ')}`]),
      ...(new Set(counts).size === 1 ? [] : [`processes of the application: ${counts.join(', ')}`]),
      ...(growth < 64 ? [] : [`/opt/beanpole grew by ${growth} KB`]),
    ];
  },
};
