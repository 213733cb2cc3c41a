import { CloudFormationClient, DescribeStacksCommand, ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AwsError, type Service, type WireInput } from '../../../src/local/service.ts';
import { type TestCloud, testCloud } from '../services/cloud.ts';
import { hasBoto3, jsonClient, queryClient, runClient } from '../services/clients.ts';

const heard: WireInput[] = [];

const stacks: Service = {
  name: 'stacks',
  protocol: 'query',
  version: '2010-05-15',
  operations: {
    DescribeStacks: (input) => {
      heard.push(input);
      if (input['StackName'] === 'none') throw new AwsError('ValidationError', 'Stack with id none does not exist');
      if (input['StackName'] === 'broken') throw new TypeError('this is our fault');
      const stack = {
        StackName: 'a<&>b',
        CreationTime: new Date(1_000),
        StackStatus: 'CREATE_COMPLETE',
        Tags: [{ Key: 'k', Value: 'v' }],
        Outputs: [],
      };
      return { Stacks: [stack] };
    },
  },
};

const instances: Service = {
  name: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  operations: {
    DescribeInstances: (input) => ({
      reservationSet: [{ instancesSet: [{ instanceId: input['InstanceId'][0], launchTime: new Date(0) }] }],
    }),
    DescribeVpcs: () => {
      throw new AwsError('InvalidVpcID.NotFound', "The vpc ID 'vpc-1' does not exist");
    },
  },
};

const metrics: Service = {
  name: 'monitoring',
  protocol: 'json',
  target: 'GraniteServiceVersion20100801',
  jsonVersion: '1.0',
  queryErrors: { ResourceNotFoundException: 'ResourceNotFound' },
  operations: {
    DescribeAlarms: (input) => {
      heard.push(input);
      const alarm = {
        AlarmName: 'a',
        Threshold: 1.5,
        Period: 60,
        ActionsEnabled: true,
        StateValue: 'OK',
        StateUpdatedTimestamp: new Date(1_500),
      };
      return { MetricAlarms: [alarm] };
    },
    SetAlarmState: () => {
      throw new AwsError('ResourceNotFoundException', 'no such alarm', 404);
    },
  },
};

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud({ services: [stacks, instances, metrics] });
});
afterAll(() => cloud[Symbol.asyncDispose]());

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => ({ name: 'no error', message: '' }),
    (error: Error) => error,
  );

describe('Query', () => {
  test('is read and written so that the SDK understands', async () => {
    const client = new CloudFormationClient(cloud.client);
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 's' }));
    expect(heard.at(-1)).toEqual({ StackName: 's' });
    expect(Stacks).toEqual([
      {
        StackName: 'a<&>b',
        CreationTime: new Date(1_000),
        StackStatus: 'CREATE_COMPLETE',
        Tags: [{ Key: 'k', Value: 'v' }],
        Outputs: [],
      },
    ]);
  });

  test('tells errors, those of the cloud as InternalFailure, and what it does not do', async () => {
    const client = new CloudFormationClient(cloud.client);
    const ask = (StackName: string) => caught(client.send(new DescribeStacksCommand({ StackName })));
    expect(await ask('none')).toMatchObject({ name: 'ValidationError', message: 'Stack with id none does not exist' });
    expect(await ask('broken')).toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
    expect(String(cloud.faults.pop())).toContain('this is our fault');
    const undone = await caught(client.send(new ValidateTemplateCommand({ TemplateBody: '{}' })));
    expect(undone).toMatchObject({
      name: 'InvalidAction',
      message: 'The local cloud does not do ValidateTemplate of stacks.',
    });
  });

  test('comes by GET too, and answers JSON where it is asked to', async () => {
    const get = (authorization: string | undefined) =>
      fetch(`${cloud.endpoint}/?Action=DescribeStacks&ContentType=JSON&Version=2010-05-15&StackName=s`, {
        headers: authorization === undefined ? {} : { authorization },
      });
    const answer = await get('CFN_V1 document:signature');
    expect(await answer.json()).toMatchObject({
      DescribeStacksResponse: { DescribeStacksResult: { Stacks: [{ CreationTime: 1 }] } },
    });
    const bare = await get(undefined);
    expect([bare.status, await bare.json()]).toEqual([
      403,
      { Error: expect.objectContaining({ Code: 'MissingAuthenticationToken' }), RequestId: expect.any(String) },
    ]);
  });

  test('of a service that is not here says so with 501', async () => {
    const { status, text } = await queryClient(cloud.endpoint, '2014-10-31', 'rds')('DescribeDBInstances');
    expect([status, text.includes('has no service of version 2014-10-31')]).toEqual([501, true]);
    const proto = await queryClient(cloud.endpoint, '2010-05-15', 'cloudformation')('toString');
    expect([proto.status, proto.text.includes('<Code>InvalidAction</Code>')]).toEqual([400, true]);
  });
});

