import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeStacks } from '../../src/aws/stacks.ts';
import type { ChangeSetRequest, Stacks } from '../../src/deploy/ports.ts';
import { VirtualClock } from '../deploy/fakes/clock.ts';
import { type Loopback, loopback, queryError, queryResult } from './loopback/aws.ts';

const id = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop-staging/5f1c';
const changeSetId = 'arn:aws:cloudformation:eu-west-1:111122223333:changeSet/token-1/9a';

let aws: Loopback;
let clock: VirtualClock;
let stacks: Stacks;

beforeEach(async () => {
  aws = await loopback();
  clock = new VirtualClock();
  stacks = makeStacks(aws.clients, { clock, pollMs: 1000 });
});
afterEach(() => aws.close());

const fieldsOf = (action: string) =>
  aws.received.filter((request) => request.action === action).map(({ fields }) => fields);

describe('describe()', () => {
  test('reads status, parameters, outputs, tags and protection', async () => {
    const result = `<Stacks><member>
      <StackName>shop-staging</StackName><StackId>${id}</StackId><CreationTime>2026-10-01T12:00:00.000Z</CreationTime>
      <StackStatus>UPDATE_COMPLETE</StackStatus><StackStatusReason>fine</StackStatusReason><DisableRollback>false</DisableRollback>
      <Parameters><member><ParameterKey>VersionLabel</ParameterKey><ParameterValue>v1</ParameterValue></member>
        <member><ParameterKey>Empty</ParameterKey><ParameterValue></ParameterValue></member></Parameters>
      <Outputs><member><OutputKey>Version</OutputKey><OutputValue>v1</OutputValue></member></Outputs>
      <Tags><member><Key>team</Key><Value>sales</Value></member></Tags>
      <EnableTerminationProtection>true</EnableTerminationProtection>
    </member></Stacks>`;
    aws.answer('DescribeStacks', queryResult('DescribeStacks', result));
    expect(await stacks.describe('shop-staging')).toEqual({
      id,
      changedAt: Date.parse('2026-10-01T12:00:00Z'),
      name: 'shop-staging',
      status: 'UPDATE_COMPLETE',
      reason: 'fine',
      parameters: { VersionLabel: 'v1', Empty: '' },
      outputs: { Version: 'v1' },
      tags: { team: 'sales' },
      protected: true,
    });
  });

  test('takes the refusal of an unknown name for absence', async () => {
    aws.answer('DescribeStacks', queryError('ValidationError', 'Stack with id shop-staging does not exist'));
    expect(await stacks.describe('shop-staging')).toBeUndefined();
  });

  test('takes no other refusal for absence', async () => {
    aws.answer('DescribeStacks', queryError('ValidationError', '1 validation error detected'));
    await expect(stacks.describe('shop-staging')).rejects.toMatchObject({
      code: 'aws',
      message: expect.stringContaining('1 validation error'),
    });
  });
});

describe('template()', () => {
  test('reads the template as it was sent', async () => {
    aws.answer(
      'GetTemplate',
      queryResult('GetTemplate', '<TemplateBody>{"Resources":{"A":"&lt;b&gt;"}}</TemplateBody>'),
    );
    expect(await stacks.template(id)).toBe('{"Resources":{"A":"<b>"}}');
    expect(fieldsOf('GetTemplate')).toMatchObject([{ StackName: id, TemplateStage: 'Original' }]);
  });

  test('takes the empty one of a stack that waits for its first change set for none', async () => {
    aws.answer('GetTemplate', queryResult('GetTemplate', '<TemplateBody></TemplateBody>'));
    expect(await stacks.template(id)).toBeUndefined();
  });

  test('has nothing to say where the template may not be read', async () => {
    aws.answer('GetTemplate', queryError('AccessDenied', 'not authorized to perform: cloudformation:GetTemplate', 403));
    expect(await stacks.template(id)).toBeUndefined();
  });
});

