import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject, ResourceHandler, ResourceRequest } from '../../../src/local/engine/resource.ts';
import { type TestCloud, testCloud } from './cloud.ts';
import { jsonClient } from './clients.ts';

let cloud: TestCloud;
let s3: S3Client;
let sqs: ReturnType<typeof jsonClient>;
const notes: string[] = [];

beforeAll(async () => {
  cloud = await testCloud();
  s3 = new S3Client(cloud.client);
  sqs = jsonClient(cloud.endpoint, 'AmazonSQS', 'sqs');
});
afterAll(() => cloud[Symbol.asyncDispose]());

const handler = (type: string): ResourceHandler => {
  const found = cloud.wired.handlers[type];
  if (found === undefined) throw new Error(`no handler for ${type}`);
  return found;
};

const request = (type: string, properties: JsonObject, logicalId = 'Thing'): ResourceRequest => ({
  stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/My-Stack/1',
  stackName: 'My-Stack',
  logicalId,
  type,
  properties,
  tags: [{ Key: 'application', Value: 'shop' }],
  signals: { next: async () => undefined },
  note: (reason) => notes.push(reason),
  cancelled: new AbortController().signal,
});

const make = async (type: string, properties: JsonObject) => ({
  ...(await handler(type).create(request(type, properties))),
  properties,
});

describe('AWS::S3::Bucket', () => {
  const type = 'AWS::S3::Bucket';

  test('is made as its properties say, with a name of its own', async () => {
    const bucket = await make(type, {
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      LifecycleConfiguration: {
        Rules: [{ Id: 'old', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
      },
      CorsConfiguration: { CorsRules: [] },
    });
    const Bucket = bucket.physicalId;
    expect(Bucket).toMatch(/^my-stack-thing-[a-z0-9]{12}$/);
    expect(bucket.attributes).toMatchObject({
      Arn: `arn:aws:s3:::${Bucket}`,
      DomainName: `${Bucket}.s3.amazonaws.com`,
      RegionalDomainName: `${Bucket}.s3.us-east-1.amazonaws.com`,
    });
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(
      encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    ).toBe('aws:kms');
    const lifecycle = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(lifecycle.Rules?.[0]).toMatchObject({ ID: 'old', NoncurrentVersionExpiration: { NoncurrentDays: 30 } });
    expect(notes).toContain('The local cloud makes the bucket without CorsConfiguration.');
    await handler(type).update(request(type, {}), bucket);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
  });

  test('is not deleted while something is in it, and deleting what is gone succeeds', async () => {
    const bucket = await make(type, { BucketName: 'full-of-things' });
    await expect(make(type, { BucketName: 'full-of-things' })).rejects.toThrow('full-of-things already exists');
    await s3.send(new PutObjectCommand({ Bucket: 'full-of-things', Key: 'k', Body: 'x' }));
    const remove = () => handler(type).delete(request(type, {}), bucket);
    await expect(remove()).rejects.toThrow(
      /^The bucket you tried to delete is not empty \(Service: S3, Status Code: 409, Request ID: /,
    );
    await handler(type).delete(request(type, {}), { ...bucket, physicalId: 'long-gone' });
  });

  test('has a policy through AWS::S3::BucketPolicy, one and no second', async () => {
    await make(type, { BucketName: 'ruled' });
    const PolicyDocument = { Version: '2012-10-17', Statement: [] };
    const policy = await make('AWS::S3::BucketPolicy', { Bucket: 'ruled', PolicyDocument });
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket: 'ruled' }))).Policy).toBe(
      JSON.stringify(PolicyDocument),
    );
    await expect(make('AWS::S3::BucketPolicy', { Bucket: 'ruled', PolicyDocument })).rejects.toThrow('already exists');
    await handler('AWS::S3::BucketPolicy').delete(request('AWS::S3::BucketPolicy', {}), policy);
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket: 'ruled' }))).rejects.toThrow('does not exist');
  });
});

test('AWS::SQS::Queue has the attributes of its template, loses what the template no longer says, and goes', async () => {
  const type = 'AWS::SQS::Queue';
  const dead = await make(type, { QueueName: 'letters' });
  const RedrivePolicy = { deadLetterTargetArn: dead.attributes['Arn'] ?? '', maxReceiveCount: 3 };
  const queue = await make(type, { VisibilityTimeout: 77, RedrivePolicy });
  expect(queue.physicalId).toMatch(/\/123456789012\/My-Stack-Thing-\w{12}$/);
  const read = async () =>
    (await sqs('GetQueueAttributes', { QueueUrl: queue.physicalId, AttributeNames: ['All'] })).Attributes;
  expect(await read()).toMatchObject({
    VisibilityTimeout: '77',
    RedrivePolicy: JSON.stringify(RedrivePolicy),
    QueueArn: queue.attributes['Arn'],
  });
  await handler(type).update(request(type, { VisibilityTimeout: 5 }), queue);
  expect((await read()).RedrivePolicy).toBeUndefined();
  expect((await sqs('ListQueueTags', { QueueUrl: queue.physicalId })).Tags).toEqual({ application: 'shop' });
  await handler(type).delete(request(type, {}), queue);
  await expect(read()).rejects.toThrow('does not exist');
  expect((await make(type, { FifoQueue: true })).physicalId).toMatch(/\.fifo$/);
});