describe('EC2 Query', () => {
  test('has no Result, items in its lists, and errors of its own', async () => {
    const ec2 = queryClient(cloud.endpoint, '2016-11-15', 'ec2');
    const { text } = await ec2('DescribeInstances', { 'InstanceId.1': 'i-1' });
    expect(text).toMatch(
      /^<\?xml.*\?>\s*<DescribeInstancesResponse xmlns="http:\/\/ec2.amazonaws.com\/doc\/2016-11-15\/"><requestId>/,
    );
    expect(text).toContain('<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId>');
    const failed = await ec2('DescribeVpcs');
    expect([failed.status, failed.text]).toEqual([
      400,
      expect.stringContaining('<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code>'),
    ]);
  });
});

describe('JSON', () => {
  test('tells times in epoch seconds, and errors with the code of the Query protocol', async () => {
    const client = jsonClient(cloud.endpoint, 'GraniteServiceVersion20100801', 'monitoring');
    expect((await client('DescribeAlarms')).MetricAlarms[0].StateUpdatedTimestamp).toBe(1.5);
    expect(await caught(client('SetAlarmState'))).toMatchObject({
      name: 'ResourceNotFoundException',
      query: 'ResourceNotFound;Sender',
    });
    expect((await caught(client('PutDashboard'))).name).toBe('UnknownOperationException');
    const other = await caught(jsonClient(cloud.endpoint, 'DynamoDB_20120810', 'dynamodb')('ListTables'));
    expect(other.message).toContain('no service of target DynamoDB_20120810');
  });

  test('refuses a body that is none, and a request that nobody signed', async () => {
    const post = (body: string, headers: object) =>
      fetch(cloud.endpoint, {
        method: 'POST',
        body,
        headers: { 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms', ...headers },
      });
    const authorization = 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/monitoring/aws4_request';
    expect(await (await post('[1', { authorization })).json()).toMatchObject({ __type: 'SerializationException' });
    const unsigned = await post('{}', {});
    expect([unsigned.status, await unsigned.json()]).toEqual([
      403,
      expect.objectContaining({ __type: 'MissingAuthenticationTokenException' }),
    ]);
  });
});

const withBoto3 = hasBoto3 ? test : test.skip;
if (!hasBoto3)
  console.warn(
    'SKIPPED: python3 with boto3 is not on this machine; the CBOR protocol is tested without its real client.',
  );

describe('Smithy RPC v2 CBOR', () => {
  withBoto3('is understood by boto3, the answer and the error', async () => {
    const script = `
import boto3, botocore.model, sys
# It prefers JSON where a service has both; from others CBOR comes first.
botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = ('smithy-rpc-v2-cbor',)
client = boto3.client('cloudwatch', endpoint_url=sys.argv[1])
assert client.meta.service_model.resolved_protocol == 'smithy-rpc-v2-cbor', client.meta.service_model.resolved_protocol
alarm = client.describe_alarms(AlarmNames=['ü', 'b'], MaxRecords=5)['MetricAlarms'][0]
assert (alarm['AlarmName'], alarm['Threshold'], alarm['Period'], alarm['ActionsEnabled']) == ('a', 1.5, 60, True), alarm
assert alarm['StateUpdatedTimestamp'].timestamp() == 1.5, alarm
try:
    client.set_alarm_state(AlarmName='x', StateValue='OK', StateReason='y')
except client.exceptions.ClientError as error:
    assert error.response['Error']['Code'] == 'ResourceNotFound', error.response
else:
    raise AssertionError('no error')
print('understood')
`;
    expect(await runClient('python3', ['-c', script, cloud.endpoint])).toBe('understood\n');
    expect(heard.at(-1)).toEqual({ AlarmNames: ['ü', 'b'], MaxRecords: 5 });
  });
});
