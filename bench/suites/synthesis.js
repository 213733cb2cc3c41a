import { join } from 'node:path';
import { installedCdk } from '../contestants.js';
import { runProgram, sideBySide, spread, tableOf } from '../measure.js';

export const title = 'Synthesis';

const program = (name) => new URL(`../contestants/${name}.js`, import.meta.url).pathname;

/** In a process of its own each time: the first call is what a deploy makes. */
export async function run({ tiny, rounds, cache, scratch }) {
  const saying = (name, ...words) => ({
    name,
    run: async () => JSON.parse((await runProgram(process.execPath, [program('synthesis'), ...words])).stdout),
  });
  const both = [saying('all'), saying('largest', 'largest')];
  const runs = await sideBySide(both, { rounds: rounds ?? (tiny ? 1 : 9) });
  // A round of each: what they say of themselves goes into one table.
  const results = runs.get('all').map((one, round) => ({ ...runs.get('largest')[round], ...one }));
  const { resources, bytes } = results[0];
  const row = (name, key) => [name, ...[key, `${key}Cpu`].map((one) => spread(results.map((result) => result[one])))];
  return [
    `Three-tier environment in high availability with a database and a cache: ${resources} resources in three templates, ${bytes} bytes. Checks against the limits of CloudFormation and the rendering are included; parsing and judging the settings stands apart.`,
    {
      head: ['step', 'ms', 'CPU ms of all threads'],
      rows: [
        row('settings read and judged, first call', 'settings'),
        row('largest template alone, first call', 'largest'),
        row('all three templates, first call', 'first'),
        row('all three templates, 100th call', 'warm'),
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
