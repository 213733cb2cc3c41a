import { afterEach, describe, expect, test } from '@jest/globals';
import { body, closeWorlds, openWorld, queue, type World } from './world.ts';

afterEach(closeWorlds);

async function made(world: World, input: object): Promise<Record<string, never>> {
  const { Id } = await world.call('CreateChangeSet', { StackName: 'shop', ChangeSetName: 'change', ...input });
  const read = () => world.call('DescribeChangeSet', { ChangeSetName: Id, IncludePropertyValues: 'true' });
  await world.until(async () => !/PENDING|IN_PROGRESS/.test((await read()).Status));
  return read();
}

async function created(world: World, template: string, parameters: object[] = []): Promise<void> {
  await world.call('CreateStack', {
    StackName: 'shop',
    TemplateBody: template,
    Parameters: parameters,
    Capabilities: ['CAPABILITY_IAM'],
  });
  expect(await world.settled()).toBe('CREATE_COMPLETE');
}

const short = (changeSet: { Changes?: { ResourceChange: Record<string, unknown> }[] }) =>
  (changeSet.Changes ?? []).map(({ ResourceChange: { Action, LogicalResourceId, Replacement, PolicyAction } }) =>
    [Action, LogicalResourceId, Replacement, PolicyAction].filter((part) => part !== undefined).join(' '),
  );

describe('a change set that creates', () => {
  test('shows the stack in review, adds everything, and creates it when executed', async () => {
    const world = openWorld();
    const changeSet = await made(world, { ChangeSetType: 'CREATE', TemplateBody: body({ Queue: queue() }) });
    expect([changeSet['Status'], changeSet['ExecutionStatus']]).toEqual(['CREATE_COMPLETE', 'AVAILABLE']);
    expect(short(changeSet)).toEqual(['Add Queue']);
    expect((await world.stack()).StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(
      await world.call('ExecuteChangeSet', { StackName: 'shop', ChangeSetName: 'change', ClientRequestToken: 'one' }),
    ).toEqual({});
    expect(
      await world.call('ExecuteChangeSet', { StackName: 'shop', ChangeSetName: 'change', ClientRequestToken: 'one' }),
    ).toEqual({});
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    expect((await world.story()).slice(0, 2)).toEqual([
      'shop REVIEW_IN_PROGRESS User Initiated',
      'shop CREATE_IN_PROGRESS User Initiated',
    ]);
    await world.until(
      async () =>
        (await world.call('DescribeChangeSet', { StackName: 'shop', ChangeSetName: 'change' })).ExecutionStatus ===
        'EXECUTE_COMPLETE',
    );
  });

  test('is refused for a stack that exists, and an update for one that does not', async () => {
    const world = openWorld();
    expect(
      await world.refused('CreateChangeSet', {
        StackName: 'shop',
        ChangeSetName: 'x',
        TemplateBody: body({ Queue: queue() }),
      }),
    ).toBe('ValidationError: Stack [shop] does not exist');
    await created(world, body({ Queue: queue() }));
    expect(
      await world.refused('CreateChangeSet', {
        StackName: 'shop',
        ChangeSetName: 'x',
        ChangeSetType: 'CREATE',
        TemplateBody: '{}',
      }),
    ).toBe('ValidationError: Stack [shop] already exists and cannot be created again with the changeSet [x].');
  });

  test('fails when the properties cannot be right, and tells each finding to DescribeEvents alone', async () => {
    const world = openWorld();
    const changeSet = await made(world, {
      ChangeSetType: 'CREATE',
      TemplateBody: body({ Queue: queue({ Delay: 1 }) }),
    });
    expect(changeSet).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason: expect.stringContaining('[AWS::EarlyValidation::PropertyValidation]'),
    });
    const { OperationEvents } = await world.call('DescribeEvents', {
      StackName: 'shop',
      ChangeSetName: 'change',
      Filters: { FailedEvents: 'true' },
    });
    expect(OperationEvents).toMatchObject([
      {
        EventType: 'VALIDATION_ERROR',
        OperationType: 'CREATE_CHANGESET',
        LogicalResourceId: 'Queue',
        ValidationFailureMode: 'FAIL',
        ValidationStatusReason: 'extraneous key [Delay] is not permitted',
        ValidationPath: '/Resources/Queue/Properties',
      },
    ]);
    expect(await world.story()).toEqual(['shop REVIEW_IN_PROGRESS User Initiated']);
    expect(await world.refused('ExecuteChangeSet', { StackName: 'shop', ChangeSetName: 'change' })).toMatch(
      /^InvalidChangeSetStatus: ChangeSet \[arn:.*\] cannot be executed in its current status of \[FAILED\]$/,
    );
  });
});