describe('events', () => {
  const event = (name: string, more = '') => `<member>
    <EventId>${name}</EventId><StackId>${id}</StackId><StackName>shop-staging</StackName><LogicalResourceId>AutoScalingGroup</LogicalResourceId>
    <PhysicalResourceId>shop-group</PhysicalResourceId><ResourceType>AWS::AutoScaling::AutoScalingGroup</ResourceType>
    <Timestamp>2026-10-01T12:00:01.250Z</Timestamp><ResourceStatus>UPDATE_IN_PROGRESS</ResourceStatus>${more}</member>`;
  const page = (events: readonly string[], next?: string) =>
    queryResult(
      'DescribeStackEvents',
      `<StackEvents>${events.map((name) => event(name)).join('')}</StackEvents>${next === undefined ? '' : `<NextToken>${next}</NextToken>`}`,
    );

  test('turns pages back to the first known event and gives the newer ones oldest first, each once', async () => {
    aws.answer(
      'DescribeStackEvents',
      page(['e9', 'e8', 'e7'], 'two'),
      page(['e7', 'e6', 'e5', 'e4'], 'three'),
      page(['e3']),
    );
    const events = await stacks.eventsSince(id, (known) => known.id === 'e5');
    expect(events.map((each) => each.id)).toEqual(['e6', 'e7', 'e8', 'e9']);
    expect(fieldsOf('DescribeStackEvents').map(({ NextToken }) => NextToken)).toEqual([undefined, 'two']);
  });

  test('gives all events when none is known', async () => {
    aws.answer('DescribeStackEvents', page(['e3', 'e2'], 'two'), page(['e1']));
    expect((await stacks.eventsSince(id, () => false)).map((each) => each.id)).toEqual(['e1', 'e2', 'e3']);
  });

  test('reads token, reason and time', async () => {
    const more =
      '<ResourceStatusReason>Received 1 FAILURE signal(s)</ResourceStatusReason><ClientRequestToken>ours</ClientRequestToken>';
    aws.answer(
      'DescribeStackEvents',
      queryResult('DescribeStackEvents', `<StackEvents>${event('e1', more)}</StackEvents>`),
    );
    expect(await stacks.newestEvent(id)).toEqual({
      id: 'e1',
      stackId: id,
      at: Date.UTC(2026, 9, 1, 12, 0, 1, 250),
      logicalId: 'AutoScalingGroup',
      physicalId: 'shop-group',
      type: 'AWS::AutoScaling::AutoScalingGroup',
      status: 'UPDATE_IN_PROGRESS',
      reason: 'Received 1 FAILURE signal(s)',
      token: 'ours',
    });
  });

  test('has none of a stack that is gone', async () => {
    aws.answer('DescribeStackEvents', queryError('ValidationError', `Stack [${id}] does not exist`));
    expect(await stacks.newestEvent(id)).toBeUndefined();
    expect(await stacks.eventsSince(id, () => false)).toEqual([]);
  });
});

