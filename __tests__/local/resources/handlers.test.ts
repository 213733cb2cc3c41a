import { afterEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/local/engine/resource.ts';
import { stack, startCloud, subnets, type TestCloud } from '../world/cloud.ts';

const clouds: TestCloud[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

async function start() {
  const test = await startCloud();
  clouds.push(test);
  return { test, own: stack(test), parts: test.world.parts };
}

describe('the network', () => {
  test.each<[string, JsonObject, RegExp, string[]]>([
    [
      'AWS::EC2::VPC',
      { CidrBlock: '10.0.0.0/16' },
      /^vpc-[0-9a-f]{17}$/,
      ['VpcId', 'CidrBlock', 'DefaultSecurityGroup'],
    ],
    [
      'AWS::EC2::Subnet',
      { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/20' },
      /^subnet-/,
      ['SubnetId', 'AvailabilityZone', 'VpcId'],
    ],
    ['AWS::EC2::InternetGateway', {}, /^igw-/, ['InternetGatewayId']],
    ['AWS::EC2::VPCGatewayAttachment', { VpcId: 'vpc-1' }, /./, ['AttachmentType']],
    ['AWS::EC2::RouteTable', { VpcId: 'vpc-1' }, /^rtb-/, ['RouteTableId']],
    ['AWS::EC2::Route', { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0' }, /./, ['CidrBlock']],
    ['AWS::EC2::SubnetRouteTableAssociation', { SubnetId: 's', RouteTableId: 'r' }, /^rtbassoc-/, ['Id']],
    ['AWS::EC2::VPCEndpoint', { VpcId: 'vpc-1', ServiceName: 's3' }, /^vpce-/, ['Id']],
    ['AWS::EC2::SecurityGroup', { GroupDescription: 'web' }, /^sg-/, ['GroupId', 'VpcId']],
    ['AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', IpProtocol: 'tcp' }, /^sgr-/, ['Id']],
    ['AWS::EC2::SecurityGroupEgress', { GroupId: 'sg-1', IpProtocol: 'tcp' }, /^sgr-/, ['Id']],
  ])(
    '%s has an id and attributes like those of EC2, keeps them over an update, and goes',
    async (type, properties, id, attributes) => {
      const { own } = await start();
      const made = await own.create(type, 'Thing', properties);
      expect(made.physicalId).toMatch(id);
      expect(Object.keys(made.attributes)).toEqual(expect.arrayContaining(attributes));
      const changed = await own.update(made, { ...properties, Tags: [{ Key: 'Name', Value: 'x' }] });
      expect(changed).toMatchObject({ physicalId: made.physicalId, attributes: made.attributes });
      await own.delete(made);
      await own.delete(made);
    },
  );

  test('shows a subnet of a template in its zone, with its own tags and those of its stack', async () => {
    const { own, parts } = await start();
    const vpc = await own.create('AWS::EC2::VPC', 'Vpc', { CidrBlock: '10.0.0.0/16' });
    const made = await own.create('AWS::EC2::Subnet', 'Subnet', {
      VpcId: vpc.physicalId,
      AvailabilityZone: 'eu-central-1b',
      CidrBlock: '10.0.16.0/20',
      Tags: [{ Key: 'Name', Value: 'public' }],
    });
    expect(parts.network.subnet(made.physicalId)).toEqual({
      id: made.physicalId,
      vpcId: vpc.physicalId,
      zone: 'eu-central-1b',
    });
    expect(parts.network.find(made.physicalId)?.tags).toEqual([
      { Key: 'Name', Value: 'public' },
      { Key: 'aws:cloudformation:stack-name', Value: 'shop-live' },
    ]);
  });
});

describe('the way out of private subnets', () => {
  async function privateNetwork() {
    const { own } = await start();
    const vpc = await own.create('AWS::EC2::VPC', 'Vpc', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true });
    const VpcId = vpc.physicalId;
    const subnet = (zone: string) =>
      own.create('AWS::EC2::Subnet', 'Subnet', { VpcId, AvailabilityZone: zone, CidrBlock: '10.0.0.0/20' });
    const address = await own.create('AWS::EC2::EIP', 'Address', { Domain: 'vpc' });
    return { own, VpcId, subnet, AllocationId: address.attributes['AllocationId'] ?? '' };
  }

  test('a NAT gateway needs an address that nobody else has, and a way to the internet behind it', async () => {
    const { own, VpcId, subnet, AllocationId } = await privateNetwork();
    const SubnetId = (await subnet('eu-central-1a')).physicalId;
    const gateway = (properties: JsonObject) => own.create('AWS::EC2::NatGateway', 'Nat', { SubnetId, ...properties });
    await expect(gateway({})).rejects.toThrow('AllocationId');
    await expect(gateway({ AllocationId: 'eipalloc-0' })).rejects.toThrow('eipalloc-0');
    await expect(gateway({ AllocationId })).rejects.toThrow('has no Internet gateway attached');
    await own.create('AWS::EC2::VPCGatewayAttachment', 'Attachment', { VpcId, InternetGatewayId: 'igw-1' });
    const made = await gateway({ AllocationId });
    expect(made).toMatchObject({
      physicalId: expect.stringMatching(/^nat-/),
      attributes: { EniId: expect.any(String) },
    });
    await expect(gateway({ AllocationId })).rejects.toThrow('already associated');
    const route = (NatGatewayId: string) =>
      own.create('AWS::EC2::Route', 'R', { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
    await route(made.physicalId);
    await expect(route('nat-0')).rejects.toThrow("The natGateway ID 'nat-0' does not exist");
  });

  test('an endpoint stands once in each zone, and answers alone to the name of its service', async () => {
    const { own, VpcId, subnet } = await privateNetwork();
    const [a, b, again] = await Promise.all(['a', 'b', 'a'].map((zone) => subnet(`eu-central-1${zone}`)));
    const endpoint = (...subnets: (typeof a)[]) =>
      own.create('AWS::EC2::VPCEndpoint', 'Endpoint', {
        VpcId,
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.eu-central-1.ssm',
        PrivateDnsEnabled: true,
        SubnetIds: subnets.map((one) => one?.physicalId ?? ''),
      });
    await expect(endpoint(a, again)).rejects.toThrow('in the availability zone of');
    const made = await endpoint(a, b);
    expect(made.attributes['NetworkInterfaceIds']).toHaveLength(2);
    await expect(endpoint(a)).rejects.toThrow('conflicting DNS domain');
  });
});

describe('names', () => {
  const record = { HostedZoneId: 'Z1', Name: 'shop.example.com', Type: 'A' };
  const alias = { DNSName: '127.0.0.1:1', HostedZoneId: 'Z2' };

  test('a record is an alias or has values and a time, and there is one of each name and type', async () => {
    const { own } = await start();
    const make = (properties: JsonObject) =>
      own.create('AWS::Route53::RecordSet', 'Name', { ...record, ...properties });
    await expect(make({})).rejects.toThrow('Expected exactly one of');
    await expect(make({ AliasTarget: alias, TTL: '60' })).rejects.toThrow('cannot have TTL');
    await expect(make({ TTL: '60', ResourceRecords: ['shop'] })).rejects.toThrow('not a valid IPv4 address');
    const made = await make({ TTL: '60', ResourceRecords: ['203.0.113.7'] });
    expect(made.physicalId).toBe('shop.example.com');
    await expect(make({ AliasTarget: alias })).rejects.toThrow('but it already exists');
    await make({ Type: 'AAAA', AliasTarget: alias });
    await own.delete(made);
    await make({ AliasTarget: alias });
  });

  test('a certificate is validated in a zone that is given, or not at all', async () => {
    const { own } = await start();
    const make = (properties: JsonObject) =>
      own.create('AWS::CertificateManager::Certificate', 'Certificate', {
        DomainName: 'shop.example.com',
        ValidationMethod: 'DNS',
        ...properties,
      });
    await expect(make({})).rejects.toThrow('No hosted zone is given');
    await expect(make({ ValidationMethod: 'EMAIL' })).rejects.toThrow('by DNS alone');
    const made = await make({ DomainValidationOptions: [{ DomainName: 'shop.example.com', HostedZoneId: 'Z1' }] });
    expect(made.physicalId).toMatch(/^arn:aws:acm:eu-central-1:000000000000:certificate\/[0-9a-f-]{36}$/);
  });
});

describe('AWS::EC2::LaunchTemplate', () => {
  test('gets a version with every change of data or description, and none without', async () => {
    const { own } = await start();
    const data = (ImageId: string) => ({ VersionDescription: 'v', LaunchTemplateData: { ImageId } });
    const made = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', data('ami-1'));
    expect(made.attributes).toEqual({
      LaunchTemplateId: made.physicalId,
      LatestVersionNumber: '1',
      DefaultVersionNumber: '1',
    });
    const same = await own.update(made, data('ami-1'));
    expect(same.attributes['LatestVersionNumber']).toBe('1');
    const second = await own.update(same, data('ami-2'));
    const back = await own.update(second, data('ami-1'));
    expect([second, back].map(({ attributes }) => attributes['LatestVersionNumber'])).toEqual(['2', '3']);
    expect(back.attributes['DefaultVersionNumber']).toBe('1');
  });
});

describe('the load balancer resources', () => {
  test('keep ARN, name and door over an update', async () => {
    const { test, own, parts } = await start();
    const Subnets = subnets(test);
    const made = await own.create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', { Subnets });
    const changed = await own.update(made, {
      Subnets,
      LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: 30 }],
    });
    expect(changed).toMatchObject({
      physicalId: made.physicalId,
      attributes: { DNSName: made.attributes['DNSName'] ?? '' },
    });
    expect(parts.records.balancers.get(made.physicalId)?.attributes['idle_timeout.timeout_seconds']).toBe('30');
  });

  test('refuse a second listener on a port, a rule of a taken priority, a group that is not there, HTTPS without a certificate', async () => {
    const { test, own } = await start();
    const balancer = await own.create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', {
      Subnets: subnets(test),
    });
    const group = await own.create('AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroup', { Port: 80 });
    const forward = [{ Type: 'forward', TargetGroupArn: group.physicalId }];
    const at = (Port: number, DefaultActions: JsonObject[] = forward) =>
      own.create('AWS::ElasticLoadBalancingV2::Listener', 'Listener', {
        LoadBalancerArn: balancer.physicalId,
        Port,
        DefaultActions,
      });
    const listener = await at(80);
    await expect(at(80)).rejects.toThrow('A listener already exists on this port');
    await expect(at(443)).rejects.toThrow('A certificate must be specified for HTTPS listeners');
    await expect(at(81, [{ Type: 'forward', TargetGroupArn: 'none' }])).rejects.toThrow(
      'One or more target groups not found',
    );
    const rule = (Priority: number) =>
      own.create('AWS::ElasticLoadBalancingV2::ListenerRule', 'Rule', {
        ListenerArn: listener.physicalId,
        Priority,
        Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
        Actions: forward,
      });
    const first = await rule(1);
    expect(first.physicalId).toMatch(/:listener-rule\/app\/[^/]+\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
    await expect(rule(1)).rejects.toThrow("Priority '1' is currently in use");
    await own.delete(first);
    await rule(1);
  });
});

describe('AWS::AutoScaling::ScalingPolicy', () => {
  test('is refused for a group that is not there', async () => {
    const { own } = await start();
    await expect(
      own.create('AWS::AutoScaling::ScalingPolicy', 'CpuScalingPolicy', { AutoScalingGroupName: 'none' }),
    ).rejects.toThrow('AutoScalingGroup name not found');
  });
});
