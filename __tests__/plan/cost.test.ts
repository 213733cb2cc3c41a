import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { costOf, sharedCostOf } from '../../src/plan/cost.ts';
import { hours, prices } from '../../src/plan/prices.ts';
import { stepsOf } from '../../src/plan/steps.ts';
import { someSettings } from './build.ts';

const template = (name: string) => readFileSync(`__tests__/template/fixtures/compute-web-${name}.json`, 'utf8');

describe('costOf()', () => {
  test('of a single instance is the instance, its address and its volume', () => {
    const { from, to, without } = costOf(template('single-instance-own-plain'));
    expect(from).toBeCloseTo(hours * (0.0168 + 0.005) + 10 * 0.08, 1);
    expect(to).toBe(from);
    expect(without).toEqual(['traffic']);
  });

  test('of a fleet is from its smallest to its largest size, and the load balancer', () => {
    const { from, to } = costOf(template('high-availability-own-plain'));
    const one = hours * (0.0168 + 0.005) + 10 * 0.08;
    const balancer = hours * (0.0225 + 2 * 0.005);
    expect(from).toBeCloseTo(2 * one + balancer, 1);
    expect(to).toBeGreaterThan(from);
  });

  test('says where log lines cost by what they are', () => {
    const { Resources, ...all } = JSON.parse(template('single-instance-own-plain'));
    const logged = JSON.stringify({ ...all, Resources: { ...Resources, LogGroup: { Type: 'AWS::Logs::LogGroup' } } });
    expect(costOf(logged)).toEqual({
      ...costOf(template('single-instance-own-plain')),
      without: ['traffic', 'log lines'],
    });
  });

  test('of an environment that has hours counts those, and the Elastic IP all the time', () => {
    const made = (name: string) => {
      const all = JSON.parse(template(name));
      return JSON.stringify({ ...all, Outputs: { ...all.Outputs, Hours: { Value: '08:00-20:00 mon-fri' } } });
    };
    const share = 60 / 168;
    const one = hours * (0.0168 + 0.005) + 10 * 0.08;
    expect(costOf(made('single-instance-own-plain')).from).toBeCloseTo(share * one + (1 - share) * hours * 0.005, 1);
    const balancer = hours * (0.0225 + 2 * 0.005);
    expect(costOf(made('high-availability-own-plain')).from).toBeCloseTo(2 * share * one + balancer, 1);
  });

  test('of private instances and of an internal load balancer has no public addresses in it', () => {
    const fixture = readFileSync('__tests__/template/fixtures/compute-private-nat-per-zone.json', 'utf8');
    expect(costOf(fixture).from).toBeCloseTo(2 * (hours * 0.0168 + 10 * 0.08) + hours * 0.0225, 1);
  });

  test('of a guest is its instances alone, and says whose the load balancer is', () => {
    const fixture = (name: string) => readFileSync(`__tests__/template/fixtures/compute-balancer-${name}.json`, 'utf8');
    const one = hours * (0.0168 + 0.005) + 10 * 0.08;
    expect(costOf(fixture('guest-one'))).toMatchObject({
      from: expect.closeTo(one, 1),
      to: expect.closeTo(one, 1),
      without: ['traffic', 'the shared load balancer, which is paid for where it stands'],
    });
    const several = costOf(fixture('guest'));
    expect(several.from).toBeCloseTo(2 * one, 1);
    expect(several.to).toBeGreaterThan(several.from);
  });

  test('of an environment with data has its database and its cache in it, both in two zones', () => {
    const compute = template('data-postgres-valkey');
    const data = readFileSync('__tests__/template/fixtures/data-web-data-postgres-valkey.json', 'utf8');
    const both = 2 * (hours * 0.016 + 20 * 0.115) + 2 * hours * 0.016 * 0.8;
    expect(costOf(compute, data).from - costOf(compute).from).toBeCloseTo(both, 1);
    expect(costOf(compute, data).without).toEqual(costOf(compute).without);
  });

  test('of a database or a cache that is not in the table says so', () => {
    const fixture = (name: string) => readFileSync(`__tests__/template/fixtures/data-web-data-${name}.json`, 'utf8');
    const compute = template('data-postgres-valkey');
    expect(costOf(compute, fixture('sqlserver-serverless')).without).toEqual(
      expect.arrayContaining([
        'the database (sqlserver-se on db.t3.xlarge), whose price is not in the table',
        'the serverless cache, which costs what is stored and asked',
      ]),
    );
    expect(costOf(compute, fixture('aurora-memcached')).without).toContain(
      'the database (aurora-mysql on db.serverless), whose price is not in the table',
    );
  });

  test('of Spot instances says that they cost less than what it counts', () => {
    const parsed = JSON.parse(template('high-availability-own-plain'));
    parsed.Resources.AutoScalingGroup.Properties.MixedInstancesPolicy = {
      InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 30 },
    };
    expect(costOf(JSON.stringify(parsed)).without).toContain('what Spot instances save of that');
  });

  test('of a type that is not in the table says so, and guesses nothing', () => {
    const other = template('single-instance-own-plain').replaceAll('t4g.small', 'u-24tb1.metal');
    expect(costOf(other)).toMatchObject({ from: 0, without: [expect.stringContaining('u-24tb1.metal'), 'traffic'] });
  });

  test('the table says of when and of where it is', () => {
    expect(prices.asOf).toMatch(/^\d{4}-\d{2}$/);
    expect(prices.region).toBe('us-east-1');
  });
});

describe('sharedCostOf()', () => {
  test.each([
    ['own', 0],
    ['own-nat', 0.045 + 0.005],
    ['own-nat-per-zone', 3 * (0.045 + 0.005)],
    ['own-endpoints', 7 * 3 * 0.01],
  ])('of the network %s is what its gateways and endpoints cost', (name, anHour) => {
    const fixture = readFileSync(`__tests__/template/fixtures/application-${name}.json`, 'utf8');
    expect(sharedCostOf(fixture)).toBeCloseTo(hours * anHour, 1);
  });
});

describe('stepsOf()', () => {
  const capacity = { minInService: 4, batchSize: 1, groupSize: 4 };
  const steps = (policy: 'all-at-once' | 'rolling' | 'rolling-with-additional-batch' | 'immutable' | 'in-place') => {
    const settings = someSettings({ mode: 'high-availability' });
    return stepsOf({ ...settings, deploy: { ...settings.deploy, policy } }, capacity, 4)[0];
  };

  test.each([
    ['all-at-once', /all 4 instances are replaced at once: nothing answers/],
    ['rolling', /4 instances are replaced in 4 batches of 1: a batch leaves first, so 3 stay in service/],
    ['rolling-with-additional-batch', /1 instance is launched first, in addition/],
    ['immutable', /a second group of 4/],
    ['in-place', /on 1 of 4 instances at a time/],
  ] as const)('%s is told in plain words', (policy, words) => {
    expect(steps(policy)).toMatch(words);
  });

  test('of an environment that does not exist yet there is one', () => {
    expect(stepsOf(someSettings(), capacity, undefined)).toEqual([expect.stringContaining('1 instance is launched')]);
  });
});
