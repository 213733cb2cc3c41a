import { afterEach, describe, expect, test } from '@jest/globals';
import { body, closeWorlds, forever, openWorld, queue } from './world.ts';

afterEach(closeWorlds);

const two = body({
  First: queue(),
  Second: queue({ RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['First', 'Arn'] } } }),
});

describe('creating a stack', () => {
  test('creates a resource after what it refers to, and tells each step', async () => {
    const world = openWorld();
    const answer = await world.call('CreateStack', { StackName: 'shop', TemplateBody: two });
    expect(answer.StackId).toMatch(/^arn:aws:cloudformation:eu-central-1:111122223333:stack\/shop\/[0-9a-f-]{36}$/);
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    expect(await world.story()).toEqual([
      'shop CREATE_IN_PROGRESS User Initiated',
      'First CREATE_IN_PROGRESS',
      'First CREATE_IN_PROGRESS Resource creation Initiated',
      'First CREATE_COMPLETE',
      'Second CREATE_IN_PROGRESS',
      'Second CREATE_IN_PROGRESS Resource creation Initiated',
      'Second CREATE_COMPLETE',
      'shop CREATE_COMPLETE',
    ]);
    expect(world.requests[1]?.properties).toEqual({
      RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:111122223333:first-1' },
    });
    expect((await world.stack()).LastOperations).toEqual([
      { OperationType: 'CREATE_STACK', OperationId: answer.OperationId },
    ]);
  });

  test('takes everything back when one resource fails, and cancels its siblings', async () => {
    const world = openWorld({
      scripts: { Bad: { create: () => Promise.reject(new Error('No capacity')) }, Slow: { create: forever } },
    });
    const template = body({
      Good: queue(),
      Bad: queue({}, { DependsOn: 'Good' }),
      Slow: queue(),
      Never: queue({}, { DependsOn: 'Bad' }),
    });
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: template });
    expect(await world.settled()).toBe('ROLLBACK_COMPLETE');
    expect(await world.story()).toEqual([
      'shop CREATE_IN_PROGRESS User Initiated',
      'Good CREATE_IN_PROGRESS',
      'Slow CREATE_IN_PROGRESS',
      'Good CREATE_IN_PROGRESS Resource creation Initiated',
      'Good CREATE_COMPLETE',
      'Bad CREATE_IN_PROGRESS',
      'Bad CREATE_FAILED No capacity',
      'Slow CREATE_FAILED Resource creation cancelled',
      'shop ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bad, Slow]. Rollback requested by user.',
      'Slow DELETE_COMPLETE',
      'Bad DELETE_COMPLETE',
      'Good DELETE_IN_PROGRESS',
      'Good DELETE_COMPLETE',
      'shop ROLLBACK_COMPLETE',
    ]);
    expect(world.calls).toEqual(['create Good', 'create Slow', 'create Bad', 'delete Good good-1']);
    expect(await world.refused('UpdateStack', { StackName: 'shop', TemplateBody: two })).toMatch(
      /^ValidationError: Stack:arn:aws:.* is in ROLLBACK_COMPLETE state and can not be updated\.$/,
    );
  });

  test('leaves what it made when rollback is disabled, and completes with the next update', async () => {
    let broken = true;
    const world = openWorld({
      scripts: { Second: { create: () => (broken ? Promise.reject(new Error('Not yet')) : undefined) } },
    });
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: two, DisableRollback: 'true' });
    expect(await world.settled()).toBe('CREATE_FAILED');
    broken = false;
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: two });
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect(world.calls).toEqual(['create First', 'create Second', 'create Second']);
  });

  test('deletes the whole stack when OnFailure is DELETE', async () => {
    const world = openWorld({ scripts: { Second: { create: () => Promise.reject(new Error('No')) } } });
    const { StackId } = await world.call('CreateStack', { StackName: 'shop', TemplateBody: two, OnFailure: 'DELETE' });
    expect(await world.settled(StackId)).toBe('DELETE_COMPLETE');
    expect(await world.refused('DescribeStacks', { StackName: 'shop' })).toBe(
      'ValidationError: Stack with id shop does not exist',
    );
  });

  test('fails for good when what it made cannot be deleted', async () => {
    const world = openWorld({
      scripts: {
        First: { delete: () => Promise.reject(new Error('In use')) },
        Second: { create: () => Promise.reject(new Error('No')) },
      },
    });
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: two });
    expect(await world.settled()).toBe('ROLLBACK_FAILED');
    expect((await world.stack()).StackStatusReason).toBe('The following resource(s) failed to delete: [First]. ');
  });
});

