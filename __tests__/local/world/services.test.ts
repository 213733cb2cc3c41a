import { afterEach, describe, expect, test } from '@jest/globals';
import type { WireInput } from '../../../src/local/service.ts';
import { base64, stack, startCloud, subnets, type TestCloud, until } from './cloud.ts';

const clouds: TestCloud[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

/** Calls an operation as the server does after decoding. */
function caller(test: TestCloud, name: string) {
  const service = test.world.services.find((one) => one.name === name);
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came.
  return async (operation: string, input: WireInput = {}): Promise<any> =>
    service?.operations[operation]?.(input, { gone: new AbortController().signal });
}

async function start() {
  const test = await startCloud({ scale: 50 });
  clouds.push(test);
  return test;
}

async function fleet(test: TestCloud, size: number) {
  const own = stack(test);
  const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', {
    LaunchTemplateData: { ImageId: 'ami-1', InstanceType: 't3.micro', UserData: base64('#!/bin/bash\necho hello\n') },
  });
  const group = await own.create('AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup', {
    VPCZoneIdentifier: subnets(test),
    LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: '1' },
    MinSize: 1,
    MaxSize: 4,
    DesiredCapacity: size,
    Tags: [{ Key: 'Name', Value: 'shop', PropagateAtLaunch: true }],
  });
  return { own, template, group };
}

