import { afterEach, describe, expect, test } from '@jest/globals';
import { body, closeWorlds, forever, openWorld, queue, type World } from './world.ts';

afterEach(closeWorlds);

const no = () => Promise.reject(new Error('No'));

async function created(world: World, template: string, input: object = {}): Promise<void> {
  await world.call('CreateStack', { StackName: 'shop', TemplateBody: template, ...input });
  expect(await world.settled()).toBe('CREATE_COMPLETE');
}

describe('a rollback that fails', () => {
  const stuck = async () => {
    const state = { broken: true };
    const world = openWorld({ scripts: { Queue: { update: () => (state.broken ? no() : undefined) } } });
    await created(world, body({ Queue: queue() }));
    await world.call('UpdateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }), New: queue() }),
    });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_FAILED');
    expect((await world.stack()).StackStatusReason).toBe('The following resource(s) failed to update: [Queue]. ');
    return { world, state };
  };

  test('goes on when it is told to', async () => {
    const { world, state } = await stuck();
    expect(await world.refused('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue() }) })).toMatch(
      /is in UPDATE_ROLLBACK_FAILED state and can not be updated\.$/,
    );
    state.broken = false;
    await world.call('ContinueUpdateRollback', { StackName: 'shop' });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(world.calls.slice(-2)).toEqual(['update Queue queue-1', 'delete New new-1']);
    expect((await world.stack()).LastOperations[0].OperationType).toBe('CONTINUE_ROLLBACK');
  });

  test('leaves out what it is told to skip', async () => {
    const { world } = await stuck();
    await world.call('ContinueUpdateRollback', { StackName: 'shop', ResourcesToSkip: ['Queue'] });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await world.refused('ContinueUpdateRollback', { StackName: 'shop' })).toBe(
      'ValidationError: RollbackUpdatedStack cannot be called from current stack status',
    );
  });

  test('leaves out all that fails when it is forced', async () => {
    const { world } = await stuck();
    await world.call('ContinueUpdateRollback', { StackName: 'shop', ForceRollback: 'true' });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

describe('a failure that is kept', () => {
  test('of an update is left to RollbackStack', async () => {
    const world = openWorld({ scripts: { Bad: { create: no } } });
    await created(world, body({ Queue: queue() }));
    await world.call('UpdateStack', {
      StackName: 'shop',
      DisableRollback: 'true',
      TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }), Bad: queue({}, { DependsOn: 'Queue' }) }),
    });
    expect(await world.settled()).toBe('UPDATE_FAILED');
    expect((await world.stack()).StackStatusReason).toBe('The following resource(s) failed to create: [Bad]. ');
    const { OperationId } = await world.call('RollbackStack', { StackName: 'shop' });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await world.stack()).LastOperations[0]).toEqual({ OperationId, OperationType: 'ROLLBACK' });
    expect(world.requests.at(-1)?.properties).toEqual({});
  });

  test('of a create is left to RollbackStack, which deletes what was never whole', async () => {
    const world = openWorld({ scripts: { Bad: { create: no } } });
    const { StackId } = await world.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: body({ Bad: queue() }),
      OnFailure: 'DO_NOTHING',
    });
    expect(await world.settled()).toBe('CREATE_FAILED');
    await world.call('RollbackStack', { StackName: 'shop' });
    expect(await world.settled(StackId)).toBe('DELETE_COMPLETE');
  });
});

describe('cancelling', () => {
  test('an update brings the stack back', async () => {
    let first = true;
    const wait = (request: never) => {
      if (!first) return undefined;
      first = false;
      return forever(request);
    };
    const world = openWorld({ scripts: { Queue: { update: wait } } });
    await created(world, body({ Queue: queue() }));
    expect(await world.refused('CancelUpdateStack', { StackName: 'shop' })).toBe(
      'ValidationError: CancelUpdateStack cannot be called from current stack status',
    );
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }) }) });
    await world.until(() => !first);
    await world.call('CancelUpdateStack', { StackName: 'shop' });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await world.story()).toContain('Queue UPDATE_FAILED Resource update cancelled');
  });
});

