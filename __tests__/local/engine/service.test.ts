import { afterEach, describe, expect, test } from '@jest/globals';
import { body, closeWorlds, forever, newRoot, openWorld, queue } from './world.ts';

afterEach(closeWorlds);

const one = body({ Queue: queue() });

describe('a request', () => {
  test.each([
    ['DescribeStacks', { StackName: 'none' }, 'ValidationError: Stack with id none does not exist'],
    ['UpdateStack', { StackName: 'none', TemplateBody: one }, 'ValidationError: Stack [none] does not exist'],
    ['DescribeStackEvents', { StackName: 'none' }, 'ValidationError: Stack [none] does not exist'],
    [
      'DescribeStackResource',
      { StackName: 'none', LogicalResourceId: 'x' },
      "ValidationError: Stack 'none' does not exist",
    ],
    ['GetTemplate', { StackName: 'none' }, 'ValidationError: Stack with id none does not exist'],
    ['DescribeChangeSet', { StackName: 'none', ChangeSetName: 'x' }, 'ValidationError: Stack [none] does not exist'],
    [
      'CreateStack',
      { StackName: 'shop', TemplateBody: one, DeploymentConfig: { Mode: 'EXPRESS' } },
      'ValidationError: The local cloud does not act out DeploymentConfig.Mode EXPRESS.',
    ],
    ['CreateStack', { StackName: 'shop' }, 'ValidationError: Either Template URL or Template Body must be specified.'],
    ['ListImports', { ExportName: 'none' }, "ValidationError: Export 'none' is not imported by any stack."],
    ['DescribeEvents', { OperationId: 'none' }, 'ValidationError: Operation [none] does not exist'],
    [
      'CreateStack',
      {
        StackName: 'shop',
        TemplateBody: body({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } } }),
      },
      'InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_IAM]',
    ],
    [
      'CreateStack',
      { StackName: 'my_shop', TemplateBody: one },
      "ValidationError: 1 validation error detected: Value 'my_shop' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
    ],
    [
      'CreateStack',
      { StackName: 'shop', TemplateBody: `${one}${' '.repeat(51_200)}` },
      "ValidationError: 1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    ],
    [
      'CreateStack',
      { StackName: 'shop', TemplateURL: 'http://x/y' },
      'ValidationError: TemplateURL must reference a valid S3 object to which you have access.',
    ],
  ])('%s %j is refused', async (action, input, error) => {
    expect(await openWorld().refused(action, input)).toBe(error);
  });

  test('may give its template by URL, beyond the limit of a body', async () => {
    const big = body({ Queue: queue() }, { Metadata: { Filling: 'x'.repeat(60_000) } });
    const world = openWorld({ ports: { readUrl: async (url) => (url.endsWith('/big.json') ? big : 'no') } });
    await world.call('CreateStack', { StackName: 'shop', TemplateURL: 'http://127.0.0.1:4566/bucket/big.json' });
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    expect((await world.call('GetTemplate', { StackName: 'shop' })).TemplateBody).toBe(big);
  });

  test('for a stack that is busy is refused', async () => {
    const world = openWorld({ scripts: { Queue: { create: forever } } });
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: one });
    const { StackId } = await world.stack();
    const busy = `ValidationError: Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.`;
    expect(await world.refused('UpdateStack', { StackName: 'shop', TemplateBody: one })).toBe(busy);
    expect(await world.refused('CreateChangeSet', { StackName: 'shop', ChangeSetName: 'x', TemplateBody: one })).toBe(
      busy,
    );
    expect(await world.refused('CreateStack', { StackName: 'shop', TemplateBody: one })).toBe(
      'AlreadyExistsException: Stack [shop] already exists',
    );
  });

  test('with the same token is the same request, and another one may not use it', async () => {
    const world = openWorld();
    const input = { StackName: 'shop', TemplateBody: one, ClientRequestToken: 'run-1' };
    const first = await world.call('CreateStack', input);
    expect(await world.call('CreateStack', input)).toEqual(first);
    await world.settled();
    expect(
      await world.refused('UpdateStack', { ...input, TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }) }) }),
    ).toMatch(/^TokenAlreadyExistsException/);
  });

  test('of two at once for one name only one is answered', async () => {
    const world = openWorld();
    const both = await Promise.allSettled(
      [1, 2].map(() => world.call('CreateStack', { StackName: 'shop', TemplateBody: one })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await world.call('DescribeStacks')).Stacks).toHaveLength(1);
  });
});

