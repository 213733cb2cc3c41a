import { describe, expect, test } from '@jest/globals';
import { architectureTag, makePlan } from '../../src/plan/plan.ts';
import { someSettings } from './build.ts';

const run = { id: '7', attempt: '1' };

describe('makePlan()', () => {
  test('gives each stack a token of its own', () => {
    expect(makePlan(someSettings(), run).tokens).toEqual({
      application: 'beanpole-7-1-application',
      data: 'beanpole-7-1-data-staging',
      compute: 'beanpole-7-1-compute-staging',
    });
  });

  test('tags nothing with the run: a tag that changes would change every resource (trap 21: tags with the run in them)', () => {
    const settings = someSettings({ tags: { team: 'sales' } });
    const plan = makePlan(settings, run);
    expect(makePlan(settings, { id: '8', attempt: '2' }).tags).toEqual(plan.tags);
    expect(plan.tags.compute).toEqual({
      team: 'sales',
      'beanpole:application': 'shop',
      'beanpole:environment': 'staging',
      [architectureTag]: 'arm64',
    });
  });

  test('keeps from the application stack what one environment says, as all share it', () => {
    expect(makePlan(someSettings({ tags: { team: 'sales' } }), run).tags.application).toEqual({
      'beanpole:application': 'shop',
    });
  });

  test('does not touch an Elastic IP because of an architecture', () => {
    expect(makePlan(someSettings(), run).tags.data).not.toHaveProperty([architectureTag]);
  });

  test('carries the limits in the units that it names', () => {
    expect(makePlan(someSettings(), run)).toMatchObject({ limitMs: 3_600_000, bake: 5, allowReplacement: [] });
  });
});