describe('EC2', () => {
  test('describes instances by id and by filter, and refuses a filter that it does not know', async () => {
    const test = await start();
    await fleet(test, 2);
    const ec2 = caller(test, 'ec2');
    const all = (await ec2('DescribeInstances')).reservationSet;
    expect(all).toHaveLength(2);
    const [instance] = all[0].instancesSet;
    expect(instance).toMatchObject({
      imageId: 'ami-1',
      instanceState: { code: 16, name: 'running' },
      tagSet: expect.arrayContaining([{ key: 'Name', value: 'shop' }]),
    });
    const filter = (Name: string, ...Value: string[]) => ec2('DescribeInstances', { Filter: [{ Name, Value }] });
    expect((await filter('tag:Name', 'sh*')).reservationSet).toHaveLength(2);
    expect((await filter('availability-zone', instance.placement.availabilityZone)).reservationSet).toHaveLength(1);
    expect((await filter('instance-state-name', 'terminated')).reservationSet).toEqual([]);
    await expect(filter('colour', 'red')).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    await expect(ec2('DescribeInstances', { InstanceId: ['i-0'] })).rejects.toMatchObject({
      code: 'InvalidInstanceID.NotFound',
    });
  });

  test('shows the console of an instance', async () => {
    const test = await start();
    await fleet(test, 1);
    const ec2 = caller(test, 'ec2');
    const [
      {
        instancesSet: [{ instanceId }],
      },
    ] = (await ec2('DescribeInstances')).reservationSet;
    await until('the console', async () =>
      Buffer.from((await ec2('GetConsoleOutput', { InstanceId: instanceId })).output, 'base64')
        .toString()
        .startsWith('hello\n'),
    );
  });

  test('has the default network of an account', async () => {
    const test = await start();
    const ec2 = caller(test, 'ec2');
    const [vpc] = (await ec2('DescribeVpcs', { Filter: [{ Name: 'is-default', Value: ['true'] }] })).vpcSet;
    const zones = (await ec2('DescribeSubnets', { Filter: [{ Name: 'vpc-id', Value: [vpc.vpcId] }] })).subnetSet.map(
      (one: { availabilityZone: string }) => one.availabilityZone,
    );
    expect(zones).toEqual(['eu-central-1a', 'eu-central-1b', 'eu-central-1c']);
    await expect(ec2('DescribeVpcs', { VpcId: ['vpc-0'] })).rejects.toMatchObject({ code: 'InvalidVpcID.NotFound' });
  });

  test('shows NAT gateways and endpoints, and what stands where', async () => {
    const test = await start();
    const own = stack(test);
    const VpcId = (await own.create('AWS::EC2::VPC', 'Vpc', { CidrBlock: '10.0.0.0/16' })).physicalId;
    const SubnetId = (await own.create('AWS::EC2::Subnet', 'Subnet', { VpcId, CidrBlock: '10.0.0.0/20' })).physicalId;
    await own.create('AWS::EC2::VPCGatewayAttachment', 'Attachment', { VpcId, InternetGatewayId: 'igw-1' });
    const address = await own.create('AWS::EC2::EIP', 'Address', { Domain: 'vpc' });
    const AllocationId = address.attributes['AllocationId'] ?? '';
    const gateway = await own.create('AWS::EC2::NatGateway', 'Nat', { SubnetId, AllocationId });
    const ServiceName = 'com.amazonaws.eu-central-1.s3';
    const endpoint = await own.create('AWS::EC2::VPCEndpoint', 'S3', { VpcId, ServiceName, RouteTableIds: ['rtb-1'] });
    const ec2 = caller(test, 'ec2');
    const of = (Name: string, ...Value: string[]) => ({ Filter: [{ Name, Value }] });
    expect((await ec2('DescribeNatGateways', of('vpc-id', VpcId))).natGatewaySet).toMatchObject([
      {
        natGatewayId: gateway.physicalId,
        subnetId: SubnetId,
        state: 'available',
        natGatewayAddressSet: [{ allocationId: AllocationId, publicIp: address.physicalId }],
      },
    ]);
    expect((await ec2('DescribeNatGateways', of('subnet-id', 'subnet-0'))).natGatewaySet).toEqual([]);
    expect((await ec2('DescribeVpcEndpoints', of('service-name', ServiceName))).vpcEndpointSet).toMatchObject([
      { vpcEndpointId: endpoint.physicalId, vpcEndpointType: 'Gateway', vpcId: VpcId, routeTableIdSet: ['rtb-1'] },
    ]);
    const missing = (operation: string, input: object) => expect(ec2(operation, input)).rejects;
    await missing('DescribeNatGateways', { NatGatewayId: ['nat-0'] }).toMatchObject({ code: 'NatGatewayNotFound' });
    await missing('DescribeVpcEndpoints', { VpcEndpointId: ['vpce-0'] }).toMatchObject({
      code: 'InvalidVpcEndpointId.NotFound',
    });
  });

  test('shows every version of a launch template', async () => {
    const test = await start();
    const { own, template } = await fleet(test, 1);
    await own.update(template, { VersionDescription: 'second', LaunchTemplateData: { ImageId: 'ami-2' } });
    const ec2 = caller(test, 'ec2');
    const of = async (...LaunchTemplateVersion: string[]) =>
      (await ec2('DescribeLaunchTemplateVersions', { LaunchTemplateId: template.physicalId, LaunchTemplateVersion }))
        .launchTemplateVersionSet;
    expect(await of('$Latest')).toMatchObject([
      { versionNumber: 2, versionDescription: 'second', launchTemplateData: { imageId: 'ami-2' } },
    ]);
    expect(await of('$Default')).toMatchObject([{ versionNumber: 1, defaultVersion: true }]);
    expect(await of()).toHaveLength(2);
    await expect(of('7')).rejects.toMatchObject({ code: 'InvalidLaunchTemplateId.VersionNotFound' });
  });

  test('refuses user data of more than 16 KB', async () => {
    const test = await start();
    const UserData = base64(`#!/bin/bash\n${'#'.repeat(16_384)}`);
    await expect(
      stack(test).create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', { LaunchTemplateData: { UserData } }),
    ).rejects.toThrow('User data is limited to 16384 bytes');
  });
});