describe('looking at stacks', () => {
  test('gives outputs, parameters without secrets, the newest first', async () => {
    const world = openWorld();
    const template = body(
      { Queue: queue() },
      {
        Parameters: { Secret: { Type: 'String', NoEcho: true }, Name: { Type: 'String', Default: 'x' } },
        Outputs: {
          Arn: { Value: { 'Fn::GetAtt': 'Queue.Arn' }, Description: 'its arn' },
          Name: { Value: { 'Fn::Sub': '${AWS::StackName}/${Name}' } },
        },
      },
    );
    await world.call('CreateStack', { StackName: 'old', TemplateBody: one });
    await world.settled('old');
    await world.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: template,
      Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'hush' }],
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    await world.settled();
    const { Stacks } = await world.call('DescribeStacks');
    expect(Stacks.map((stack: { StackName: string }) => stack.StackName)).toEqual(['shop', 'old']);
    expect(Stacks[0]).toMatchObject({
      Parameters: [
        { ParameterKey: 'Secret', ParameterValue: '****' },
        { ParameterKey: 'Name', ParameterValue: 'x' },
      ],
      Outputs: [
        { OutputKey: 'Arn', OutputValue: 'arn:aws:sqs:eu-central-1:111122223333:queue-2', Description: 'its arn' },
        { OutputKey: 'Name', OutputValue: 'shop/x' },
      ],
      Tags: [{ Key: 'a', Value: 'b' }],
      CreationTime: expect.any(Date),
    });
    expect(world.requests.at(-1)?.tags).toEqual([
      { Key: 'a', Value: 'b' },
      { Key: 'aws:cloudformation:stack-name', Value: 'shop' },
      { Key: 'aws:cloudformation:stack-id', Value: Stacks[0].StackId },
      { Key: 'aws:cloudformation:logical-id', Value: 'Queue' },
    ]);
  });

  test('gives events newest first, a hundred a page, each with an id and a time of its own', async () => {
    const world = openWorld();
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`Queue${index}`, queue()]));
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: body(many) });
    await world.settled();
    const sizes: number[] = [];
    const seen: { EventId: string; Timestamp: Date }[] = [];
    let NextToken: string | undefined;
    do {
      const page = await world.call('DescribeStackEvents', { StackName: 'shop', ...(NextToken ? { NextToken } : {}) });
      sizes.push(page.StackEvents.length);
      seen.push(...page.StackEvents);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(sizes).toEqual([100, 100, 42]);
    expect(new Set(seen.map(({ EventId }) => EventId)).size).toBe(242);
    const times = seen.map(({ Timestamp }) => Timestamp.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('gives the failures of an operation, whose rollback is another operation', async () => {
    const world = openWorld({ scripts: { Queue: { create: () => Promise.reject(new Error('No')) } } });
    const { OperationId } = await world.call('CreateStack', { StackName: 'shop', TemplateBody: one });
    await world.settled();
    const { OperationEvents } = await world.call('DescribeEvents', { OperationId, Filters: { FailedEvents: 'true' } });
    expect(OperationEvents).toMatchObject([
      {
        EventType: 'PROVISIONING_ERROR',
        OperationType: 'CREATE_STACK',
        LogicalResourceId: 'Queue',
        ResourceStatusReason: 'No',
      },
    ]);
    const [rollback] = (await world.stack()).LastOperations;
    const undone = await world.call('DescribeEvents', { OperationId: rollback.OperationId });
    expect(undone.OperationEvents.map((event: { ResourceStatus: string }) => event.ResourceStatus)).toEqual([
      'ROLLBACK_COMPLETE',
      'DELETE_COMPLETE',
      'ROLLBACK_IN_PROGRESS',
    ]);
  });

  test('validates a template and sums it up', async () => {
    const world = openWorld();
    const template = body(
      { Queue: queue() },
      { Description: 'A shop', Parameters: { P: { Type: 'String', Default: 'd', AllowedValues: ['d'] } } },
    );
    expect(await world.call('ValidateTemplate', { TemplateBody: template })).toEqual({
      Description: 'A shop',
      Capabilities: [],
      DeclaredTransforms: [],
      Parameters: [{ ParameterKey: 'P', DefaultValue: 'd', NoEcho: false }],
    });
    expect(await world.call('GetTemplateSummary', { TemplateBody: template })).toMatchObject({
      ResourceTypes: ['AWS::SQS::Queue'],
      Parameters: [{ ParameterType: 'String', ParameterConstraints: { AllowedValues: ['d'] } }],
    });
  });
});

