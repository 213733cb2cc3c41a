import { describe, expect, test } from '@jest/globals';
import type { Group, Member } from '../../../../src/local/compute/auto-scaling/group.ts';
import { refreshPreferences } from '../../../../src/local/compute/auto-scaling/refresh-policy.ts';
import { refreshStep, type RefreshStep } from '../../../../src/local/compute/auto-scaling/refresh-step.ts';

const now = 1_000_000;
/** Members by a letter each: `o` old, `n` new and warm, `c` new and still cold, `p` new and held back. */
function members(text: string): Member[] {
  return [...text].map((letter, at) => ({
    id: `${letter}${at}`,
    zone: 'a',
    lifecycle: letter === 'p' ? 'Pending:Wait' : 'InService',
    health: 'Healthy',
    version: letter === 'o' ? 1 : 2,
    instanceType: 't4g.small',
    launchedAt: at,
    inServiceAt: letter === 'c' ? now - 1_000 : 0,
  }));
}

function step(
  text: string,
  more: { desired: number; surge?: number; passed?: number; preferences?: object },
): RefreshStep {
  const { desired, surge = 0, passed = 0, preferences = {} } = more;
  const group = { desired, surge, members: members(text) } as unknown as Group;
  const asked = { MaxHealthyPercentage: 150, InstanceWarmup: 60, CheckpointPercentages: [50, 100], ...preferences };
  return refreshStep({
    group,
    passed,
    now,
    preferences: refreshPreferences(asked, 0, true),
    isObsolete: ({ version }) => version === 1,
  });
}

describe('refreshStep()', () => {
  test.each<[string, string, Parameters<typeof step>[1], RefreshStep]>([
    ['launches before it terminates', 'oo', { desired: 2 }, { kind: 'launch', count: 1 }],
    ['launches no more than the checkpoint needs', 'oooooooo', { desired: 8 }, { kind: 'launch', count: 4 }],
    ['waits for a launching hook', 'oop', { desired: 2, surge: 1 }, { kind: 'wait' }],
    ['waits until what is new is warm', 'ooc', { desired: 2, surge: 1 }, { kind: 'wait' }],
    [
      'ends the oldest for each that is warm',
      'oon',
      { desired: 2, surge: 1 },
      { kind: 'terminate', id: 'o0', surge: 0 },
    ],
    ['pauses at a checkpoint', 'on', { desired: 2 }, { kind: 'checkpoint', percent: 50 }],
    ['goes on after it', 'on', { desired: 2, passed: 1 }, { kind: 'launch', count: 1 }],
    ['is through when all are new', 'nn', { desired: 2, passed: 1 }, { kind: 'checkpoint', percent: 100 }],
    ['shrinks back when the group got smaller on the way', 'nn', { desired: 1, surge: 1 }, { kind: 'shrink' }],
    [
      'terminates first where there is no room above',
      'oo',
      { desired: 2, preferences: { MinHealthyPercentage: 50, MaxHealthyPercentage: 100 } },
      { kind: 'terminate', id: 'o0', surge: 0 },
    ],
    [
      'launches one first where neither share leaves room',
      'oo',
      { desired: 2, preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: 100 } },
      { kind: 'launch', count: 1 },
    ],
  ])('%s', (_name, text, more, expected) => {
    expect(step(text, more)).toEqual(expected);
  });

  test('takes a group of one through without ever having none', () => {
    expect(step('o', { desired: 1 })).toEqual({ kind: 'launch', count: 1 });
    expect(step('oc', { desired: 1, surge: 1 })).toEqual({ kind: 'wait' });
    expect(step('on', { desired: 1, surge: 1 })).toEqual({ kind: 'terminate', id: 'o0', surge: 0 });
  });
});