describe('Auto Scaling', () => {
  test('shows a group as AWS does', async () => {
    const test = await start();
    const { group, template } = await fleet(test, 2);
    const { AutoScalingGroups } = await caller(test, 'autoscaling')('DescribeAutoScalingGroups', {
      AutoScalingGroupNames: [group.physicalId, 'none'],
    });
    expect(AutoScalingGroups).toMatchObject([
      {
        AutoScalingGroupName: group.physicalId,
        MinSize: 1,
        MaxSize: 4,
        DesiredCapacity: 2,
        LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: '1' },
        Instances: [
          { LifecycleState: 'InService', HealthStatus: 'Healthy', LaunchTemplate: { Version: '1' } },
          { LifecycleState: 'InService', HealthStatus: 'Healthy' },
        ],
      },
    ]);
  });

  test('follows a desired capacity and keeps it within its bounds', async () => {
    const test = await start();
    const { group } = await fleet(test, 2);
    const call = caller(test, 'autoscaling');
    const AutoScalingGroupName = group.physicalId;
    await call('SetDesiredCapacity', { AutoScalingGroupName, DesiredCapacity: '1' });
    await until('one instance', () => test.world.parts.groups.describe(AutoScalingGroupName).members.length === 1);
    const { Activities } = await call('DescribeScalingActivities', { AutoScalingGroupName });
    expect(Activities[0]).toMatchObject({
      StatusCode: 'Successful',
      Progress: 100,
      Description: expect.stringMatching(/^Terminating EC2 instance: i-/),
    });
    expect(Activities[0].Cause).toMatch(
      /^At \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 2 to 1\./,
    );
    await expect(call('SetDesiredCapacity', { AutoScalingGroupName, DesiredCapacity: '9' })).rejects.toMatchObject({
      message: 'New SetDesiredCapacity value 9 is above max value 4 for the AutoScalingGroup.',
    });
    await expect(call('DescribeScalingActivities', { AutoScalingGroupName: 'none' })).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  test('terminates one instance with or without a replacement', async () => {
    const test = await start();
    const { group } = await fleet(test, 2);
    const call = caller(test, 'autoscaling');
    const ids = () =>
      test.world.parts.groups
        .describe(group.physicalId)
        .members.filter((one) => one.lifecycle === 'InService')
        .map(({ id }) => id);
    const [first = '', second = ''] = ids();
    const { Activity } = await call('TerminateInstanceInAutoScalingGroup', {
      InstanceId: first,
      ShouldDecrementDesiredCapacity: 'true',
    });
    expect(Activity.Description).toBe(`Terminating EC2 instance: ${first}`);
    await until('one left', () => ids().length === 1);
    await expect(
      call('TerminateInstanceInAutoScalingGroup', { InstanceId: second, ShouldDecrementDesiredCapacity: 'true' }),
    ).rejects.toMatchObject({ message: expect.stringContaining('Currently, desiredSize equals minSize (1).') });
    await call('TerminateInstanceInAutoScalingGroup', { InstanceId: second, ShouldDecrementDesiredCapacity: 'false' });
    await until('a replacement', () => ids().length === 1 && !ids().includes(second));
  });

  test('launches nothing while Launch is suspended', async () => {
    const test = await start();
    const { group } = await fleet(test, 1);
    const call = caller(test, 'autoscaling');
    const AutoScalingGroupName = group.physicalId;
    await call('SuspendProcesses', { AutoScalingGroupName, ScalingProcesses: ['Launch'] });
    await call('SetDesiredCapacity', { AutoScalingGroupName, DesiredCapacity: '3' });
    expect(test.world.parts.groups.describe(AutoScalingGroupName).members).toHaveLength(1);
    await call('ResumeProcesses', { AutoScalingGroupName });
    await until('three instances', () => test.world.parts.groups.describe(AutoScalingGroupName).members.length === 3);
    await expect(call('SuspendProcesses', { AutoScalingGroupName, ScalingProcesses: ['Lunch'] })).rejects.toMatchObject(
      { code: 'ValidationError' },
    );
  });
});

describe('Elastic Load Balancing', () => {
  test('shows targets, listeners, rules and attributes', async () => {
    const test = await start();
    const own = stack(test);
    const balancer = await own.create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', {
      Subnets: subnets(test),
    });
    const group = await own.create('AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroup', {
      TargetType: 'ip',
      Port: 80,
    });
    const call = caller(test, 'elasticloadbalancing');
    const TargetGroupArn = group.physicalId;
    await call('RegisterTargets', { TargetGroupArn, Targets: [{ Id: '127.0.0.1', Port: '1' }] });
    const health = async (Targets?: object[]) =>
      (await call('DescribeTargetHealth', { TargetGroupArn, ...(Targets && { Targets }) })).TargetHealthDescriptions;
    expect(await health()).toMatchObject([
      { Target: { Id: '127.0.0.1', Port: 1 }, TargetHealth: { State: 'unused', Reason: 'Target.NotInUse' } },
    ]);
    expect(await health([{ Id: '127.0.0.9' }])).toMatchObject([
      { TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } },
    ]);
    const listener = await own.create('AWS::ElasticLoadBalancingV2::Listener', 'HttpListener', {
      LoadBalancerArn: balancer.physicalId,
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    });
    expect((await health())[0].TargetHealth.State).toBe('initial');
    const { TargetGroups } = await call('DescribeTargetGroups', { LoadBalancerArn: balancer.physicalId });
    expect(TargetGroups).toMatchObject([
      { LoadBalancerArns: [balancer.physicalId], HealthCheckIntervalSeconds: 30, Matcher: { HttpCode: '200' } },
    ]);
    const { Rules } = await call('DescribeRules', { ListenerArn: listener.physicalId });
    expect(Rules).toMatchObject([{ Priority: 'default', IsDefault: true }]);
    await call('ModifyTargetGroupAttributes', {
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
    });
    const { Attributes } = await call('DescribeTargetGroupAttributes', { TargetGroupArn });
    expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '20' });
    await expect(call('DescribeTargetHealth', { TargetGroupArn: 'none' })).rejects.toMatchObject({
      code: 'TargetGroupNotFound',
    });
    await expect(own.delete(group)).rejects.toThrow('currently in use by a listener or a rule');
  });

  test('refuses a load balancer in one zone only', async () => {
    const test = await start();
    await expect(
      stack(test).create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', {
        Subnets: subnets(test).slice(0, 1),
      }),
    ).rejects.toThrow('At least two subnets in two different Availability Zones');
  });
});

