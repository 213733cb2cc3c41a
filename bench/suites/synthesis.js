import { runProgram, sideBySide, spread } from '../measure.js';

export const title = 'Synthesis';

const contestant = new URL('../contestants/synthesis.js', import.meta.url).pathname;

/** In a process of its own each time: the first call is what a deploy makes. */
export async function run({ tiny, rounds }) {
  const one = {
    name: 'ours',
    run: async () => JSON.parse((await runProgram(process.execPath, [contestant])).stdout),
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
  ];
}
