import { describe, expect, test } from '@jest/globals';
import type { Exit } from '../../../src/settings/network-settings.ts';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import { network } from '../../../src/template/resources/network.ts';
import { someContext } from '../contexts.ts';

const own = (zones: number, exit?: Exit) =>
  network(someContext({ network: { kind: 'own', zones, private: false, ...(exit && { exit }) } }));
const typesOf = (zones: number, exit?: Exit) => Object.values(own(zones, exit).Resources).map(({ Type }) => Type);
const subnetsOf = (zones: number) =>
  Object.entries(own(zones).Resources).filter(([, { Type }]) => Type === 'AWS::EC2::Subnet');

describe('the own network', () => {
  test.each([2, 3])('has public, private and data subnets in %i zones', (zones) => {
    expect(subnetsOf(zones)).toHaveLength(3 * zones);
    expect(own(zones).Outputs?.['PublicSubnets']).toEqual(own(zones).Outputs?.['InstanceSubnets']);
  });

  test('has subnets that lie inside of it and do not overlap', () => {
    const ranges = subnetsOf(3).map(([, { Properties }]) => {
      const [, third = ''] = /^10\.0\.(\d+)\.0\/20$/.exec(String(Properties['CidrBlock'])) ?? [];
      return Number(third);
    });
    expect(ranges.every((start) => start % 16 === 0 && start <= 240)).toBe(true);
    expect(new Set(ranges).size).toBe(ranges.length);
  });

  test('keeps every subnet where it is when a third zone comes', () => {
    expect(Object.fromEntries(subnetsOf(3))).toMatchObject(Object.fromEntries(subnetsOf(2)));
  });

  test('leads only the public subnets to the internet', () => {
    const routes = Object.values(own(3).Resources).filter(({ Type }) => Type === 'AWS::EC2::Route');
    expect(routes.map(({ Properties }) => Properties['RouteTableId'])).toEqual([{ Ref: 'PublicRouteTable' }]);
    for (const [id] of subnetsOf(3)) {
      const [, tier = '', zone = ''] = /^(\w+)Subnet(\d)$/.exec(id) ?? [];
      expect(own(3).Resources[`${id}Routes`]?.Properties['RouteTableId']).toEqual({
        Ref: `${tier}RouteTable${tier === 'Private' ? zone : ''}`,
      });
    }
  });

  test('costs nothing by itself', () => {
    const types = Object.values(own(3).Resources).map(({ Type }) => Type);
    expect(types).not.toContain('AWS::EC2::NatGateway');
    expect(own(3).Resources['S3Endpoint']?.Properties['VpcEndpointType']).toBe('Gateway');
  });
});

describe('the way out of private subnets', () => {
  const gatewaysOf = (exit: Exit) =>
    [1, 2, 3].map((zone) => own(3, exit).Resources[`PrivateRoute${zone}`]?.Properties['NatGatewayId']);

  test('is one NAT gateway for all zones, or one in each, with an address of its own', () => {
    expect(typesOf(3, 'nat').filter((type) => type === 'AWS::EC2::NatGateway')).toHaveLength(1);
    expect(typesOf(3, 'nat-per-zone').filter((type) => /NatGateway|EIP/.test(type))).toHaveLength(6);
    expect(gatewaysOf('nat')).toEqual([{ Ref: 'NatGateway1' }, { Ref: 'NatGateway1' }, { Ref: 'NatGateway1' }]);
    expect(gatewaysOf('nat-per-zone')).toEqual([
      { Ref: 'NatGateway1' },
      { Ref: 'NatGateway2' },
      { Ref: 'NatGateway3' },
    ]);
  });

  test('or endpoints of the services that the agent calls, in every zone, for the network alone', () => {
    const { Resources } = own(3, 'endpoints');
    const interfaces = Object.values(Resources).filter(
      ({ Properties }) => Properties['VpcEndpointType'] === 'Interface',
    );
    const services = interfaces.map(({ Properties }) => JSON.stringify(Properties['ServiceName']).split('.').at(-1));
    expect(services.map((name) => name?.replace('"}', '')).sort()).toEqual(
      ['autoscaling', 'cloudformation', 'elasticloadbalancing', 'secretsmanager', 'sqs', 'ssm', 'ssmmessages'].sort(),
    );
    expect(interfaces.every(({ Properties }) => (Properties['SubnetIds'] as unknown[]).length === 3)).toBe(true);
    expect(Object.values(Resources).filter(({ Type }) => /Nat|EIP/.test(Type))).toEqual([]);
    expect(Resources['EndpointSecurityGroup']?.Properties['SecurityGroupIngress']).toMatchObject([
      { FromPort: 443, ToPort: 443, CidrIp: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } },
    ]);
  });

  test('moves no subnet to another route table, whichever it is', () => {
    const tables = (exit?: Exit) =>
      Object.entries(own(2, exit).Resources).filter(([, { Type }]) => Type === 'AWS::EC2::SubnetRouteTableAssociation');
    for (const exit of ['nat', 'nat-per-zone', 'endpoints'] as const) expect(tables(exit)).toEqual(tables());
  });
});

