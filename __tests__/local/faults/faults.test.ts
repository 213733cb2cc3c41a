import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runClient } from '../services/clients.ts';
import { faultyCloud } from './cloud.ts';

let cloud: Awaited<ReturnType<typeof faultyCloud>>;
beforeAll(async () => {
  cloud = await faultyCloud();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  await cloud.plan.set();
  await cloud.plan.forget();
});

/** Clients that ask once, so that what they meet is what was planned. */
const once = () => ({ ...cloud.client, maxAttempts: 1 });
/** How a request failed: AWS's word for it, or the network's. */
const named = (request: Promise<unknown>) =>
  request.then(String, ({ name, message }: Error) => /ECONNRESET/.exec(message)?.[0] ?? name);

describe('what is planned', () => {
  test.each([
    ['throttle', ['Throttling', 'ThrottlingException', 'Throttling', 'SlowDown']],
    ['expired-token', ['ExpiredToken', 'ExpiredTokenException', 'ExpiredToken', 'ExpiredToken']],
    ['access-denied', ['AccessDenied', 'AccessDeniedException', 'AccessDenied', 'AccessDenied']],
  ])('%s has the code that AWS has in each of its protocols', async (what, codes) => {
    await cloud.plan.set({ what });
    const names = await Promise.all([
      named(new CloudFormationClient(once()).send(new ListStacksCommand())),
      named(new SSMClient(once()).send(new GetParameterCommand({ Name: '/x' }))),
      named(new STSClient(once()).send(new GetCallerIdentityCommand())),
      named(
        new S3Client({ ...once(), forcePathStyle: true }).send(new GetObjectCommand({ Bucket: 'some', Key: 'key' })),
      ),
    ]);
    expect(names).toEqual(codes);
  });

  test('is outlived by a client that tries again', async () => {
    await cloud.plan.set(
      { operation: 'GetCallerIdentity', calls: 1, what: 'fail', status: 500 },
      { calls: 2, what: 'cut' },
    );
    const answer = await new STSClient({ ...cloud.client, maxAttempts: 4 }).send(new GetCallerIdentityCommand());
    expect(answer.Account).toBe('123456789012');
    const calls = await cloud.plan.calls();
    expect(calls.map(({ service, operation, status, fault }) => [service, operation, status, fault])).toEqual([
      ['sts', 'GetCallerIdentity', 500, 'fail'],
      ['sts', 'GetCallerIdentity', undefined, 'cut'],
      ['sts', 'GetCallerIdentity', 200, undefined],
    ]);
  });

  test('is answered late, or never', async () => {
    await cloud.plan.set({ calls: 1, what: 'delay', ms: 300 }, { calls: 2, what: 'time-out' });
    const client = new STSClient({ ...once(), requestHandler: { socketTimeout: 500 } });
    const began = Date.now();
    await client.send(new GetCallerIdentityCommand());
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
    expect(await named(client.send(new GetCallerIdentityCommand()))).toBe('TimeoutError');
  });

  test('may be carried out although nobody hears of it, or twice', async () => {
    const client = new S3Client({ ...once(), forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: 'faulty' }));
    const put = (Key: string) =>
      client.send(new PutObjectCommand({ Bucket: 'faulty', Key, Body: `body of ${Key}`, IfNoneMatch: '*' }));
    const get = (Key: string) =>
      client
        .send(new GetObjectCommand({ Bucket: 'faulty', Key }))
        .then(({ Body }) => Body?.transformToString())
        .catch((error: Error) => error.name);
    await cloud.plan.set(
      { operation: 'PutObject', calls: 1, what: 'cut' },
      { operation: 'PutObject', calls: 2, what: 'cut', when: 'after' },
      { operation: 'PutObject', calls: 3, what: 'duplicate' },
    );
    expect([await named(put('a')), await named(put('b')), await named(put('c'))]).toEqual([
      'ECONNRESET',
      'ECONNRESET',
      // The second time, the first has taken the key.
      'PreconditionFailed',
    ]);
    expect([await get('a'), await get('b'), await get('c')]).toEqual(['NoSuchKey', 'body of b', 'body of c']);
    const [, cutAfter] = (await cloud.plan.calls()).filter(
      ({ operation }: { operation: string }) => operation === 'PutObject',
    );
    expect(cutAfter).toMatchObject({ carriedOut: 200, fault: 'cut' });
  });

  test('is told back, with how often it came to pass', async () => {
    await cloud.plan.set({ service: 'autoscaling', calls: '2-', what: 'throttle' });
    const client = new AutoScalingClient(once());
    await client.send(new DescribeAutoScalingGroupsCommand());
    await named(client.send(new DescribeAutoScalingGroupsCommand()));
    expect(await cloud.plan.rules()).toMatchObject([{ service: 'autoscaling', first: 2, seen: 2, hit: 1 }]);
  });

  test('is refused when it cannot be read, and then nothing has changed', async () => {
    await cloud.plan.set({ what: 'throttle' });
    await expect(cloud.plan.set({ what: 'explode' })).rejects.toThrow(
      'answered 400: rules[0]: "what" must be one of fail',
    );
    expect(await cloud.plan.rules()).toMatchObject([{ fault: { what: 'throttle' } }]);
  });

  test('ends the program when its file is no plan', () => {
    const room = mkdtempSync(join(tmpdir(), 'plan-'));
    writeFileSync(join(room, 'plan.json'), '{"rules": [{"what": "explode"}]}');
    const words = [
      'dist/local/index.js',
      '--port',
      '0',
      '--state',
      join(room, 'state'),
      '--faults',
      join(room, 'plan.json'),
    ];
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 20_000 });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('is no fault plan:\nrules[0]') });
    rmSync(room, { recursive: true });
  }, 30_000);
});

const hasAws = spawnSync('aws', ['--version']).status === 0;
if (!hasAws) console.warn('SKIPPED: the aws command line is not on this machine.');

(hasAws ? describe : describe.skip)('the aws command line', () => {
  test('meets what is planned', async () => {
    await cloud.plan.set({ operation: 'ListStacks', what: 'access-denied' });
    const said = await runClient('aws', ['--endpoint-url', cloud.endpoint, 'cloudformation', 'list-stacks']);
    expect(said).toContain('(AccessDenied)');
    expect(said).toContain('is not authorized to perform: cloudformation:ListStacks');
  }, 60_000);
});