describe('deleting', () => {
  test('takes dependents first, skips what is to be retained', async () => {
    const world = openWorld();
    await created(
      world,
      body({
        First: queue(),
        Second: queue({}, { DependsOn: 'First' }),
        Kept: queue({}, { DeletionPolicy: 'Retain', DependsOn: 'Second' }),
      }),
    );
    const { StackId } = await world.stack();
    const before = (await world.story()).length;
    await world.call('DeleteStack', { StackName: 'shop' });
    expect(await world.settled(StackId)).toBe('DELETE_COMPLETE');
    expect((await world.story(StackId)).slice(before)).toEqual([
      'shop DELETE_IN_PROGRESS User Initiated',
      'Kept DELETE_SKIPPED',
      'Second DELETE_IN_PROGRESS',
      'Second DELETE_COMPLETE',
      'First DELETE_IN_PROGRESS',
      'First DELETE_COMPLETE',
      'shop DELETE_COMPLETE',
    ]);
    expect(await world.refused('DescribeStackEvents', { StackName: 'shop' })).toBe(
      'ValidationError: Stack [shop] does not exist',
    );
    expect((await world.call('ListStacks', { StackStatusFilter: ['DELETE_COMPLETE'] })).StackSummaries).toHaveLength(1);
    expect(await world.call('DeleteStack', { StackName: 'shop' })).toEqual({});
  });

  test('fails, and then may retain or be forced', async () => {
    const world = openWorld({ scripts: { Queue: { delete: no } } });
    await created(world, body({ Queue: queue(), Other: queue() }));
    const { StackId } = await world.stack();
    expect(await world.refused('DeleteStack', { StackName: 'shop', RetainResources: ['Queue'] })).toMatch(
      /DELETE_FAILED state/,
    );
    await world.call('DeleteStack', { StackName: 'shop' });
    expect(await world.settled()).toBe('DELETE_FAILED');
    expect((await world.stack()).StackStatusReason).toBe('The following resource(s) failed to delete: [Queue]. ');
    await world.call('DeleteStack', { StackName: 'shop', RetainResources: ['Queue'] });
    expect(await world.settled(StackId)).toBe('DELETE_COMPLETE');
    expect(await world.story(StackId)).toContain('Queue DELETE_SKIPPED');
  });

  test('a stack that is being created ends its creation first', async () => {
    const world = openWorld({ scripts: { Slow: { create: forever } } });
    const { StackId } = await world.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: body({ Good: queue(), Slow: queue({}, { DependsOn: 'Good' }) }),
    });
    await world.until(() => world.calls.includes('create Slow'));
    await world.call('DeleteStack', { StackName: 'shop' });
    expect(await world.settled(StackId)).toBe('DELETE_COMPLETE');
    expect((await world.story(StackId)).slice(5)).toEqual([
      'shop DELETE_IN_PROGRESS User Initiated',
      'Slow CREATE_FAILED Resource creation cancelled',
      'Slow DELETE_COMPLETE',
      'Good DELETE_IN_PROGRESS',
      'Good DELETE_COMPLETE',
      'shop DELETE_COMPLETE',
    ]);
  });

  test('is refused under termination protection and while an update is under way', async () => {
    const world = openWorld({ scripts: { Queue: { update: forever } } });
    await created(world, body({ Queue: queue() }), { EnableTerminationProtection: 'true' });
    expect(await world.refused('DeleteStack', { StackName: 'shop' })).toBe(
      'ValidationError: Stack [shop] cannot be deleted while TerminationProtection is enabled',
    );
    await world.call('UpdateTerminationProtection', { StackName: 'shop', EnableTerminationProtection: 'false' });
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }) }) });
    expect(await world.refused('DeleteStack', { StackName: 'shop' })).toMatch(
      /cannot be deleted while in status UPDATE_IN_PROGRESS$/,
    );
  });

  test('what a replacement left is tried three times, then forgotten', async () => {
    const world = openWorld({ scripts: { Queue: { delete: no } } });
    await created(world, body({ Queue: queue({ QueueName: 'a' }) }));
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({ QueueName: 'b' }) }) });
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect((await world.stack()).StackStatusReason).toBe('The following resource(s) failed to delete: [Queue]. ');
    expect(world.calls.filter((call) => call.startsWith('delete'))).toHaveLength(3);
  });
});

describe('a resource that is retained', () => {
  test.each([
    ['stays after a failed create', {}, ['Kept DELETE_SKIPPED'], []],
    ['is deleted with RetainExceptOnCreate', { RetainExceptOnCreate: 'true' }, [], ['delete Kept kept-1']],
  ])('%s', async (_what, input, events, calls) => {
    const world = openWorld({ scripts: { Bad: { create: no } } });
    const template = body({ Kept: queue({}, { DeletionPolicy: 'Retain' }), Bad: queue({}, { DependsOn: 'Kept' }) });
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: template, ...input });
    expect(await world.settled()).toBe('ROLLBACK_COMPLETE');
    expect((await world.story()).filter((event) => event.includes('SKIPPED'))).toEqual(events);
    expect(world.calls.filter((call) => call.startsWith('delete'))).toEqual(calls);
  });

  test('with a name of its own is not replaced', async () => {
    const world = openWorld();
    await created(world, body({ Queue: queue({ QueueName: 'orders.fifo', FifoQueue: true }) }));
    await world.call('UpdateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue({ QueueName: 'orders.fifo', FifoQueue: false }) }),
    });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await world.story()).toContain(
      'Queue UPDATE_FAILED CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename orders.fifo and update the stack again.',
    );
  });

  test('by a stack policy is not touched', async () => {
    const world = openWorld();
    await created(world, body({ Queue: queue() }), {
      StackPolicyBody: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
          { Effect: 'Deny', Principal: '*', Action: 'Update:Modify', Resource: 'LogicalResourceId/Queue' },
        ],
      }),
    });
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }) }) });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await world.story()).toContain(
      'Queue UPDATE_FAILED Action denied by stack policy: Statement [#2] does not allow [Update:Modify] for resource [LogicalResourceId/Queue]',
    );
    expect(world.calls).toEqual(['create Queue']);
  });
});
