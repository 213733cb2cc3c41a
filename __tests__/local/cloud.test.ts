import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openCloud } from '../../src/local/cloud.ts';

const state = mkdtempSync(join(tmpdir(), 'open-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const lines: string[] = [];
const open = () => openCloud({ port: 0, state, scale: 20, log: (line) => lines.push(line) });

describe('the whole cloud', () => {
  test('makes a stack of a bucket, a queue and a parameter, and has them still after a restart', async () => {
    const first = await open();
    await expect(open()).rejects.toThrow('is in use by process');
    const health = (await (await fetch(`${first.endpoint}/_beanpole/health`)).json()) as { services: string[] };
    expect(health.services).toEqual(expect.arrayContaining(['cloudformation', 'ec2', 'autoscaling', 'S3', 'SQS']));
    const cfn = new CloudFormationClient({ endpoint: first.endpoint, region: 'us-east-1', credentials });
    const TemplateBody = JSON.stringify({
      Parameters: {
        Image: {
          Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
          Default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
        },
      },
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'of-the-stack' } },
        Queue: { Type: 'AWS::SQS::Queue' },
      },
      Outputs: {
        Queue: { Value: { Ref: 'Queue' } },
        Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
        Image: { Value: { Ref: 'Image' } },
      },
    });
    await cfn.send(new CreateStackCommand({ StackName: 's', TemplateBody }));
    await waitUntilStackCreateComplete({ client: cfn, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { StackName: 's' });
    const s3 = new S3Client({ endpoint: first.endpoint, region: 'us-east-1', credentials });
    await s3.send(new PutObjectCommand({ Bucket: 'of-the-stack', Key: 'k', Body: 'kept' }));
    await Promise.all([first.stop(), first.stop()]);

    const second = await open();
    const again = new CloudFormationClient({ endpoint: second.endpoint, region: 'us-east-1', credentials });
    const { Stacks } = await again.send(new DescribeStacksCommand({ StackName: 's' }));
    const outputs = Object.fromEntries(
      (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    expect(outputs).toEqual({
      Queue: expect.stringMatching(/\/123456789012\/s-Queue-\w{12}$/),
      Arn: 'arn:aws:s3:::of-the-stack',
      Image: expect.stringMatching(/^ami-[0-9a-f]{17}$/),
    });
    const client = new S3Client({ endpoint: second.endpoint, region: 'us-east-1', credentials });
    const got = await client.send(new GetObjectCommand({ Bucket: 'of-the-stack', Key: 'k' }));
    expect(await got.Body?.transformToString()).toBe('kept');
    await second.stop();
    expect(lines.filter((line) => line.includes('mistake'))).toEqual([]);
  }, 60_000);
});