describe('a change set that updates', () => {
  test('says when there is nothing to do', async () => {
    const world = openWorld();
    await created(world, body({ Queue: queue() }));
    expect(await made(world, { TemplateBody: body({ Queue: queue() }) })).toMatchObject({
      Status: 'FAILED',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
  });

  test('tells what AWS itself says of replacement: a new launch template version moves the group, a new name replaces', async () => {
    const world = openWorld();
    const template = (image: string, name: string) =>
      body({
        Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: image } } },
        Group: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: {
            MinSize: 1,
            MaxSize: 2,
            LaunchTemplate: {
              LaunchTemplateId: { Ref: 'Template' },
              Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
            },
          },
        },
        Queue: queue({ QueueName: name }, { UpdateReplacePolicy: 'Retain' }),
        Follower: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Queue' } } },
      });
    await created(world, template('ami-1', 'one'));
    const changeSet = await made(world, { TemplateBody: template('ami-2', 'two') });
    expect(short(changeSet)).toEqual([
      'Modify Template False',
      'Modify Group False',
      'Modify Queue True ReplaceAndRetain',
      'Modify Follower Conditional ReplaceAndDelete',
    ]);
    const changes = changeSet['Changes'] as unknown as { ResourceChange: { Scope: string[]; Details: unknown[] } }[];
    expect(changes.map(({ ResourceChange }) => ResourceChange.Scope)).toEqual(Array(4).fill(['Properties']));
    expect(changes[1]?.ResourceChange.Details).toEqual([
      {
        Target: {
          Attribute: 'Properties',
          Name: 'LaunchTemplate',
          RequiresRecreation: 'Never',
          Path: '/Properties/LaunchTemplate',
          BeforeValue: '{"LaunchTemplateId":"template-1","Version":"1"}',
          AfterValue: '{"LaunchTemplateId":"template-1","Version":"{{changeSet:KNOWN_AFTER_APPLY}}"}',
          AttributeChangeType: 'Modify',
        },
        Evaluation: 'Dynamic',
        ChangeSource: 'ResourceAttribute',
        CausingEntity: 'Template.LatestVersionNumber',
      },
    ]);
    expect(changes[3]?.ResourceChange.Details).toMatchObject([
      {
        Evaluation: 'Dynamic',
        ChangeSource: 'ResourceReference',
        CausingEntity: 'Queue',
        Target: { RequiresRecreation: 'Always' },
      },
    ]);
  });

  test('names the parameter that changes a property', async () => {
    const world = openWorld();
    const template = body(
      { Queue: queue({ DelaySeconds: { Ref: 'Delay' } }) },
      { Parameters: { Delay: { Type: 'Number' } } },
    );
    await created(world, template, [{ ParameterKey: 'Delay', ParameterValue: '1' }]);
    const changeSet = await made(world, {
      UsePreviousTemplate: 'true',
      Parameters: [{ ParameterKey: 'Delay', ParameterValue: '2' }],
    });
    const [change] = changeSet['Changes'] as unknown as { ResourceChange: { Details: unknown[] } }[];
    expect(change?.ResourceChange.Details).toMatchObject([
      {
        Evaluation: 'Static',
        ChangeSource: 'ParameterReference',
        CausingEntity: 'Delay',
        Target: { BeforeValue: '1', AfterValue: '2' },
      },
      { Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
    ]);
  });

  test('shows removals with their policy, metadata and tags by their own scope', async () => {
    const world = openWorld();
    await created(world, body({ Kept: queue(), Gone: queue({}, { DeletionPolicy: 'Retain' }), Lost: queue() }));
    const changeSet = await made(world, {
      TemplateBody: body({ Kept: queue({}, { Metadata: { a: 1 } }) }),
      Tags: [{ Key: 'team', Value: 'one' }],
    });
    expect(short(changeSet)).toEqual(['Modify Kept False', 'Remove Gone Retain', 'Remove Lost Delete']);
    const [kept] = changeSet['Changes'] as unknown as { ResourceChange: { Scope: string[] } }[];
    expect(kept?.ResourceChange.Scope).toEqual(['Metadata', 'Tags']);
  });

  test('gives its changes a hundred at a time, without values unless asked', async () => {
    const world = openWorld();
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`Queue${index}`, queue()]));
    await made(world, { ChangeSetType: 'CREATE', TemplateBody: body(many) });
    const first = await world.call('DescribeChangeSet', { StackName: 'shop', ChangeSetName: 'change' });
    const second = await world.call('DescribeChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'change',
      NextToken: first.NextToken,
    });
    expect([first.Changes.length, second.Changes.length, second.NextToken]).toEqual([100, 50, undefined]);
    expect(first.Changes[0].ResourceChange.AfterContext).toBeUndefined();
  });

  test('is gone when another was executed, obsolete when the stack was updated past it', async () => {
    const world = openWorld();
    await created(world, body({ Queue: queue() }));
    await made(world, { ChangeSetName: 'one', TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }) }) });
    await made(world, { ChangeSetName: 'two', TemplateBody: body({ Queue: queue({ DelaySeconds: 2 }) }) });
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({ DelaySeconds: 3 }) }) });
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect(await world.refused('ExecuteChangeSet', { StackName: 'shop', ChangeSetName: 'one' })).toMatch(
      /execution status of \[OBSOLETE\]$/,
    );
    await made(world, { ChangeSetName: 'three', TemplateBody: body({ Queue: queue({ DelaySeconds: 4 }) }) });
    await world.call('ExecuteChangeSet', { StackName: 'shop', ChangeSetName: 'three' });
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect(await world.refused('DescribeChangeSet', { StackName: 'shop', ChangeSetName: 'one' })).toBe(
      'ChangeSetNotFound: ChangeSet [one] does not exist',
    );
    expect(
      (await world.call('ListChangeSets', { StackName: 'shop' })).Summaries.map(
        (one: { ChangeSetName: string }) => one.ChangeSetName,
      ),
    ).toEqual(['three']);
  });
});