describe('a create or update with properties that cannot be', () => {
  test('stops before anything is touched', async () => {
    const world = openWorld();
    const bad = body({ Queue: queue({ DelaySeconds: 'soon' }) });
    await world.call('CreateStack', { StackName: 'bad', TemplateBody: bad });
    expect(await world.settled('bad')).toBe('CREATE_FAILED');
    expect((await world.stack('bad')).DetailedStatus).toBe('VALIDATION_FAILED');
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: one });
    await world.settled();
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: bad });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(world.calls).toEqual(['create Queue']);
  });
});

describe('a type that nothing acts out', () => {
  test('is kept as a record and says so', async () => {
    const world = openWorld();
    const template = body(
      {
        Log: { Type: 'AWS::Logs::LogGroup' },
        Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      },
      { Outputs: { Arn: { Value: { 'Fn::GetAtt': 'Log.Arn' } } } },
    );
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: template });
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    expect(await world.story()).toContain(
      'Log CREATE_COMPLETE Kept as a record: the local cloud does not act out AWS::Logs::LogGroup.',
    );
    const { StackResources } = await world.call('DescribeStackResources', { StackName: 'shop' });
    expect(StackResources.map((resource: { PhysicalResourceId: string }) => resource.PhysicalResourceId)).toEqual([
      expect.stringMatching(/^shop-Log-[0-9A-F]{12}$/),
      expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
    ]);
    expect((await world.stack()).Outputs[0].OutputValue).toMatch(
      /^arn:aws:logs:eu-central-1:111122223333:log-group:shop-Log-/,
    );
  });
});

describe('exports', () => {
  test('are imported by other stacks, and stay while they are', async () => {
    const world = openWorld();
    const exporting = (name: string) =>
      body(
        { Queue: queue({ QueueName: name }) },
        {
          Outputs: {
            Arn: { Value: { 'Fn::GetAtt': 'Queue.Arn' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-arn' } } },
          },
        },
      );
    const importing = body({ Queue: queue({ QueueName: { 'Fn::ImportValue': 'shop-arn' } }) });
    expect(await world.refused('CreateStack', { StackName: 'user', TemplateBody: importing })).toBe(
      'ValidationError: No export named shop-arn found.',
    );
    await world.call('CreateStack', { StackName: 'shop', TemplateBody: exporting('a') });
    await world.settled();
    await world.call('CreateStack', { StackName: 'user', TemplateBody: importing });
    expect(await world.settled('user')).toBe('CREATE_COMPLETE');
    expect(world.requests.at(-1)?.properties).toEqual({ QueueName: 'arn:aws:sqs:eu-central-1:111122223333:queue-1' });
    expect(await world.call('ListImports', { ExportName: 'shop-arn' })).toEqual({ Imports: ['user'] });
    expect((await world.call('ListExports')).Exports).toHaveLength(1);
    await world.call('UpdateStack', { StackName: 'shop', TemplateBody: exporting('b') });
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await world.story()).toContain(
      'shop UPDATE_ROLLBACK_IN_PROGRESS Export shop-arn cannot be updated as it is in use by user',
    );
    await world.call('DeleteStack', { StackName: 'shop' });
    expect(await world.settled()).toBe('DELETE_FAILED');
    expect((await world.stack()).StackStatusReason).toBe(
      'Delete canceled. Cannot delete export shop-arn as it is in use by user.',
    );
  });
});

describe('dynamic references', () => {
  test('are looked up for the handler, and never kept', async () => {
    const root = newRoot();
    const world = openWorld({ root, ports: { resolveParameter: ({ service, name }) => `${service}=${name}!` } });
    await world.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue({ QueueName: 'q-{{resolve:ssm-secure:/key:1}}' }) }),
    });
    expect(await world.settled()).toBe('CREATE_COMPLETE');
    expect(world.requests[0]?.properties).toEqual({ QueueName: 'q-ssm-secure=/key:1!' });
    const { StackEvents } = await world.call('DescribeStackEvents', { StackName: 'shop' });
    expect(JSON.stringify(StackEvents)).not.toContain('=/key');
  });
});