describe('createChangeSet()', () => {
  const request = (given: Partial<ChangeSetRequest> = {}): ChangeSetRequest => ({
    intent: 'update',
    stack: id,
    name: 'token-1',
    template: { kind: 'body', body: '{}' },
    parameters: { VersionLabel: 'v2' },
    tags: { team: 'sales' },
    roleArn: 'arn:aws:iam::111122223333:role/execution',
    triggers: { alarms: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors'], minutes: 5 },
    deadline: clock.now() + 60_000,
    ...given,
  });
  const made = () =>
    aws.answer('CreateChangeSet', queryResult('CreateChangeSet', `<Id>${changeSetId}</Id><StackId>${id}</StackId>`));
  const described = (inner: string) =>
    queryResult('DescribeChangeSet', `<ChangeSetId>${changeSetId}</ChangeSetId><StackId>${id}</StackId>${inner}`);
  const change = (
    logicalId: string,
    replacement: string,
  ) => `<member><Type>Resource</Type><ResourceChange><Action>Modify</Action>
    <LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>AWS::EC2::LaunchTemplate</ResourceType>${replacement}</ResourceChange></member>`;

  test('sends everything that CloudFormation would keep or guess otherwise', async () => {
    made();
    aws.answer('DescribeChangeSet', described('<Status>CREATE_COMPLETE</Status><Changes/>'));
    await stacks.createChangeSet(request());
    expect(fieldsOf('CreateChangeSet')).toMatchObject([
      {
        StackName: id,
        ChangeSetName: 'token-1',
        ClientToken: 'token-1',
        ChangeSetType: 'UPDATE',
        TemplateBody: '{}',
        'Parameters.member.1.ParameterKey': 'VersionLabel',
        'Parameters.member.1.ParameterValue': 'v2',
        'Tags.member.1.Key': 'team',
        'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
        RoleARN: 'arn:aws:iam::111122223333:role/execution',
        'RollbackConfiguration.RollbackTriggers.member.1.Arn': 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors',
        'RollbackConfiguration.RollbackTriggers.member.1.Type': 'AWS::CloudWatch::Alarm',
        'RollbackConfiguration.MonitoringTimeInMinutes': '5',
      },
    ]);
  });

  test('clears former rollback triggers explicitly, and names a template in the bucket by its URL (trap 14: alarms that cannot judge as rollback triggers)', async () => {
    made();
    aws.answer('DescribeChangeSet', described('<Status>CREATE_COMPLETE</Status><Changes/>'));
    const template = { kind: 'url', url: 'https://shop.s3.eu-west-1.amazonaws.com/templates/t.json' } as const;
    await stacks.createChangeSet(request({ intent: 'create', template, triggers: { alarms: [], minutes: 0 } }));
    const [fields] = fieldsOf('CreateChangeSet');
    expect(fields).toMatchObject({
      ChangeSetType: 'CREATE',
      TemplateURL: template.url,
      'RollbackConfiguration.RollbackTriggers': '',
      'RollbackConfiguration.MonitoringTimeInMinutes': '0',
    });
    expect(fields).not.toHaveProperty('TemplateBody');
  });

  test('waits until it is computed and reads all pages of changes', async () => {
    made();
    aws.answer(
      'DescribeChangeSet',
      described('<Status>CREATE_PENDING</Status>'),
      described('<Status>CREATE_IN_PROGRESS</Status>'),
      described(
        `<Status>CREATE_COMPLETE</Status><Changes>${change('LaunchTemplate', '<Replacement>False</Replacement>')}</Changes><NextToken>two</NextToken>`,
      ),
      described(`<Status>CREATE_COMPLETE</Status><Changes>${change('Other', '')}</Changes>`),
    );
    const began = clock.now();
    expect(await stacks.createChangeSet(request())).toEqual({
      kind: 'changes',
      id: changeSetId,
      stackId: id,
      changes: [
        { action: 'Modify', logicalId: 'LaunchTemplate', type: 'AWS::EC2::LaunchTemplate', replacement: 'False' },
        { action: 'Modify', logicalId: 'Other', type: 'AWS::EC2::LaunchTemplate' },
      ],
    });
    expect(clock.now() - began).toBe(2000);
  });

  test('does not wait beyond the deadline', async () => {
    made();
    aws.answer('DescribeChangeSet', described('<Status>CREATE_IN_PROGRESS</Status>'));
    const deadline = clock.now() + 2500;
    await expect(stacks.createChangeSet(request({ deadline }))).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.now()).toBe(deadline);
  });

  test.each([
    "The submitted information didn't contain changes. Submit different information to create a change set.",
    'No updates are to be performed.',
  ])('takes "%s" for an empty change set', async (reason) => {
    made();
    aws.answer('DescribeChangeSet', described(`<Status>FAILED</Status><StatusReason>${reason}</StatusReason>`));
    expect(await stacks.createChangeSet(request())).toEqual({ kind: 'empty', id: changeSetId, stackId: id });
  });

  const refused = () => {
    made();
    aws.answer('DescribeChangeSet', described('<Status>FAILED</Status><StatusReason>Validation failed</StatusReason>'));
  };

  test('tells what validation and hooks found, of every page, each once', async () => {
    refused();
    const validation = `<member><EventType>VALIDATION_ERROR</EventType><LogicalResourceId>TargetGroup</LogicalResourceId>
      <ValidationName>PROPERTY_VALIDATION</ValidationName><ValidationStatus>FAILED</ValidationStatus>
      <ValidationStatusReason>#/Port: 99999 is greater than 65535</ValidationStatusReason><ValidationPath>/Resources/TargetGroup/Properties/Port</ValidationPath></member>`;
    const hook = `<member><EventType>HOOK_INVOCATION_ERROR</EventType><LogicalResourceId>Bucket</LogicalResourceId>
      <HookType>Acme::Guard</HookType><HookStatusReason>No public buckets</HookStatusReason></member>`;
    aws.answer(
      'DescribeEvents',
      queryResult('DescribeEvents', `<OperationEvents>${validation}</OperationEvents><NextToken>two</NextToken>`),
      queryResult('DescribeEvents', `<OperationEvents>${validation}${hook}</OperationEvents>`),
    );
    expect(await stacks.createChangeSet(request())).toMatchObject({
      kind: 'failed',
      reason: 'Validation failed',
      problems: [
        '/Resources/TargetGroup/Properties/Port: #/Port: 99999 is greater than 65535 (PROPERTY_VALIDATION)',
        'Bucket: No public buckets (Acme::Guard)',
      ],
    });
    expect(fieldsOf('DescribeEvents')[0]).toMatchObject({ ChangeSetName: changeSetId, 'Filters.FailedEvents': 'true' });
  });

  test('falls back to the events of the stack where DescribeEvents is unknown, and takes only its own', async () => {
    refused();
    const event = (token: string, logicalId: string) => `<member><EventId>${logicalId}</EventId><StackId>${id}</StackId>
      <LogicalResourceId>${logicalId}</LogicalResourceId><ResourceStatus>CREATE_FAILED</ResourceStatus><Timestamp>2026-10-01T12:00:00Z</Timestamp>
      <ResourceStatusReason>wrong</ResourceStatusReason><ClientRequestToken>${token}</ClientRequestToken></member>`;
    const events = `<StackEvents>${event('token-1', 'Ours')}${event('older', 'Theirs')}</StackEvents>`;
    aws.answer('DescribeStackEvents', queryResult('DescribeStackEvents', events));
    expect(await stacks.createChangeSet(request())).toMatchObject({ kind: 'failed', problems: ['Ours: wrong'] });
  });

  test('tells the reason also where the details may not be read', async () => {
    refused();
    aws.answer(
      'DescribeEvents',
      queryError('AccessDenied', 'not authorized to perform: cloudformation:DescribeEvents', 403),
    );
    expect(await stacks.createChangeSet(request())).toMatchObject({
      kind: 'failed',
      reason: 'Validation failed',
      problems: [expect.stringContaining('cloudformation:DescribeEvents')],
    });
  });

  test.each([
    ['ValidationError', `Stack:${id} is in UPDATE_IN_PROGRESS state and can not be updated.`],
    ['ValidationError', `Stack:${id} is in ROLLBACK_COMPLETE state and can not be updated.`],
    ['ValidationError', 'Stack [shop] already exists and cannot be created again with the changeSet [token-1].'],
    ['ValidationError', `Stack [${id}] does not exist`],
    ['OperationInProgressException', 'Another operation is in progress'],
  ])('looks again after %s: %s', async (code, message) => {
    aws.answer('CreateChangeSet', queryError(code, message));
    expect(await stacks.createChangeSet(request())).toEqual({ kind: 'busy', reason: message });
  });
});

