import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { choices } from '../../scripts/stage/templates/choices.js';
import { everyTemplate } from '../../scripts/stage/templates/every.js';
import { resourcesIn, resourcesPage } from '../../scripts/stage/templates/page.js';
import { pairwise } from '../../scripts/stage/templates/pairwise.js';
import { synthesize } from '../../src/commands/templates.ts';
import { parseSettings } from '../../src/settings/parse.ts';
import { judge } from './schema.ts';

describe('pairwise()', () => {
  const factors = { size: ['s', 'm', 'l'], colour: ['red', 'green'], cut: ['a', 'b', 'c'] };

  test('brings every pair together, in fewer rows than there are combinations', () => {
    const { rows, impossible } = pairwise(factors, () => false);
    const has = (wanted: Record<string, string>) =>
      rows.some((row) => Object.entries(wanted).every(([factor, choice]) => row[factor] === choice));
    expect(impossible).toEqual([]);
    expect(rows.length).toBeLessThan(18);
    for (const size of factors.size) {
      for (const colour of factors.colour) expect(has({ size, colour })).toBe(true);
      for (const cut of factors.cut) expect(has({ size, cut })).toBe(true);
    }
    for (const colour of factors.colour) for (const cut of factors.cut) expect(has({ colour, cut })).toBe(true);
  });

  test('leaves out what cannot stand together, and says so', () => {
    const { rows, impossible } = pairwise(factors, ([, one], [, other]) => one === 'l' && other === 'green');
    expect(impossible).toEqual([
      [
        ['size', 'l'],
        ['colour', 'green'],
      ],
    ]);
    expect(rows.filter((row) => row['size'] === 'l' && row['colour'] === 'green')).toEqual([]);
    expect(rows.filter((row) => row['size'] === 'l' && row['colour'] === 'red')).not.toEqual([]);
  });

  test('is the same for the same factors', () => {
    const bytes = () => JSON.stringify(pairwise(factors, () => false));
    expect(bytes()).toBe(bytes());
  });
});

describe('every pair of tier, mode, policy, entrance, front, database, cache, network, capacity, platform', () => {
  const { all, impossible, templates, times } = everyTemplate(parseSettings, synthesize);

  test('makes a few hundred templates, in which every choice occurs', () => {
    const middle = times[Math.floor(times.length / 2)] ?? 0;
    console.log(
      `${all.length} settings, ${templates.length} different templates; the three of one took ${middle.toFixed(1)} ms in the middle, ${(times.at(-1) ?? 0).toFixed(1)} ms at most`,
    );
    for (const [factor, of] of Object.entries(choices)) {
      const used = new Set(all.map(({ row }) => row[factor]));
      expect(Object.keys(of).filter((choice) => !used.has(choice))).toEqual([]);
    }
    expect(templates.length).toBeGreaterThan(200);
    // What the settings refuse is what clashes by its nature: a worker with a name, a single instance with a load balancer.
    expect(new Set(impossible.map(([[one], [other]]) => `${one}, ${other}`))).toEqual(
      new Set([
        'shape, entrance',
        'shape, front',
        'shape, network',
        'shape, capacity',
        'entrance, front',
        'entrance, network',
        'entrance, capacity',
        'front, capacity',
        'database, network',
        'network, more',
      ]),
    );
  });

  test('keeps to the schemas of AWS', () => {
    expect(templates.flatMap(({ text, of }) => judge(JSON.parse(text)).map((one) => `${of[0]?.name}: ${one}`))).toEqual(
      [],
    );
  });

  // More bytes would have to go by S3, which takes 1,048,576; synthesize() itself refuses what is over a limit of AWS.
  test('is small: 51,200 bytes, 200 parameters, 500 resources, 200 outputs', () => {
    const sizes = templates.map(({ text }) => {
      const { Parameters = {}, Resources, Outputs = {} } = JSON.parse(text);
      const count = (section: object) => Object.keys(section).length;
      return [Buffer.byteLength(text), count(Parameters), count(Resources), count(Outputs)];
    });
    const most = sizes[0]?.map((_, at) => Math.max(...sizes.map((one) => one[at] ?? 0))) ?? [];
    console.log(`at most ${most[0]} bytes, ${most[1]} parameters, ${most[2]} resources, ${most[3]} outputs`);
    for (const [at, limit] of [51_200, 200, 500, 200].entries()) expect(most[at]).toBeLessThanOrEqual(limit);
  });

  test('are told in docs/resources.md, which `npm run docs` writes anew', () => {
    const page = resourcesPage({ all, impossible, templates, times });
    expect(readFileSync('docs/resources.md', 'utf8')).toBe(page);
  });

  test('keep their logical ids: a new one is added to logical-ids.json, none leaves it or changes its type', () => {
    const known: Record<string, string> = JSON.parse(
      readFileSync(new URL('./logical-ids.json', import.meta.url), 'utf8'),
    );
    const made = resourcesIn({ all, impossible, templates, times }).map(({ id, types }) => [id, types.join(', ')]);
    expect(Object.fromEntries(made)).toEqual(known);
  });
});
