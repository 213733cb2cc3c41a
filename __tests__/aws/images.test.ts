import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
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
  expect(await makeImages(aws.clients).newest({ architecture: 'arm64' })).toBe('ami-0abc');
  expect(JSON.parse(aws.received[0]?.body ?? '')).toEqual({
    Name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
  });
});

test('newest() reads the public parameter of a Windows Server', async () => {
  aws.answer('GetParameter', { type, body: JSON.stringify({ Parameter: { Value: 'ami-0def' } }) });
  expect(await makeImages(aws.clients).newest({ architecture: 'x86_64', windows: '2025' })).toBe('ami-0def');
  expect(JSON.parse(aws.received[0]?.body ?? '')).toEqual({
    Name: '/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base',
  });
});

test('newest() says what to do where there is no image', async () => {
  aws.answer('GetParameter', { type, body: '{}' });
  await expect(makeImages(aws.clients).newest({ architecture: 'x86_64' })).rejects.toMatchObject({
    fix: expect.stringContaining('instances.image'),
  });
});

test('newest() translates a refusal', async () => {
  aws.answer('GetParameter', {
    status: 400,
    type,
    body: JSON.stringify({ __type: 'AccessDeniedException', message: 'ssm:GetParameter' }),
  });
  await expect(makeImages(aws.clients).newest({ architecture: 'arm64' })).rejects.toMatchObject({
    message: expect.stringContaining('ssm:GetParameter'),
  });
});

describe('exists()', () => {
  const answer = (status: number, body: string) => aws.answer('DescribeImages', { status, type: 'text/xml', body });
  const refusal = (code: string) =>
    `<Response><Errors><Error><Code>${code}</Code><Message>It says so</Message></Error></Errors></Response>`;

  test('is true for an image that EC2 shows, asked by its id with a signature for EC2', async () => {
    answer(
      200,
      '<DescribeImagesResponse><imagesSet><item><imageId>ami-1</imageId></item></imagesSet></DescribeImagesResponse>',
    );
    expect(await makeImages(aws.clients).exists('ami-1')).toBe(true);
    const [asked] = aws.received;
    expect(asked?.fields).toEqual({
      Action: 'DescribeImages',
      Version: '2016-11-15',
      'ImageId.1': 'ami-1',
    });
    expect(asked?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 .*\/ec2\/aws4_request/);
  });

  test.each(['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable'])(
    'is false for one of which EC2 says %s',
    async (code) => {
      answer(400, refusal(code));
      expect(await makeImages(aws.clients).exists('ami-1')).toBe(false);
    },
  );

  test('translates a refusal', async () => {
    answer(403, refusal('UnauthorizedOperation'));
    await expect(makeImages(aws.clients).exists('ami-1')).rejects.toMatchObject({
      message: 'AWS denied to look for the machine image ami-1: It says so',
    });
  });
});
