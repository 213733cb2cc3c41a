import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import { type TestCloud, testCloud } from '../services/cloud.ts';

let cloud: TestCloud;
let s3: S3Client;
/** Signs, and sends what it is told to: for what no SDK would send. */
const signed = new AwsClient({
  accessKeyId: 'AKIATEST',
  secretAccessKey: 'test',
  service: 's3',
  region: 'us-east-1',
  retries: 0,
});

beforeAll(async () => {
  cloud = await testCloud();
  s3 = new S3Client(cloud.client);
  await s3.send(new CreateBucketCommand({ Bucket: 'raw' }));
  await s3.send(new PutObjectCommand({ Bucket: 'raw', Key: 'a', Body: 'hello', ContentType: 'text/plain' }));
});

afterAll(() => cloud[Symbol.asyncDispose]());

const files = () => readdirSync(join(cloud.root, 's3')).sort();

/** Polls at most five seconds. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 250 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(holds()).toBe(true);
}

describe('who asks', () => {
  test('must have signed', async () => {
    const answer = await fetch(`${cloud.endpoint}/raw/a`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  });

  const presign = async (expires: string, date?: string) => {
    const url = new URL(`${cloud.endpoint}/raw/a?X-Amz-Expires=${expires}&response-content-type=a%2Fb`);
    return signed.sign(url.href, { aws: { signQuery: true, ...(date && { datetime: date }) } });
  };

  test('may come with a presigned URL until its time is over', async () => {
    const good = await fetch(await presign('60'));
    expect([good.status, good.headers.get('content-type'), await good.text()]).toEqual([200, 'a/b', 'hello']);
    const late = await fetch(await presign('60', '20200101T000000Z'));
    expect([late.status, (await late.text()).includes('Request has expired')]).toEqual([403, true]);
    const long = await fetch(await presign('604801'));
    expect(await long.text()).toContain('AuthorizationQueryParametersError');
  });

  test('may name the account that the bucket must belong to', async () => {
    const ask = (owner: string) =>
      signed.fetch(`${cloud.endpoint}/raw/a`, { headers: { 'x-amz-expected-bucket-owner': owner } });
    expect((await ask('123456789012')).status).toBe(200);
    expect((await ask('999999999999')).status).toBe(403);
  });
});

test('a virtual-hosted address means the same object', async () => {
  const send = (host: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(cloud.endpoint).port), '127.0.0.1');
      let text = '';
      socket.on('data', (data) => {
        text += data;
      });
      socket.once('error', reject).once('close', () => resolve(text));
      const credential =
        'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00';
      socket.write(`GET /a HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${credential}\r\nconnection: close\r\n\r\n`);
    });
  for (const host of [
    'raw.s3.localhost:4566',
    'raw.localhost',
    'raw.s3.eu-west-1.amazonaws.com',
    'raw.s3.amazonaws.com',
  ]) {
    expect(await send(host)).toMatch(/hello$/);
  }
});

describe('an upload that is cut off', () => {
  const head = (more: string) =>
    `PUT /raw/cut HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00\r\n${more}\r\n\r\n`;

  test.each([
    ['plain', 'content-length: 1000', 'x'.repeat(500)],
    [
      'aws-chunked',
      'x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nx-amz-decoded-content-length: 1000\r\ncontent-length: 1100',
      `3e8\r\n${'x'.repeat(500)}`,
    ],
  ])('leaves nothing: %s', async (_kind, headers, body) => {
    const before = files();
    const socket = connect(Number(new URL(cloud.endpoint).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(head(headers) + body);
    await until(() => files().length === before.length + 1);
    socket.destroy();
    await until(() => files().length === before.length);
    expect((await signed.fetch(`${cloud.endpoint}/raw/cut`)).status).toBe(404);
  });

  test.each([
    ['ends early', '3e8\r\nxxx\r\n0\r\n\r\n'],
    ['has no size', 'hello\r\n'],
    ['has no size, and goes on for long', `5\r\nhello\r\nhello\r\n${'x'.repeat(3_000_000)}`],
    ['says less than it has', '2\r\nhello\r\n0\r\n\r\n'],
  ])('or whose aws-chunked body %s is refused', async (_name, body) => {
    const before = files();
    const headers = {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '1000',
    };
    const answer = await signed.fetch(`${cloud.endpoint}/raw/cut`, { method: 'PUT', body, headers });
    expect([answer.status, (await answer.text()).includes('<Code>IncompleteBody</Code>')]).toEqual([400, true]);
    expect(files()).toEqual(before);
  });

  test('or whose trailer tells another checksum is refused', async () => {
    const headers = {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '5',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    };
    const put = (sum: string) =>
      signed.fetch(`${cloud.endpoint}/raw/trailer`, {
        method: 'PUT',
        headers,
        body: `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${sum}\r\n\r\n`,
      });
    expect(await (await put('AAAAAA==')).text()).toContain('BadDigest');
    expect((await put('NhCmhg==')).status).toBe(200);
  });
});

test('a request that waits for 100 Continue gets it, and then its answer', async () => {
  const socket = connect(Number(new URL(cloud.endpoint).port), '127.0.0.1');
  let text = '';
  socket.on('data', (data) => {
    text += data;
  });
  socket.write(
    'PUT /raw/continue HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n',
  );
  await until(() => text.startsWith('HTTP/1.1 100 Continue'));
  socket.write('hello');
  await until(() => text.includes('HTTP/1.1 200 OK'));
  socket.destroy();
});

test('what is not done says so, and never does something else instead', async () => {
  for (const [method, path] of [
    ['GET', '/raw?replication'],
    ['GET', '/raw/a?torrent'],
    ['PUT', '/raw/a?acl'],
    ['POST', '/raw/a?select&select-type=2'],
  ] as const) {
    const answer = await signed.fetch(`${cloud.endpoint}${path}`, { method });
    expect([path, answer.status]).toEqual([path, 501]);
  }
  expect(await (await signed.fetch(`${cloud.endpoint}/raw/a`)).text()).toBe('hello');
});

test('objects are there after a restart, and what an upload left behind is not', async () => {
  const first = await testCloud();
  const client = new S3Client(first.client);
  await client.send(new CreateBucketCommand({ Bucket: 'lasting' }));
  await client.send(new PutObjectCommand({ Bucket: 'lasting', Key: 'k', Body: 'still here' }));
  await first.stop();
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(first.root, 's3', 'orphan'), 'half of something');
  await using second = await testCloud({ root: first.root });
  const got = await new S3Client(second.client).send(new GetObjectCommand({ Bucket: 'lasting', Key: 'k' }));
  expect(await got.Body?.transformToString()).toBe('still here');
  expect(readdirSync(join(second.root, 's3'))).toHaveLength(1);
});
