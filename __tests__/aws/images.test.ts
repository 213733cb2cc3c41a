import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeImages } from '../../src/aws/images.ts';
import { type Loopback, loopback } from './loopback/aws.ts';

const type = 'application/x-amz-json-1.1';
let aws: Loopback;
beforeEach(async () => {
  aws = await loopback();
});
afterEach(() => aws.close());

test('newest() reads the public parameter of the architecture', async () => {
  aws.answer('GetParameter', { type, body: JSON.stringify({ Parameter: { Value: 'ami-0abc' } }) });
  expect(await makeImages(aws.clients).newest('arm64')).toBe('ami-0abc');
  expect(JSON.parse(aws.received[0]?.body ?? '')).toEqual({
    Name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
  });
});

test('newest() says what to do where there is no image', async () => {
  aws.answer('GetParameter', { type, body: '{}' });
  await expect(makeImages(aws.clients).newest('x86_64')).rejects.toMatchObject({
    fix: expect.stringContaining('instances.image'),
  });
});

test('newest() translates a refusal', async () => {
  aws.answer('GetParameter', {
    status: 400,
    type,
    body: JSON.stringify({ __type: 'AccessDeniedException', message: 'ssm:GetParameter' }),
  });
  await expect(makeImages(aws.clients).newest('arm64')).rejects.toMatchObject({
    message: expect.stringContaining('ssm:GetParameter'),
  });
});
