import { describe, expect, test } from '@jest/globals';
import type { Group, Member } from '../../../../src/local/compute/auto-scaling/group.ts';
import { plan } from '../../../../src/local/compute/auto-scaling/plan.ts';

const member = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  zone: 'a',
  lifecycle: 'InService',
  health: 'Healthy',
  version: 1,
  instanceType: 't3.micro',
  launchedAt: Number(id),
  inServiceAt: 0,
  ...more,
});
const group = (members: readonly Member[], more: Partial<Group> = {}): Group => ({
  name: 'web',
  arn: 'arn',
  createdAt: 0,
  min: 0,
  max: 10,
  desired: members.length,
  templateId: 'lt-1',
  templateVersion: '1',
  subnets: [],
  targetGroups: [],
  healthCheckType: 'EC2',
  gracePeriod: 0,
  cooldown: 300,
  terminationPolicies: ['Default'],
  tags: [],
  suspended: [],
  members,
  deleting: false,
  cause: '',
  ...more,
});
const decide = (one: Group, more: { ill?: string[]; launching?: number } = {}) => {
  const next = plan(one, {
    now: 0,
    zones: ['a', 'b', 'c'],
    launching: more.launching ?? 0,
    finding: ({ id }) => (more.ill?.includes(id) ? 'an ELB system health check failure.' : undefined),
  });
  return {
    launch: next.launch,
    terminate: next.terminate.map(({ id }) => id),
    unhealthy: next.unhealthy.map(({ id }) => id),
  };
};

describe('plan', () => {
  test('launches what is missing, each where the fewest are', () => {
    expect(decide(group([member('1')], { desired: 4 })).launch).toEqual(['b', 'c', 'a']);
  });

  test('counts launches under way', () => {
    expect(decide(group([], { desired: 2 }), { launching: 2 }).launch).toEqual([]);
  });

  test('does not count instances that are on their way out', () => {
    expect(decide(group([member('1', { lifecycle: 'Terminating' })], { desired: 1 })).launch).toHaveLength(1);
  });

  test('shrinks from the fullest zone, the oldest launch template version first, then the oldest instance', () => {
    const members = [member('1', { zone: 'b' }), member('2', { version: 2 }), member('3'), member('4', { version: 1 })];
    expect(decide(group(members, { desired: 2 })).terminate).toEqual(['3', '4']);
    expect(decide(group(members, { desired: 3, terminationPolicies: ['NewestInstance'] })).terminate).toEqual(['4']);
  });

  test('replaces an unhealthy instance', () => {
    expect(decide(group([member('1'), member('2')]), { ill: ['2'] })).toEqual({
      unhealthy: ['2'],
      terminate: ['2'],
      launch: ['b'],
    });
  });

  test.each([
    ['HealthCheck', { unhealthy: [], terminate: [], launch: [] }],
    ['ReplaceUnhealthy', { unhealthy: ['2'], terminate: [], launch: [] }],
    ['Terminate', { unhealthy: ['2'], terminate: [], launch: [] }],
    ['Launch', { unhealthy: ['2'], terminate: ['2'], launch: [] }],
  ])('honours that %s is suspended', (process, decided) => {
    expect(decide(group([member('1'), member('2')], { suspended: [process] }), { ill: ['2'] })).toEqual(decided);
  });
});