describe('private instances', () => {
  const compute = (overrides: Parameters<typeof someContext>[0] = {}) =>
    synthesizeCompute(someContext({ network: { kind: 'own', zones: 2, private: true, exit: 'nat' }, ...overrides }))
      .Resources;

  test('stand in private subnets without a public address, behind a public load balancer', () => {
    const { AutoScalingGroup, LaunchTemplate, LoadBalancer } = compute();
    expect(AutoScalingGroup?.Properties['VPCZoneIdentifier']).toEqual({ Ref: 'PrivateSubnets' });
    expect(LaunchTemplate?.Properties['LaunchTemplateData']).toMatchObject({
      NetworkInterfaces: [{ AssociatePublicIpAddress: false }],
    });
    expect(LoadBalancer?.Properties).toMatchObject({
      Scheme: 'internet-facing',
      Subnets: { Ref: 'PublicSubnets' },
    });
  });

  test('may have a load balancer that only private networks reach', () => {
    const { LoadBalancer, LoadBalancerSecurityGroup } = compute({
      loadBalancer: { scheme: 'internal', idleTimeout: 60 },
    });
    expect(LoadBalancer?.Properties).toMatchObject({ Scheme: 'internal', Subnets: { Ref: 'PrivateSubnets' } });
    const open = LoadBalancerSecurityGroup?.Properties['SecurityGroupIngress'] as readonly { CidrIp: string }[];
    expect(open.map(({ CidrIp }) => CidrIp)).toEqual(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
  });
});

describe('an existing network', () => {
  test('is told on as it is given', () => {
    const given = {
      kind: 'existing',
      vpc: 'vpc-1',
      publicSubnets: ['subnet-1', 'subnet-2'],
      instanceSubnets: ['subnet-3'],
      dataSubnets: ['subnet-4'],
    } as const;
    expect(network(someContext({ network: given }))).toEqual({
      Resources: {},
      Outputs: {
        VpcId: { Value: 'vpc-1' },
        PublicSubnets: { Value: 'subnet-1,subnet-2' },
        InstanceSubnets: { Value: 'subnet-3' },
        DataSubnets: { Value: 'subnet-4' },
      },
    });
  });

  test('without public subnets has no output for them, as an output cannot be empty', () => {
    const given = {
      kind: 'existing',
      vpc: 'vpc-1',
      publicSubnets: [],
      instanceSubnets: ['subnet-3'],
      dataSubnets: ['subnet-4'],
    } as const;
    expect(Object.keys(network(someContext({ network: given })).Outputs ?? {})).toEqual([
      'VpcId',
      'InstanceSubnets',
      'DataSubnets',
    ]);
  });
});