describe('updating a stack', () => {
  const create = async (world: ReturnType<typeof openWorld>, template: string) => {
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: template });
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    const before = (await world.story()).length;
    world.calls.length = 0;
    return async () => (await world.story()).slice(before);
  };

  test('updates in place, replaces, adds and removes; the old go last', async () => {
    const world = openWorld();
    const story = await create(
      world,
      body({ Kept: queue(), Moved: queue({ DelaySeconds: 1 }), Renamed: queue({ QueueName: 'one' }), Gone: queue() }),
    );
    const next = body({
      Kept: queue(),
      Moved: queue({ DelaySeconds: 2 }),
      Renamed: queue({ QueueName: 'two' }, { DependsOn: 'Moved' }),
      New: queue({}, { DependsOn: 'Renamed' }),
    });
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: next });
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect(await story()).toEqual([
      'shop UPDATE_IN_PROGRESS User Initiated',
      'Moved UPDATE_IN_PROGRESS',
      'Moved UPDATE_COMPLETE',
      'Renamed UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.',
      'Renamed UPDATE_IN_PROGRESS Resource creation Initiated',
      'Renamed UPDATE_COMPLETE',
      'New CREATE_IN_PROGRESS',
      'New CREATE_IN_PROGRESS Resource creation Initiated',
      'New CREATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Renamed DELETE_IN_PROGRESS',
      'Gone DELETE_IN_PROGRESS',
      'Gone DELETE_COMPLETE',
      'Renamed DELETE_COMPLETE',
      'shop UPDATE_COMPLETE',
    ]);
    expect(world.calls).toEqual([
      'update Moved moved-1',
      'create Renamed',
      'create New',
      'delete Gone gone-1',
      'delete Renamed renamed-1',
    ]);
  });

  test('goes back to the previous template and parameters when a resource fails', async () => {
    const world = openWorld({
      scripts: {
        Group: {
          update: ({ updatePolicy }) =>
            JSON.stringify(updatePolicy).includes('"2"')
              ? Promise.reject(new Error('Received 1 FAILURE signal(s) out of 1.'))
              : undefined,
        },
      },
    });
    const template = (extra: object) =>
      body(
        {
          Template: {
            Type: 'AWS::EC2::LaunchTemplate',
            Properties: { LaunchTemplateData: { ImageId: { Ref: 'Image' } } },
          },
          Group: {
            Type: 'AWS::AutoScaling::AutoScalingGroup',
            Properties: {
              MinSize: '1',
              MaxSize: '2',
              LaunchTemplate: {
                LaunchTemplateId: { Ref: 'Template' },
                Version: { 'Fn::GetAtt': 'Template.LatestVersionNumber' },
              },
            },
            UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: { Ref: 'Serving' } } },
          },
          ...extra,
        },
        { Parameters: { Image: { Type: 'String' }, Serving: { Type: 'Number' } } },
      );
    await world.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: template({}),
      Parameters: parameters({ Image: 'ami-1', Serving: '1' }),
    });
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    const before = (await world.story()).length;
    world.requests.length = 0;
    const answer = await world.call('UpdateStack', {
      StackName: 'shop',
      TemplateBody: template({ Added: queue() }),
      Parameters: parameters({ Image: 'ami-2', Serving: '2' }),
      ClientRequestToken: 'run-1',
    });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await world.story()).slice(before)).toEqual([
      'shop UPDATE_IN_PROGRESS User Initiated',
      'Template UPDATE_IN_PROGRESS',
      'Added CREATE_IN_PROGRESS',
      'Added CREATE_IN_PROGRESS Resource creation Initiated',
      'Added CREATE_COMPLETE',
      'Template UPDATE_COMPLETE',
      'Group UPDATE_IN_PROGRESS',
      'Group UPDATE_FAILED Received 1 FAILURE signal(s) out of 1.',
      'shop UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Group]. ',
      'Template UPDATE_IN_PROGRESS',
      'Template UPDATE_COMPLETE',
      'Group UPDATE_IN_PROGRESS',
      'Group UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Added DELETE_IN_PROGRESS',
      'Added DELETE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ]);
    const groups = world.requests.filter((request) => request.logicalId === 'Group');
    expect(
      groups.map(({ properties, updatePolicy }) => [
        (properties['LaunchTemplate'] as { Version: string }).Version,
        updatePolicy,
      ]),
    ).toEqual([
      ['2', { AutoScalingRollingUpdate: { MinInstancesInService: '2' } }],
      ['3', { AutoScalingRollingUpdate: { MinInstancesInService: '1' } }],
    ]);
    const stack = await world.stack();
    expect(stack.Parameters.map((parameter: { ParameterValue: string }) => parameter.ParameterValue)).toEqual([
      'ami-1',
      '1',
    ]);
    expect(stack.LastOperations[0].OperationType).toBe('ROLLBACK');
    expect(stack.LastOperations[0].OperationId).not.toBe(answer.OperationId);
    const { StackEvents } = await world.call('DescribeStackEvents', { StackName: 'shop' });
    expect(StackEvents[0].ClientRequestToken).toBe('run-1');
  });

  test('gives the old resource back when its replacement fails', async () => {
    const world = openWorld({
      scripts: {
        Second: {
          create: (request) => (request.properties['DelaySeconds'] === 3 ? Promise.reject(new Error('No')) : undefined),
        },
      },
    });
    const story = await create(world, body({ First: queue({ QueueName: 'a' }), Second: queue({ QueueName: 'b' }) }));
    const next = body({
      First: queue({ QueueName: 'c' }),
      Second: queue({ QueueName: 'd', DelaySeconds: 3 }, { DependsOn: 'First' }),
    });
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: next });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await story()).slice(5)).toEqual([
      'Second UPDATE_FAILED No',
      'shop UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Second]. ',
      'First UPDATE_IN_PROGRESS',
      'First UPDATE_COMPLETE',
      'Second UPDATE_IN_PROGRESS',
      'Second UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'First DELETE_IN_PROGRESS',
      'First DELETE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(world.calls).toEqual(['create First', 'create Second', 'delete First first-2']);
    const { StackResources } = await world.call('DescribeStackResources', { StackName: 'shop' });
    expect(StackResources.map((resource: { PhysicalResourceId: string }) => resource.PhysicalResourceId)).toEqual([
      'first-1',
      'second-1',
    ]);
  });

  test('says that there is nothing to do', async () => {
    const world = openWorld();
    await create(world, two);
    expect(await world.refused('UpdateStack', { StackName: 'shop', UsePreviousTemplate: 'true' })).toBe(
      'ValidationError: No updates are to be performed.',
    );
  });

  test.each([
    ['an update policy', { UpdatePolicy: { AutoScalingRollingUpdate: { MaxBatchSize: 2 } } }],
    ['a deletion policy', { DeletionPolicy: 'Retain' }],
  ])('does not take %s alone for a change', async (_what, member) => {
    const world = openWorld();
    await create(world, body({ Queue: queue() }));
    expect(
      await world.refused('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({}, member) }) }),
    ).toBe('ValidationError: No updates are to be performed.');
  });

  test('takes changed metadata for an update of the resource, without touching what is behind it', async () => {
    const world = openWorld();
    const story = await create(world, body({ Queue: queue() }));
    await world.call('UpdateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue({}, { Metadata: { Digest: '2' } }) }),
    });
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect(await story()).toEqual([
      'shop UPDATE_IN_PROGRESS User Initiated',
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'shop UPDATE_COMPLETE',
    ]);
    expect(world.calls).toEqual([]);
  });
});

function parameters(values: Record<string, string>): object[] {
  return Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}
