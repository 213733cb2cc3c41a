import { describe, expect, test } from '@jest/globals';
import { parse, problemsOf, raw } from './sources.ts';

const fleet = 'mode: high-availability\n';

describe('capacity settings', () => {
  test('a trigger takes the place of the targets', () => {
    const { settings } = parse(`${fleet}scaling: { trigger: { metric: NetworkIn, upper: 2, lower: 0.5 } }`);
    expect(settings.scaling).toEqual({ trigger: { metric: 'NetworkIn', upper: 2, lower: 0.5 }, schedules: [] });
  });

  test('a single instance is held at nothing', () => {
    expect(parse('').settings.scaling).toEqual({ schedules: [] });
  });

  test.each([
    ['types of two architectures', 'instances: { type: t4g.small, other-types: [m7i.large] }', 'm7i.large is not of'],
    ['a spot that is no map', 'instances: { spot: true }', 'Spot is a map.'],
    ['a spot without a share', 'instances: { spot: { base: 1 } }', 'Spot needs percent.'],
    ['a misspelt member', 'instances: { spot: { percent: 5, bases: 1 } }', '"bases" is not a member of spot.'],
    [
      'operations of a volume that has none',
      'instances: { volume-type: gp2, volume-iops: 3000 }',
      'no operations a second',
    ],
    ['a volume without its operations', 'instances: { volume-type: io2 }', 'needs its operations'],
    [
      'a throughput of another kind',
      'instances: { volume-type: gp2, volume-throughput: 250 }',
      'Only a volume of the kind gp3',
    ],
    [
      'a trigger that has no room',
      'scaling: { trigger: { metric: NetworkIn, upper: 1, lower: 2 } }',
      'lower 2 must be less than upper 1',
    ],
    [
      'a metric that nobody measures',
      'scaling: { trigger: { metric: Latency, upper: 2, lower: 1 } }',
      'not one of the accepted words',
    ],
    ['a schedule that says nothing', 'scaling: { schedules: [{ cron: 0 7 * * * }] }', 'changes nothing'],
    [
      'a schedule between no limits',
      'scaling: { schedules: [{ cron: 0 7 * * *, min: 5, max: 4 }] }',
      'at least 5 instances and at most 4',
    ],
    [
      'a size outside of the limits',
      'scaling: { schedules: [{ cron: 0 7 * * *, desired: 9 }] }',
      'not between 2 and 4',
    ],
    [
      'a time zone out of nowhere',
      'scaling: { schedules: [{ cron: 0 7 * * *, zone: Europe/Hamburk, min: 2 }] }',
      'no such time zone',
    ],
    ['a time table of six fields', 'scaling: { schedules: [{ cron: 0 0 7 * * *, min: 2 }] }', 'is not a time table'],
    [
      'both ways of scaling',
      'scaling: { cpu: 40, trigger: { metric: NetworkIn, upper: 2, lower: 1 } }',
      'scaling.cpu and scaling.trigger',
    ],
  ])('refuse %s', (_what, yaml, message) => {
    expect(problemsOf(raw(fleet + yaml))).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
  });

  test('refuse to scale a single instance', () => {
    const [problem] = problemsOf(raw('scaling: { cpu: 40 }'));
    expect(problem?.message).toContain('a single-instance environment runs exactly one');
  });
});