test('AWS::SecretsManager::Secret makes a password, keeps it over an update, and frees its name', async () => {
  const type = 'AWS::SecretsManager::Secret';
  const properties = {
    Name: 'db',
    GenerateSecretString: {
      SecretStringTemplate: '{"username":"app"}',
      GenerateStringKey: 'password',
      PasswordLength: 40,
      ExcludePunctuation: true,
      ExcludeCharacters: 'aA',
    },
  };
  const secret = await make(type, properties);
  const read = () => JSON.parse(cloud.wired.resolve({ service: 'secretsmanager', name: secret.physicalId }) ?? '{}');
  const before = read();
  expect(before).toEqual({ username: 'app', password: expect.stringMatching(/^[b-zB-Z0-9]{40}$/) });
  await handler(type).update(request(type, { ...properties, Description: 'x' }), secret);
  expect(read()).toEqual(before);
  await handler(type).delete(request(type, {}), secret);
  expect((await make(type, properties)).physicalId).not.toBe(secret.physicalId);
});

test('AWS::SSM::Parameter comes and goes', async () => {
  const parameter = await make('AWS::SSM::Parameter', { Type: 'String', Value: '1' });
  expect(parameter.physicalId).toMatch(/^CFN-Thing-/);
  await handler('AWS::SSM::Parameter').update(
    request('AWS::SSM::Parameter', { Type: 'String', Value: '2' }),
    parameter,
  );
  expect(cloud.wired.resolve({ service: 'ssm', name: parameter.physicalId })).toBe('2');
  await handler('AWS::SSM::Parameter').delete(request('AWS::SSM::Parameter', {}), parameter);
  expect(cloud.wired.resolve({ service: 'ssm', name: parameter.physicalId })).toBeUndefined();
});

describe('AWS::Logs::LogGroup', () => {
  const type = 'AWS::Logs::LogGroup';
  const logs = (operation: string, input: object) =>
    jsonClient(cloud.endpoint, 'Logs_20140328', 'logs')(operation, input);
  const described = async (logGroupNamePrefix: string) =>
    (await logs('DescribeLogGroups', { logGroupNamePrefix })).logGroups[0];

  test('has a name of its own, keeps its lines through an update, and goes with them', async () => {
    const group = await make(type, { RetentionInDays: 7, Tags: [{ Key: 'a', Value: '1' }] });
    const name = group.physicalId;
    expect(name).toMatch(/^My-Stack-Thing-\w{12}$/);
    expect(group.attributes).toEqual({ Arn: `arn:aws:logs:us-east-1:123456789012:log-group:${name}:*` });
    const resourceArn = `arn:aws:logs:us-east-1:123456789012:log-group:${name}`;
    expect((await logs('ListTagsForResource', { resourceArn })).tags).toEqual({ a: '1', application: 'shop' });
    await logs('CreateLogStream', { logGroupName: name, logStreamName: 's' });
    const logEvents = [{ timestamp: Date.now(), message: 'kept' }];
    await logs('PutLogEvents', { logGroupName: name, logStreamName: 's', logEvents });

    // Templates may write a text for a number.
    const updated = await handler(type).update(request(type, { RetentionInDays: '30', KmsKeyId: 'key' }), group);
    expect(updated.physicalId).toBe(name);
    expect(await described(name)).toMatchObject({ retentionInDays: 30, kmsKeyId: 'key' });
    await handler(type).update(request(type, {}), group);
    expect(await described(name)).not.toHaveProperty('retentionInDays');
    expect((await logs('FilterLogEvents', { logGroupName: name })).events).toHaveLength(1);

    await handler(type).delete(request(type, {}), group);
    await handler(type).delete(request(type, {}), group);
    expect(await described(name)).toBeUndefined();
    await expect(handler(type).update(request(type, {}), group)).rejects.toThrow('log group does not exist');
  });

  test('leaves nothing of a creation that fails, and takes no name twice', async () => {
    const named = { LogGroupName: '/app' };
    await expect(make(type, { ...named, RetentionInDays: 2 })).rejects.toThrow("Value '2' at 'retentionInDays'");
    await expect(make(type, { ...named, LogGroupClass: 'DELIVERY' })).rejects.toThrow('STANDARD only');
    await expect(make(type, { ...named, DeletionProtectionEnabled: true })).rejects.toThrow('deletion protection');
    expect(await described('/app')).toBeUndefined();
    await make(type, named);
    await expect(make(type, named)).rejects.toThrow('/app already exists');
  });
});
