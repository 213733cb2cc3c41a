import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { call, query } from '../../../src/agent/aws/calls.ts';
import { type Aws, awsClient } from '../../../src/agent/aws/client.ts';
import { type Credentials, instanceCredentials } from '../../../src/agent/aws/credentials.ts';
import { instanceMetadata } from '../../../src/agent/aws/metadata.ts';
import { download, upload } from '../../../src/agent/aws/s3.ts';
import { elements } from '../../../src/agent/aws/xml.ts';
import { scaledClock } from '../../../src/agent/clock.ts';
import { type Cloud, error, instance, startCloud } from '../cloud.ts';
import { directory } from '../rig.ts';

const clock = scaledClock(1_000);
const credentials = async (): Promise<Credentials> => ({ accessKeyId: 'AKIA1', secretAccessKey: 's' });
let cloud: Cloud;
let aws: Aws;
let root: string;

beforeEach(async () => {
  cloud = await startCloud();
  aws = awsClient({ region: 'eu-west-1', endpoint: cloud.endpoint, credentials, clock });
  root = directory();
});
afterEach(async () => {
  await cloud.stop();
  rmSync(root, { recursive: true });
});

describe('the AWS client', () => {
  test('knows where AWS lives', () => {
    const real = awsClient({ region: 'eu-west-1', endpoint: undefined, credentials, clock });
    expect(real.endpoint('ssm')).toBe('https://ssm.eu-west-1.amazonaws.com');
    expect(real.bucket('b')).toBe('https://b.s3.eu-west-1.amazonaws.com');
    const china = awsClient({ region: 'cn-north-1', endpoint: undefined, credentials, clock });
    expect(china.endpoint('ec2')).toBe('https://ec2.cn-north-1.amazonaws.com.cn');
  });

  test.each([
    [503, 'ServiceUnavailable'],
    [500, 'InternalFailure'],
    [400, 'Throttling'],
    [429, 'TooManyRequestsException'],
  ])('tries again after %d %s', async (status, code) => {
    let failures = 3;
    cloud.operations['SignalResource'] = () => (failures-- > 0 ? error(status, code, 'later') : { body: '<ok/>' });
    expect(await query(aws, 'cloudformation', 'SignalResource', {})).toBe('<ok/>');
    expect(cloud.named('SignalResource')).toHaveLength(4);
  });

  test('does not try again what will not change, and keeps AWS’s code and words', async () => {
    cloud.operations['SignalResource'] = () => error(400, 'ValidationError', 'Stack &lt;a&gt; &amp; co&#33;');
    await expect(query(aws, 'cloudformation', 'SignalResource', {})).rejects.toMatchObject({
      code: 'ValidationError',
      status: 400,
      message: 'Stack <a> & co!',
    });
    expect(cloud.named('SignalResource')).toHaveLength(1);
  });

  test('gives up in time when AWS stays away', async () => {
    cloud.operations['SignalResource'] = () => error(503, 'Unavailable', 'no');
    await expect(query(aws, 'cloudformation', 'SignalResource', {})).rejects.toThrow('no');
    expect(cloud.named('SignalResource').length).toBeGreaterThan(1);
    const nobody = awsClient({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1', credentials, clock });
    await expect(query(nobody, 'cloudformation', 'SignalResource', {})).rejects.toThrow('fetch failed');
  });

  test('reads errors of the JSON protocol, with a namespace or without', async () => {
    cloud.operations['AmazonSSM.GetParameters'] = () => ({
      status: 400,
      body: '{"__type":"com.amazonaws.ssm#InvalidKeyId","message":"m"}',
    });
    await expect(call(aws, 'ssm', 'GetParameters', {})).rejects.toMatchObject({ code: 'InvalidKeyId', message: 'm' });
  });

  test('brings objects with any name there and back, byte by byte', async () => {
    const place = { bucket: 'artifacts', key: "environments/a/failures/v 1+2(é)'*/i.log" };
    await upload(aws, place, 'text with ü', 'text/plain');
    const file = join(root, 'object');
    expect(await download(aws, place, file)).toBe(createHash('sha256').update('text with ü').digest('hex'));
    expect(readFileSync(file, 'utf8')).toBe('text with ü');
    expect([...cloud.objects.keys()]).toEqual([`artifacts/${place.key}`]);
  });
});

describe('the instance’s credentials', () => {
  const metadata = () => instanceMetadata(cloud.metadata, clock);

  test('are its role’s, asked for once', async () => {
    const source = instanceCredentials(metadata(), { AWS_ACCESS_KEY_ID: 'no', AWS_SECRET_ACCESS_KEY: 'no' });
    expect(await source()).toMatchObject({ accessKeyId: 'ASIA1', sessionToken: 't' });
    expect(await source()).toBe(await source());
  });

  test('are renewed before they end', async () => {
    let asked = 0;
    const soon = new Date(Date.now() + 60_000).toISOString();
    const get = async (path: string) => {
      if (path.endsWith('/')) return 'role';
      asked += 1;
      return JSON.stringify({ AccessKeyId: `key${asked}`, SecretAccessKey: 's', Token: 't', Expiration: soon });
    };
    const source = instanceCredentials({ get }, {});
    expect((await source()).accessKeyId).toBe('key1');
    expect((await source()).accessKeyId).toBe('key2');
  });

  test('are the environment’s where there is no role', async () => {
    const get = () => Promise.reject(new Error('no metadata service'));
    const env = { AWS_ACCESS_KEY_ID: 'AKIA9', AWS_SECRET_ACCESS_KEY: 's' };
    expect(await instanceCredentials({ get }, env)()).toEqual({ accessKeyId: 'AKIA9', secretAccessKey: 's' });
    await expect(instanceCredentials({ get }, {})()).rejects.toThrow('no metadata service');
  });

  test('the metadata service gets its session token, and gives the instance’s id', async () => {
    expect(await metadata().get('meta-data/instance-id')).toBe(instance);
    await expect(metadata().get('meta-data/nothing')).rejects.toThrow('is refused');
  });
});

describe('elements', () => {
  test('reads every text of a name, with attributes and entities', () => {
    expect(elements('<a x="1">1 &lt; 2</a><ab>no</ab><a>&#x41;</a><a/>', 'a')).toEqual(['1 < 2', 'A']);
  });
});
