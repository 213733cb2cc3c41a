import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ChangeSetRequest } from '../../src/deploy/ports.ts';
import { aWorld, computeTemplate, type TestWorld } from './build.ts';

const request = (given: Partial<ChangeSetRequest> = {}): ChangeSetRequest => ({
  intent: 'create',
  stack: 'shop-staging',
  name: 'token-1',
  template: { kind: 'body', body: computeTemplate },
  parameters: { VersionLabel: 'v1' },
  tags: {},
  triggers: { alarms: [], minutes: 0 },
  deadline: Number.POSITIVE_INFINITY,
  ...given,
});

describe('the CloudFormation in memory', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
  });

  const run = async (given: Partial<ChangeSetRequest> = {}, token = 'token-1'): Promise<string> => {
    const changeSet = await world.stacks.createChangeSet(request({ name: token, ...given }));
    if (changeSet.kind !== 'changes') throw new Error(changeSet.kind);
    await world.stacks.execute({ changeSet: changeSet.id, stackId: changeSet.stackId, token });
    return changeSet.stackId;
  };
  const statuses = async (id: string): Promise<readonly string[]> =>
    (await world.stacks.eventsSince(id, () => false)).map(({ status }) => status);

  test('creates a stack by way of a review, and echoes a parameter as an output', async () => {
    const id = await run();
    expect((await world.stacks.describe(id))?.outputs).toEqual({});
    await world.clock.sleep(10_000);
    expect(await world.stacks.describe('shop-staging')).toMatchObject({
      status: 'CREATE_COMPLETE',
      outputs: { Version: 'v1' },
    });
    expect(await statuses(id)).toEqual(['REVIEW_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
  });

  test('undoes an update that fails, and carries the token through the rollback', async () => {
    world.stacks.will('shop-staging', {}, { ends: 'undone' });
    const id = await run();
    await world.clock.sleep(10_000);
    await run({ intent: 'update', stack: id, parameters: { VersionLabel: 'v2' } }, 'token-2');
    await world.clock.sleep(20_000);
    const stack = await world.stacks.describe(id);
    expect(stack).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      outputs: { Version: 'v1' },
      parameters: { VersionLabel: 'v1' },
    });
    const events = await world.stacks.eventsSince(id, ({ status }) => status === 'CREATE_COMPLETE');
    expect(events.map(({ token }) => token)).toEqual(['token-2', 'token-2', 'token-2']);
  });

  test('refuses a change set while an operation is under way', async () => {
    const id = await run();
    expect(await world.stacks.createChangeSet(request({ intent: 'update', stack: id }))).toMatchObject({
      kind: 'busy',
    });
  });

  test('refuses a change set for a stack that can only be deleted', async () => {
    world.stacks.will('shop-staging', { ends: 'undone' });
    const id = await run();
    await world.clock.sleep(20_000);
    expect((await world.stacks.describe(id))?.status).toBe('ROLLBACK_COMPLETE');
    expect(await world.stacks.createChangeSet(request({ intent: 'update', stack: id }))).toMatchObject({
      kind: 'busy',
    });
  });

  test('finds a deleted stack by its ARN only', async () => {
    const { id } = world.stacks.put('shop-staging');
    await world.stacks.delete({ stackId: id, token: 'gone' });
    await world.clock.sleep(10_000);
    expect(await world.stacks.describe('shop-staging')).toBeUndefined();
    expect(await world.stacks.describe(id)).toMatchObject({ status: 'DELETE_COMPLETE' });
  });

  test('answers with the former state for as long as it is told to', async () => {
    world.stacks.staleMs = 3000;
    const { id } = world.stacks.put('shop-staging', { template: computeTemplate });
    await run({ intent: 'update', stack: id, parameters: { VersionLabel: 'v2' } });
    expect((await world.stacks.describe(id))?.status).toBe('CREATE_COMPLETE');
    await world.clock.sleep(3000);
    expect((await world.stacks.describe(id))?.status).toBe('UPDATE_IN_PROGRESS');
  });

  test('finds nothing to change where nothing differs', async () => {
    const { id } = world.stacks.put('shop-staging', { template: computeTemplate, parameters: { VersionLabel: 'v1' } });
    expect(await world.stacks.createChangeSet(request({ intent: 'update', stack: id }))).toMatchObject({
      kind: 'empty',
    });
  });

  test('drops the other change sets when one is executed', async () => {
    const { id } = world.stacks.put('shop-staging');
    const change = { intent: 'update', stack: id } as const;
    await world.stacks.createChangeSet(request({ ...change, name: 'token-0' }));
    expect(world.stacks.changeSets).toHaveLength(1);
    await run(change);
    expect(world.stacks.changeSets).toEqual([]);
  });
});
