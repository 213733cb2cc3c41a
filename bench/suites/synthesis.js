import { join } from 'node:path';
import { installedCdk } from '../contestants.js';
import { runProgram, sideBySide, spread, tableOf } from '../measure.js';

export const title = 'Synthesis';

const program = (name) => new URL(`../contestants/${name}.js`, import.meta.url).pathname;

/** In a process of its own each time: the first call is what a deploy makes. */
export async function run({ tiny, rounds, cache, scratch }) {
  const one = {
    name: 'ours',
    run: async () => JSON.parse((await runProgram(process.execPath, [program('synthesis')])).stdout),
  };
  const results = (await sideBySide([one], { rounds: rounds ?? (tiny ? 1 : 9) })).get('ours');
  const { resources, bytes } = results[0];
  const row = (name, key) => [name, ...[key, `${key}Cpu`].map((one) => spread(results.map((result) => result[one])))];
  return [
    `Three-tier environment in high availability with a database and a cache: ${resources} resources in three templates, ${bytes} bytes. Checks against the limits of CloudFormation and the rendering are included; parsing and judging the settings stands apart.`,
    {
      head: ['step', 'ms', 'CPU ms of all threads'],
      rows: [
        row('settings read and judged, first call', 'settings'),
        row('templates, first call', 'first'),
        row('templates, 100th call', 'warm'),
      ],
    },
    { title: 'As a program, from its start to its end', ...(await programs({ tiny, rounds, cache, scratch })) },
  ];
}

/** Beside an application of the CDK with the same parts, without its command line, which would take some seconds more. */
async function programs({ tiny, rounds, cache, scratch }) {
  const libraries = tiny ? undefined : await installedCdk(cache);
  const started = (name, words) => ({ name, run: () => runProgram(process.execPath, words) });
  const contestants = [
    started('node -e 0', ['-e', '0']),
    started('ours', [program('synthesis'), 'once']),
    ...(libraries === undefined
      ? []
      : [started('CDK application', [program('cdk'), libraries, join(scratch, 'cdk.out')])]),
  ];
  return tableOf(await sideBySide(contestants, { rounds: rounds ?? (tiny ? 1 : 5) }), ['node -e 0', 'ours']);
}
