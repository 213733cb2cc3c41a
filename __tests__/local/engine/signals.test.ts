import { afterEach, describe, expect, test } from '@jest/globals';
import { body, closeWorlds, forever, openWorld, queue, type World } from './world.ts';

afterEach(closeWorlds);

const group = (policy: object) =>
  body({
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: '1', MaxSize: '2' },
      CreationPolicy: policy,
    },
  });

async function begun(world: World, template: string): Promise<void> {
  await world.call('CreateStack', { StackName: 'shop', TemplateBody: template });
  await world.until(async () => (await world.story()).includes('Group CREATE_IN_PROGRESS Resource creation Initiated'));
}

const signal = (world: World, UniqueId: string, Status = 'SUCCESS') =>
  world.call('SignalResource', { StackName: 'shop', LogicalResourceId: 'Group', UniqueId, Status });

describe('a creation policy', () => {
  test('waits for as many good signals as it counts, each once', async () => {
    const world = openWorld();
    await begun(world, group({ ResourceSignal: { Count: 2, Timeout: 'PT10M' } }));
    await signal(world, 'i-1');
    await signal(world, 'i-1');
    await signal(world, 'i-2');
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    expect(await world.story()).toEqual([
      'shop CREATE_IN_PROGRESS User Initiated',
      'Group CREATE_IN_PROGRESS',
      'Group CREATE_IN_PROGRESS Resource creation Initiated',
      'Group CREATE_IN_PROGRESS Received SUCCESS signal with UniqueId i-1',
      'Group CREATE_IN_PROGRESS Received SUCCESS signal with UniqueId i-2',
      'Group CREATE_COMPLETE',
      'shop CREATE_COMPLETE',
    ]);
  });

  test('fails at once on a bad signal, and the resource is deleted', async () => {
    const world = openWorld();
    await begun(world, group({ ResourceSignal: { Count: 2, Timeout: 'PT10M' } }));
    await signal(world, 'i-1', 'FAILURE');
    expect(await world.settled()).toBe('ROLLBACK_COMPLETE');
    expect((await world.story()).slice(3, 6)).toEqual([
      'Group CREATE_IN_PROGRESS Received FAILURE signal with UniqueId i-1',
      'Group CREATE_FAILED Received 1 FAILURE signal(s) out of 2.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
      'shop ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Group]. Rollback requested by user.',
    ]);
    expect(world.calls).toEqual(['create Group', 'delete Group group-1']);
  });

  test('is content with the share that it asks for', async () => {
    const world = openWorld();
    await begun(
      world,
      group({
        ResourceSignal: { Count: 2, Timeout: 'PT10M' },
        AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 50 },
      }),
    );
    await signal(world, 'i-1', 'FAILURE');
    await signal(world, 'i-2');
    expect(await world.settled()).toBe('CREATE_COMPLETE');
  });

  test('fails a group when the time is over, counting what did not come', async () => {
    const world = openWorld();
    await begun(world, group({ ResourceSignal: { Count: 2, Timeout: 'PT20S' } }));
    expect(await world.settled()).toBe('ROLLBACK_COMPLETE');
    expect((await world.story()).slice(3, 5)).toEqual([
      'Group CREATE_IN_PROGRESS Failed to receive 2 resource signal(s) for the current batch.  Each resource signal timeout is counted as a FAILURE.',
      'Group CREATE_FAILED Received 0 SUCCESS signal(s) out of 2.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
    ]);
  });

  test('fails any other resource when the time is over', async () => {
    const world = openWorld();
    await world.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue({}, { CreationPolicy: { ResourceSignal: { Timeout: 'PT1S' } } }) }),
    });
    expect(await world.settled()).toBe('ROLLBACK_COMPLETE');
    expect(await world.story()).toContain(
      'Queue CREATE_FAILED Failed to receive 1 resource signal(s) within the specified duration',
    );
  });
});

describe('a signal that nothing waits for', () => {
  test('is refused when the stack is at rest', async () => {
    const world = openWorld();
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: body({ Group: queue() }) });
    await world.settled();
    const { StackId } = await world.stack();
    expect(
      await world.refused('SignalResource', {
        StackName: 'shop',
        LogicalResourceId: 'Group',
        UniqueId: 'i-1',
        Status: 'SUCCESS',
      }),
    ).toBe(`ValidationError: Stack:${StackId} is in CREATE_COMPLETE state and cannot be signaled`);
  });

  test('is refused when another resource is being made', async () => {
    const world = openWorld({ scripts: { Slow: { create: forever } } });
    await world.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: body({ Group: queue(), Slow: queue({}, { DependsOn: 'Group' }) }),
    });
    await world.until(() => world.calls.includes('create Slow'));
    const given = { StackName: 'shop', UniqueId: 'i-1', Status: 'SUCCESS' };
    expect(await world.refused('SignalResource', { ...given, LogicalResourceId: 'Group' })).toBe(
      'ValidationError: Resource Group is in CREATE_COMPLETE state and cannot be signaled',
    );
    expect(await world.refused('SignalResource', { ...given, LogicalResourceId: 'None' })).toBe(
      'ValidationError: Resource None does not exist for stack shop',
    );
  });
});

describe('a wait condition', () => {
  const template = body(
    {
      Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
      Wait: {
        Type: 'AWS::CloudFormation::WaitCondition',
        Properties: { Handle: { Ref: 'Handle' }, Timeout: '300', Count: 1 },
      },
    },
    { Outputs: { Data: { Value: { 'Fn::GetAtt': ['Wait', 'Data'] } } } },
  );
  const handleOf = async (world: World): Promise<string> => {
    await world.until(() => world.story().then((story) => story.includes('Wait CREATE_IN_PROGRESS')));
    const { StackResources } = await world.call('DescribeStackResources', {
      StackName: 'shop',
      LogicalResourceId: 'Handle',
    });
    return StackResources[0].PhysicalResourceId;
  };

  test('is there once its handle got a good signal, and hands on its data', async () => {
    const world = openWorld();
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: template });
    const url = await handleOf(world);
    await world.until(() =>
      world.formation.putSignal(url, '{"Status":"SUCCESS","UniqueId":"one","Data":"fine","Reason":"done"}'),
    );
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    expect((await world.stack()).Outputs[0].OutputValue).toBe('{"one":"fine"}');
  });

  test('fails with the reason of a bad signal', async () => {
    const world = openWorld();
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: template });
    const url = await handleOf(world);
    await world.until(() => world.formation.putSignal(url, '{"Status":"FAILURE","UniqueId":"one","Reason":"no disk"}'));
    expect(await world.settled()).toBe('ROLLBACK_COMPLETE');
    expect(await world.story()).toContain(
      "Wait CREATE_FAILED WaitCondition received failed message: 'no disk' for uniqueId: one",
    );
  });

  test('fails when the time is over', async () => {
    const world = openWorld();
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: template });
    expect(await world.settled()).toBe('ROLLBACK_COMPLETE');
    expect(await world.story()).toContain(
      'Wait CREATE_FAILED WaitCondition timed out. Received 0 conditions when expecting 1',
    );
  });
});
