import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kindOf } from '../../src/local/kind.ts';
import { listen } from '../../src/local/server.ts';
import { runClient } from './services/clients.ts';
import { type TestCloud, testCloud } from './services/cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());

describe('a request', () => {
  const scope = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  test.each([
    ['health', 'GET', '/_beanpole/health', {}],
    ['control', 'PUT', '/_beanpole/faults', {}],
    ['imds', 'PUT', '/_imds/i-1/latest/api/token', {}],
    ['signal', 'PUT', '/cloudformation-waitcondition-us-east-1/x?Signature=1', {}],
    ['rpc', 'POST', '/', { 'x-amz-target': 'AmazonSSM.GetParameter' }],
    ['rpc', 'POST', '/service/X/operation/Y', { 'smithy-protocol': 'rpc-v2-cbor' }],
    ['rpc', 'POST', '/', { authorization: scope('sts') }],
    ['rpc', 'POST', '/123/queue', { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }],
    ['rpc', 'GET', '/?Action=X&Version=2010-05-15', {}],
    ['s3', 'GET', '/bucket/key', { authorization: scope('s3') }],
    [
      's3',
      'POST',
      '/bucket?delete',
      { authorization: scope('s3'), 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['s3', 'GET', '/bucket/key?X-Amz-Credential=a%2F20260101%2Fus-east-1%2Fs3%2Faws4_request', {}],
    ['s3', 'GET', '/', {}],
  ] as const)('goes to %s: %s %s %j', (kind, method, path, headers) => {
    const url = new URL(path, 'http://localhost');
    expect(kindOf({ method, path: url.pathname, query: url.searchParams, headers })).toBe(kind);
  });
});

describe('the server', () => {
  test('tells that it runs, and hands the metadata service and the wait conditions what is theirs', async () => {
    expect(await (await fetch(`${cloud.endpoint}/_beanpole/health`)).json()).toEqual({ status: 'running' });
    expect(await (await fetch(`${cloud.endpoint}/_imds/i-1/latest/x`)).text()).toBe('imds /_imds/i-1/latest/x');
    const put = (name: string) =>
      fetch(`${cloud.endpoint}/cloudformation-waitcondition-us-east-1/${name}`, { method: 'PUT', body: '{}' });
    expect([(await put('known')).status, (await put('other')).status]).toEqual([200, 404]);
  });

  test('refuses a body that no service would take', async () => {
    const answer = await fetch(cloud.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSSM.GetParameter' },
      body: 'x'.repeat(9_000_000),
    });
    expect(answer.status).toBe(413);
  });

  test('says so when its port is taken', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const nothing = async () => {};
    const handlers = {
      services: [],
      s3: nothing,
      imds: () => ({ status: 404, headers: {}, body: '' }),
      putSignal: () => false,
      health: () => ({}),
      fault: () => {},
    };
    await expect(listen(port, handlers)).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use.`);
    other.close();
  });

  test('ends long polls when it stops, and stops at once', async () => {
    const own = await testCloud();
    const post = (target: string, body: object) =>
      fetch(own.endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': target,
          authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request',
        },
        body: JSON.stringify(body),
      });
    await post('AmazonSQS.CreateQueue', { QueueName: 'q' });
    const QueueUrl = `${own.endpoint}/123456789012/q`;
    const poll = post('AmazonSQS.ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
    // A second request that is answered shows that the first has arrived: the server takes them in order.
    await post('AmazonSQS.GetQueueAttributes', { QueueUrl });
    const began = Date.now();
    await own[Symbol.asyncDispose]();
    await poll.then(
      (answer) => expect(answer.status).toBe(200),
      () => undefined,
    );
    expect(Date.now() - began).toBeLessThan(1_500);
  });
});

const hasAws = spawnSync('aws', ['--version']).status === 0;
if (!hasAws) console.warn('SKIPPED: the aws command line is not on this machine.');

(hasAws ? describe : describe.skip)('the aws command line', () => {
  const aws = (...words: string[]) =>
    runClient('aws', ['--endpoint-url', cloud.endpoint, '--output', 'json', ...words]);

  test('copies a file there and back, in parts and with another MD5 than its ETag', async () => {
    const room = mkdtempSync(join(tmpdir(), 'aws-'));
    const body = randomBytes(9_000_000);
    writeFileSync(join(room, 'in'), body);
    expect(await aws('s3', 'mb', 's3://by-hand')).toContain('make_bucket: by-hand');
    await aws('s3', 'cp', join(room, 'in'), 's3://by-hand/ä b', '--no-progress');
    await aws('s3', 'cp', 's3://by-hand/ä b', join(room, 'out'), '--no-progress');
    expect(readFileSync(join(room, 'out')).equals(body)).toBe(true);
    expect(await aws('s3', 'ls', 's3://by-hand')).toContain('9000000 ä b');
    expect(await aws('s3', 'rb', '--force', 's3://by-hand')).toContain('remove_bucket: by-hand');
    rmSync(room, { recursive: true });
  }, 60_000);

  test('knows who it is, and what is not there', async () => {
    expect(await aws('sts', 'get-caller-identity')).toContain('"Account": "123456789012"');
    expect(await aws('ssm', 'get-parameter', '--name', '/none')).toContain('(ParameterNotFound)');
    expect(await aws('rds', 'describe-db-instances')).toContain('The local cloud has no service of version 2014-10-31');
  }, 60_000);
});