test('createChangeSet() looks again when somebody else executes another change set meanwhile, as that deletes ours', async () => {
  aws.answer('CreateChangeSet', queryResult('CreateChangeSet', `<Id>${changeSetId}</Id><StackId>${id}</StackId>`));
  aws.answer('DescribeChangeSet', queryError('ChangeSetNotFound', `ChangeSet [${changeSetId}] does not exist`, 404));
  const request = { intent: 'update', stack: id, name: 't', template: { kind: 'body', body: '{}' } } as const;
  const rest = { parameters: {}, tags: {}, triggers: { alarms: [], minutes: 0 }, deadline: clock.now() + 1000 };
  expect((await stacks.createChangeSet({ ...request, ...rest })).kind).toBe('busy');
});

describe('update()', () => {
  const triggers = { alarms: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors'], minutes: 5 };
  const request = {
    stackId: id,
    token: 'token-1',
    parameters: { VersionLabel: 'v2' },
    tags: { team: 'beans' },
    triggers,
  };

  test('keeps the template, and tells all that CloudFormation would else keep from the update before', async () => {
    aws.answer('UpdateStack', queryResult('UpdateStack', `<StackId>${id}</StackId>`));
    expect(await stacks.update(request)).toEqual({ kind: 'started' });
    expect(fieldsOf('UpdateStack')).toMatchObject([
      {
        StackName: id,
        ClientRequestToken: 'token-1',
        UsePreviousTemplate: 'true',
        DisableRollback: 'false',
        RetainExceptOnCreate: 'true',
        'Parameters.member.1.ParameterKey': 'VersionLabel',
        'Parameters.member.1.ParameterValue': 'v2',
        'Tags.member.1.Key': 'team',
        'RollbackConfiguration.RollbackTriggers.member.1.Arn': triggers.alarms[0],
        'RollbackConfiguration.MonitoringTimeInMinutes': '5',
      },
    ]);
  });

  test.each([
    ['empty', 'No updates are to be performed.'],
    ['busy', `Stack:${id} is in UPDATE_IN_PROGRESS state and can not be updated.`],
  ])('is %s after "%s"', async (kind, message) => {
    aws.answer('UpdateStack', queryError('ValidationError', message));
    expect((await stacks.update(request)).kind).toBe(kind);
  });

  test('passes on a refusal that means something else', async () => {
    aws.answer('UpdateStack', queryError('ValidationError', 'Parameters: [VersionLabel] must have values'));
    await expect(stacks.update(request)).rejects.toThrow('must have values');
  });
});

describe('execute() and delete()', () => {
  test('begin with rollback on, with leftovers removed, with our token (trap 16: retained resources of a failed creation)', async () => {
    aws.answer('ExecuteChangeSet', queryResult('ExecuteChangeSet', ''));
    expect(await stacks.execute({ changeSet: changeSetId, stackId: id, token: 'token-1' })).toEqual({
      kind: 'started',
    });
    expect(fieldsOf('ExecuteChangeSet')).toMatchObject([
      {
        ChangeSetName: changeSetId,
        ClientRequestToken: 'token-1',
        DisableRollback: 'false',
        RetainExceptOnCreate: 'true',
      },
    ]);
  });

  test.each([
    [
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSetId}] cannot be executed in its current execution status of [OBSOLETE]`,
    ],
    ['ChangeSetNotFound', `ChangeSet [${changeSetId}] does not exist`],
    ['OperationInProgressException', 'busy'],
  ])('look again after %s', async (code, message) => {
    aws.answer('ExecuteChangeSet', queryError(code, message));
    expect((await stacks.execute({ changeSet: changeSetId, stackId: id, token: 't' })).kind).toBe('busy');
  });

  test('pass on a refusal that means something else', async () => {
    aws.answer(
      'ExecuteChangeSet',
      queryError('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_NAMED_IAM]'),
    );
    await expect(stacks.execute({ changeSet: changeSetId, stackId: id, token: 't' })).rejects.toMatchObject({
      code: 'template',
    });
  });

  test('delete by ARN, with the role that CloudFormation works with (trap 15: a stack deleted by its name, or with data in it)', async () => {
    aws.answer('DeleteStack', {
      body: '<DeleteStackResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"/>',
    });
    const roleArn = 'arn:aws:iam::111122223333:role/execution';
    expect(await stacks.delete({ stackId: id, token: 't', roleArn })).toEqual({ kind: 'started' });
    expect(fieldsOf('DeleteStack')).toMatchObject([{ StackName: id, ClientRequestToken: 't', RoleARN: roleArn }]);
  });

  test('do not mind that a change set is gone already', async () => {
    aws.answer('DeleteChangeSet', queryError('ChangeSetNotFound', `ChangeSet [${changeSetId}] does not exist`, 404));
    await expect(stacks.deleteChangeSet(changeSetId)).resolves.toBeUndefined();
  });
});

describe('going back', () => {
  const request = { stackId: id, token: 'token-1', roleArn: 'arn:aws:iam::111122223333:role/execution' };
  const asked = { StackName: id, ClientRequestToken: 'token-1' };

  test('continues a rollback with the role, and skips nothing (trap 11: no service role, so that credentials expire in a rollback)', async () => {
    aws.answer('ContinueUpdateRollback', queryResult('ContinueUpdateRollback', ''));
    expect(await stacks.continueRollback(request)).toEqual({ kind: 'started' });
    const [fields] = fieldsOf('ContinueUpdateRollback');
    expect(fields).toMatchObject({ ...asked, RoleARN: request.roleArn });
    expect(Object.keys(fields ?? {}).filter((name) => /Skip|Force/.test(name))).toEqual([]);
  });

  test('undoes a half-done update, new resources with a policy of Retain included', async () => {
    aws.answer('RollbackStack', queryResult('RollbackStack', `<StackId>${id}</StackId>`));
    expect(await stacks.rollback(request)).toEqual({ kind: 'started' });
    expect(fieldsOf('RollbackStack')).toMatchObject([{ ...asked, RetainExceptOnCreate: 'true' }]);
  });

  test('cancels an update; one that is over is an answer, not a failure', async () => {
    const over = 'CancelUpdateStack cannot be called from current stack status';
    aws.answer('CancelUpdateStack', queryResult('CancelUpdateStack', ''), queryError('ValidationError', over));
    expect(await stacks.cancelUpdate(request)).toEqual({ kind: 'started' });
    expect(await stacks.cancelUpdate(request)).toEqual({ kind: 'busy', reason: over });
    expect(fieldsOf('CancelUpdateStack')).toMatchObject([asked, asked]);
  });

  test('lists what is left of a stack, page by page', async () => {
    const page = (name: string, next = '') =>
      queryResult(
        'ListStackResources',
        `<StackResourceSummaries><member><LogicalResourceId>${name}</LogicalResourceId><ResourceType>AWS::EC2::VPC</ResourceType>
        <PhysicalResourceId>vpc-1</PhysicalResourceId><LastUpdatedTimestamp>2026-10-01T12:00:00.000Z</LastUpdatedTimestamp>
        <ResourceStatus>DELETE_FAILED</ResourceStatus></member></StackResourceSummaries>${next}`,
      );
    aws.answer('ListStackResources', page('Vpc', '<NextToken>two</NextToken>'), page('Subnet'));
    const both = await stacks.resources(id);
    expect(both.map(({ logicalId }) => logicalId)).toEqual(['Vpc', 'Subnet']);
    expect(both[0]).toEqual({ logicalId: 'Vpc', physicalId: 'vpc-1', type: 'AWS::EC2::VPC', status: 'DELETE_FAILED' });
  });
});