describe('CloudWatch', () => {
  test('takes data in both protocols and gives statistics', async () => {
    const test = await start();
    const call = caller(test, 'monitoring');
    await call('PutMetricData', {
      Namespace: 'App',
      MetricData: [
        { MetricName: 'Orders', Value: 3 },
        { MetricName: 'Orders', Values: ['5'], Counts: ['2'] },
      ],
    });
    const now = test.cloud.clock.now();
    const StartTime = new Date(now - 120_000).toISOString();
    const EndTime = (now + 120_000) / 1000;
    const { Datapoints } = await call('GetMetricStatistics', {
      Namespace: 'App',
      MetricName: 'Orders',
      Period: '3600',
      Statistics: ['Sum', 'Maximum', 'SampleCount'],
      StartTime,
      EndTime,
    });
    expect(Datapoints).toMatchObject([{ Sum: 13, Maximum: 5, SampleCount: 3 }]);
    const { MetricDataResults } = await call('GetMetricData', {
      StartTime,
      EndTime,
      MetricDataQueries: [
        {
          Id: 'm',
          ReturnData: false,
          MetricStat: { Period: 3600, Stat: 'Sum', Metric: { Namespace: 'App', MetricName: 'Orders' } },
        },
        { Id: 'twice', Expression: 'm * 2', Period: 3600 },
      ],
    });
    expect(MetricDataResults).toMatchObject([{ Id: 'twice', Values: [26], StatusCode: 'Complete' }]);
  });
});

describe('IAM', () => {
  test('shows the role in an instance profile', async () => {
    const test = await start();
    const own = stack(test);
    const role = await own.create('AWS::IAM::Role', 'InstanceRole', {
      Policies: [{ PolicyName: 'app', PolicyDocument: {} }],
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/Managed'],
    });
    const profile = await own.create('AWS::IAM::InstanceProfile', 'InstanceProfile', { Roles: [role.physicalId] });
    expect(role.attributes['Arn']).toBe(`arn:aws:iam::000000000000:role/${role.physicalId}`);
    const call = caller(test, 'iam');
    expect(
      (await call('GetInstanceProfile', { InstanceProfileName: profile.physicalId })).InstanceProfile.Roles,
    ).toMatchObject([{ RoleName: role.physicalId }]);
    expect((await call('ListRolePolicies', { RoleName: role.physicalId })).PolicyNames).toEqual(['app']);
    expect((await call('ListAttachedRolePolicies', { RoleName: role.physicalId })).AttachedPolicies).toEqual([
      { PolicyArn: 'arn:aws:iam::aws:policy/Managed', PolicyName: 'Managed' },
    ]);
    await expect(call('GetRole', { RoleName: 'none' })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });
});
