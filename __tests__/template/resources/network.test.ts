import { describe, expect, test } from '@jest/globals';
import { network } from '../../../src/template/resources/network.ts';
import { someContext } from '../contexts.ts';

const own = (zones: number) => network(someContext({ network: { kind: 'own', zones } }));
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
      const tier = id.replace(/Subnet\d$/, '');
      expect(own(3).Resources[`${id}Routes`]?.Properties['RouteTableId']).toEqual({ Ref: `${tier}RouteTable` });
    }
  });

  test('costs nothing by itself', () => {
    const types = Object.values(own(3).Resources).map(({ Type }) => Type);
    expect(types).not.toContain('AWS::EC2::NatGateway');
    expect(own(3).Resources['S3Endpoint']?.Properties['VpcEndpointType']).toBe('Gateway');
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
