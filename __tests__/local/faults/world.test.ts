import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { queryClient } from '../services/clients.ts';
import { base64, serving, until } from '../world/cloud.ts';
import { faultyCloud } from './cloud.ts';

/** A group of one instance that serves a page. */
const template = (subnet: string) => ({
  Resources: {
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          ImageId: 'ami-00000000000000001',
          InstanceType: 't3.micro',
          UserData: base64(serving("s.end('here')")),
        },
      },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        AutoScalingGroupName: 'one',
        MinSize: '1',
        MaxSize: '1',
        VPCZoneIdentifier: [subnet],
        LaunchTemplate: {
          LaunchTemplateId: { Ref: 'Template' },
          Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
        },
      },
    },
  },
});

let cloud: Awaited<ReturnType<typeof faultyCloud>>;
beforeAll(async () => {
  cloud = await faultyCloud();
});
afterAll(() => cloud.stop());

const ec2 = (action: string, input: Record<string, string> = {}) =>
  queryClient(cloud.endpoint, '2016-11-15', 'ec2')(action, input);
const memberOf = async () => {
  const { AutoScalingGroups: groups } = await new AutoScalingClient(cloud.client).send(
    new DescribeAutoScalingGroupsCommand(),
  );
  return groups?.[0]?.Instances?.find(({ LifecycleState }) => LifecycleState === 'InService')?.InstanceId;
};

describe('the world', () => {
  test('runs out of capacity, for Auto Scaling as for everybody, and has some again', async () => {
    await cloud.plan.set({ what: 'no-capacity' });
    const subnet = /subnet-[0-9a-f]+/.exec((await ec2('DescribeSubnets')).text)?.[0] ?? '';
    await new CloudFormationClient(cloud.client).send(
      new CreateStackCommand({ StackName: 'one', TemplateBody: JSON.stringify(template(subnet)) }),
    );
    const scaling = new AutoScalingClient(cloud.client);
    const failed = await until('a launch that failed', async () => {
      const { Activities: list } = await scaling.send(new DescribeScalingActivitiesCommand());
      return list?.find(({ StatusCode }) => StatusCode === 'Failed');
    });
    expect(failed.StatusMessage).toMatch(
      /^We currently do not have sufficient t3.micro capacity in the Availability Zone/,
    );
    const direct = await ec2('RunInstances', {
      ImageId: 'ami-1',
      InstanceType: 'm5.large',
      MinCount: '1',
      MaxCount: '1',
    });
    expect(direct).toMatchObject({ status: 500, text: expect.stringContaining('InsufficientInstanceCapacity') });
    expect(await memberOf()).toBeUndefined();
    await cloud.plan.set();
    expect(await until('the group to be whole', memberOf)).toMatch(/^i-/);
  }, 30_000);

  test('loses an instance without a word, and Auto Scaling replaces it', async () => {
    const lost = (await until('the group to be whole', memberOf)) as string;
    await cloud.plan.lose(lost);
    expect((await ec2('DescribeInstances', { 'InstanceId.1': lost })).text).toContain('<name>terminated</name>');
    const next = await until('another instance', async () => {
      const member = await memberOf();
      return member !== lost && member;
    });
    expect(next).toMatch(/^i-/);
  }, 30_000);

  test('lets the processes of an instance end while EC2 goes on calling it running', async () => {
    const id = (await until('the group to be whole', memberOf)) as string;
    await cloud.plan.crash(id);
    expect((await ec2('DescribeInstances', { 'InstanceId.1': id })).text).toContain('<name>running</name>');
    const console = await until('the end of its processes on the console', async () => {
      const { text } = await ec2('GetConsoleOutput', { InstanceId: id });
      const output = Buffer.from(/<output>([^<]*)/.exec(text)?.[1] ?? '', 'base64').toString();
      return output.includes('user data ended with SIGKILL') && output;
    });
    expect(console).toContain('SIGKILL');
    await expect(cloud.plan.crash('i-00000000000000000')).rejects.toThrow('answered 404: The instance ID');
  }, 30_000);
});
