import { beforeEach, describe, expect, test } from '@jest/globals';
import { beforeOperation, follow, type Operation } from '../../src/deploy/follow.ts';
import { pendingOf } from '../../src/deploy/pending.ts';
import type { Stack } from '../../src/deploy/ports.ts';
import { BeanpoleError } from '../../src/errors.ts';
import { anEvent, aRootEvent, aWorld, computeTemplate, type TestWorld } from './build.ts';

describe('follow()', () => {
  let world: TestWorld;
  let stack: Stack;
  beforeEach(() => {
    world = aWorld();
    stack = world.stacks.put('shop-staging', { template: computeTemplate, parameters: { VersionLabel: 'v1' } });
  });

  const operation = async (given: Partial<Operation> = {}): Promise<Operation> => {
    const before = await world.stacks.newestEvent(stack.id);
    return {
      name: 'shop-staging',
      stackId: stack.id,
      token: 'ours',
      goal: 'complete',
      isKnown: ({ id }) => id === before?.id,
      isFresh: ({ outputs }) => outputs['Version'] === 'v2',
      ...given,
    };
  };
  const toV2 = { parameters: { VersionLabel: 'v2' } };

  test('tells each new event once, oldest first, and ends with the stack', async () => {
    world.stacks.will('shop-staging', { takesMs: 30_000, events: [{ reason: 'one' }, { reason: 'two' }] });
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    const followed = await follow(watched, world);
    expect(followed).toMatchObject({ status: 'UPDATE_COMPLETE', stack: { outputs: { Version: 'v2' } } });
    const told = world.told.flatMap((event) =>
      event.kind === 'progress' ? [event.event.reason ?? event.event.status] : [],
    );
    expect(told).toEqual(['User Initiated', 'one', 'two', 'UPDATE_COMPLETE']);
  });

  test('does not take the status of the operation before for its own (trap 12: a stale status right after the execution)', async () => {
    world.stacks.staleMs = 8000;
    world.stacks.will('shop-staging', { takesMs: 60_000, ends: 'undone' });
    // As after a change of settings alone: the version is the same before and after and cannot tell.
    const watched = await operation({ isFresh: () => true });
    world.stacks.begin('shop-staging', 'ours', toV2);
    expect((await world.stacks.describe(stack.id))?.status).toBe('CREATE_COMPLETE');
    expect((await follow(watched, world)).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('does not take the end of a resource for the end of the stack', async () => {
    const before = world.stacks.put('shop-other', { status: 'UPDATE_COMPLETE', template: computeTemplate });
    const watched = await operation({ name: 'shop-other', stackId: before.id, isFresh: () => true });
    const known = await world.stacks.newestEvent(before.id);
    world.stacks.staleMs = 60_000;
    world.stacks.will('shop-other', { takesMs: 30_000, ends: 'undone', events: [{ status: 'UPDATE_COMPLETE' }] });
    world.stacks.begin('shop-other', 'ours');
    const followed = await follow({ ...watched, isKnown: ({ id }) => id === known?.id }, world);
    expect(followed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('gives the stack as it is after the end, also after a rollback, and does not dawdle', async () => {
    world.stacks.staleMs = 3000;
    world.stacks.will('shop-staging', { ends: 'undone' });
    const watched = await operation();
    const began = world.clock.now();
    world.stacks.begin('shop-staging', 'ours', toV2);
    const followed = await follow(watched, world);
    expect(followed.stack).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', outputs: { Version: 'v1' } });
    expect(world.clock.now() - began).toBeLessThan(26_000);
  });

  test('waits for the version when the outputs are still stale', async () => {
    world.stacks.staleMs = 2500;
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    expect((await follow(watched, world)).stack?.outputs['Version']).toBe('v2');
  });

  test('stops believing in staleness after a few reads, and tells what the stack says', async () => {
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', { parameters: { VersionLabel: 'v9' } });
    expect((await follow(watched, world)).stack?.outputs['Version']).toBe('v9');
  });

  test('ends with its own operation when the next one begins at once', async () => {
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    world.clock.in(10_000, () => world.stacks.begin('shop-staging', 'theirs'));
    const followed = await follow(watched, world);
    expect(followed).toMatchObject({
      status: 'UPDATE_COMPLETE',
      stack: { status: 'UPDATE_IN_PROGRESS', outputs: { Version: 'v2' } },
    });
    expect(followed.events.every(({ token }) => token === 'ours')).toBe(true);
  });

  test('waits for the removal of leftovers', async () => {
    world.stacks.will('shop-staging', { cleanupMs: 120_000 });
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    expect((await follow(watched, world)).status).toBe('UPDATE_COMPLETE');
  });

  test('is content when the time ends while leftovers are being removed', async () => {
    const hurried = { ...world, deadline: world.clock.now() + 60_000 };
    world.stacks.will('shop-staging', { cleanupMs: 600_000 });
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    expect(await follow(watched, hurried)).toMatchObject({
      status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      stack: { outputs: { Version: 'v2' } },
    });
  });

  test('says what is pending when the time is over, and never waits beyond it', async () => {
    const hurried = { ...world, deadline: world.clock.now() + 60_000 };
    world.stacks.will('shop-staging', { takesMs: 600_000, events: Array.from({ length: 20 }, () => ({})) });
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    expect(await follow(watched, hurried)).toMatchObject({
      status: 'UPDATE_IN_PROGRESS',
      overtime: expect.stringMatching(
        /is UPDATE_IN_PROGRESS since 12:00:00 UTC\. Still pending: AutoScalingGroup \(UPDATE_IN_PROGRESS since 12:00:28 UTC\)/,
      ),
    });
    expect(world.clock.now()).toBe(hurried.deadline);
  });

  test('says what is pending when its time ends while AWS owes an answer', async () => {
    world.stacks.will('shop-staging', { takesMs: 600_000, events: Array.from({ length: 20 }, () => ({})) });
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    const read = world.stacks.eventsSince.bind(world.stacks);
    world.stacks.eventsSince = async (...asked) => {
      if (world.clock.now() < Date.UTC(2026, 9, 1, 12, 1)) return read(...asked);
      throw new BeanpoleError('timeout', 'AWS still owes an answer.');
    };
    const { overtime } = await follow(watched, world);
    expect(overtime).toMatch(/is UPDATE_IN_PROGRESS .*AutoScalingGroup \(.*AWS still owes an answer\./);
  });

  test('says that the work goes on, and how to come back to it, when the credentials expire on the way', async () => {
    const watched = await operation();
    world.stacks.begin('shop-staging', 'ours', toV2);
    world.stacks.eventsSince = async () => {
      throw new BeanpoleError('credentials', 'The AWS credentials expired while trying to read the events.');
    };
    await expect(follow(watched, world)).rejects.toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(/^The AWS credentials expired .*"shop-staging" goes on/),
      fix: expect.stringMatching(/Re-run the failed job.*role-duration-seconds/),
    });
  });

  test('says that an operation has not begun when no event of it ever comes', async () => {
    const hurried = { ...world, deadline: world.clock.now() + 10_000 };
    const { overtime } = await follow(await operation(), hurried);
    expect(overtime).toContain('has not begun the operation yet');
  });

  test('follows a deletion to the end, and a deletion that fails', async () => {
    const gone = await operation({ goal: 'gone', isFresh: () => true });
    await world.stacks.delete({ stackId: stack.id, token: 'ours' });
    expect((await follow(gone, world)).status).toBe('DELETE_COMPLETE');
  });

  test('sees that a deletion has failed', async () => {
    world.stacks.will('shop-staging', { ends: 'stuck', reason: 'in use' });
    const watched = await operation({ goal: 'gone' });
    await world.stacks.delete({ stackId: stack.id, token: 'ours' });
    expect((await follow(watched, world)).status).toBe('DELETE_FAILED');
  });

  test('attaches to an operation whose beginning it did not see', async () => {
    world.stacks.will('shop-staging', { takesMs: 30_000, events: [{ reason: 'one' }] });
    world.stacks.begin('shop-staging', 'ours', toV2);
    await world.clock.sleep(20_000);
    const followed = await follow(await operation({ isKnown: beforeOperation('ours') }), world);
    expect(followed.events.map(({ reason, status }) => reason ?? status)).toEqual([
      'User Initiated',
      'one',
      'UPDATE_COMPLETE',
    ]);
  });
});

test('beforeOperation() passes over newer operations of others and stops at older ones', () => {
  const isKnown = beforeOperation('ours');
  const newestFirst = [
    anEvent({ token: 'newer', at: 5000 }),
    anEvent({ at: 4000 }),
    anEvent({ at: 3000 }),
    anEvent({ token: 'older', at: 2000 }),
  ];
  expect(newestFirst.map(isKnown)).toEqual([false, false, false, true]);
});

test('pendingOf() names each resource once, with the beginning of the status that it is in', () => {
  const events = [
    aRootEvent('UPDATE_IN_PROGRESS'),
    anEvent({ logicalId: 'LaunchTemplate', status: 'UPDATE_IN_PROGRESS' }),
    anEvent({ logicalId: 'LaunchTemplate', status: 'UPDATE_COMPLETE' }),
    anEvent({ reason: 'first', at: 7 }),
    anEvent({ reason: 'second', at: 9 }),
  ];
  expect(pendingOf(events)).toEqual([{ logicalId: 'AutoScalingGroup', status: 'UPDATE_IN_PROGRESS', since: 7 }]);
});