describe('a cloud that is stopped', () => {
  const cutOff = 'The local cloud was stopped while this was under way.';

  test('rolls back the create that was under way when it comes back', async () => {
    const root = newRoot();
    const first = openWorld({ root, scripts: { Slow: { create: forever } } });
    await first.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue(), Slow: queue({}, { DependsOn: 'Queue' }) }),
    });
    await first.until(() => first.calls.includes('create Slow'));
    await first.formation.stop();
    first.cloud.store.flush();
    const second = openWorld({ root });
    expect((await second.stack()).StackStatus).toBe('CREATE_IN_PROGRESS');
    await second.formation.resume();
    expect(await second.settled()).toBe('ROLLBACK_COMPLETE');
    expect((await second.story()).slice(-6)).toEqual([
      `Slow CREATE_FAILED ${cutOff}`,
      `shop ROLLBACK_IN_PROGRESS ${cutOff} Rollback requested by user.`,
      'Slow DELETE_COMPLETE',
      'Queue DELETE_IN_PROGRESS',
      'Queue DELETE_COMPLETE',
      'shop ROLLBACK_COMPLETE',
    ]);
  });

  test('rolls back the update that was under way, with what had existed of a new resource', async () => {
    const root = newRoot();
    const first = openWorld({
      root,
      scripts: {
        Slow: {
          create: (request) => {
            request.made?.({ physicalId: 'slow-9', attributes: {} });
            return forever(request);
          },
        },
      },
    });
    await first.call('CreateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue() }) });
    await first.settled();
    await first.call('UpdateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue({ DelaySeconds: 1 }), Slow: queue({}, { DependsOn: 'Queue' }) }),
    });
    await first.until(() => first.calls.includes('create Slow'));
    await first.formation.stop();
    first.cloud.store.flush();
    const second = openWorld({ root });
    await second.formation.resume();
    expect(await second.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(second.calls).toEqual(['update Queue queue-1', 'delete Slow slow-9']);
  });

  test('goes on cleaning up after an update that was good', async () => {
    const root = newRoot();
    const first = openWorld({ root, scripts: { Queue: { delete: forever } } });
    await first.call('CreateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({ QueueName: 'a' }) }) });
    await first.settled();
    await first.call('UpdateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue({ QueueName: 'b' }) }) });
    await first.until(() => first.calls.includes('delete Queue queue-1'));
    await first.formation.stop();
    first.cloud.store.flush();
    const second = openWorld({ root });
    await second.formation.resume();
    expect(await second.settled()).toBe('UPDATE_COMPLETE');
    expect(second.calls).toEqual(['delete Queue queue-1']);
  });

  test('goes on going back', async () => {
    const root = newRoot();
    const scripts = { Queue: { update: forever }, Bad: { create: () => Promise.reject(new Error('No')) } };
    const first = openWorld({ root, scripts });
    await first.call('CreateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue() }) });
    await first.settled();
    const next = body({ Queue: queue({ DelaySeconds: 1 }), Bad: queue() });
    await first.call('UpdateStack', { StackName: 'shop', TemplateBody: next });
    await first.until(
      async () => (await first.stack()).StackStatus === 'UPDATE_ROLLBACK_IN_PROGRESS' && first.calls.length === 4,
    );
    await first.formation.stop();
    first.cloud.store.flush();
    const second = openWorld({ root });
    await second.formation.resume();
    expect(await second.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(second.calls).toEqual(['update Queue queue-1']);
    expect(second.requests[0]?.properties).toEqual({});
  });

  test('goes on deleting', async () => {
    const root = newRoot();
    const first = openWorld({ root, scripts: { Queue: { delete: forever } } });
    const { StackId } = await first.call('CreateStack', { StackName: 'shop', TemplateBody: one });
    await first.settled();
    await first.call('DeleteStack', { StackName: 'shop' });
    await first.until(() => first.calls.includes('delete Queue queue-1'));
    await first.formation.stop();
    first.cloud.store.flush();
    const second = openWorld({ root });
    await second.formation.resume();
    expect(await second.settled(StackId)).toBe('DELETE_COMPLETE');
    expect(second.calls).toEqual(['delete Queue queue-1']);
  });
});
