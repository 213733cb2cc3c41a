import { statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Value } from '../../../src/local/engine/value.ts';
import { unknown } from '../../../src/local/engine/value.ts';
import { propertyProblems } from '../../../src/local/schema/check.ts';
import { coerceProperties } from '../../../src/local/schema/coerce.ts';
import { recreation } from '../../../src/local/schema/replacement.ts';
import { loadResourceTypes, type ResourceSchema } from '../../../src/local/schema/resource-types.ts';

const types = loadResourceTypes();
const schema = (type: string): ResourceSchema => {
  const found = types(type);
  if (found === undefined) throw new Error(`There is no ${type}`);
  return found;
};

describe('the resource types', () => {
  test('are small and know what AWS knows', () => {
    expect(statSync('src/local/schema/resource-types.json.gz').size).toBeLessThan(1_500_000);
    expect(schema('AWS::SQS::Queue')).toMatchObject({
      attributes: ['Arn', 'QueueName', 'QueueUrl'],
      identifier: ['QueueUrl'],
      tags: 'Tags',
      properties: { QueueName: { type: 'string', replaces: 'yes' } },
    });
    expect(types('AWS::SQS::Kew')).toBeUndefined();
    expect(types('toString')).toBeUndefined();
    expect(types('Custom::Anything')).toBeDefined();
  });
});

describe('checking properties', () => {
  test.each<[string, string, Value, [string, string][]]>([
    ['all is right', 'AWS::SQS::Queue', { QueueName: 'a', DelaySeconds: '5', FifoQueue: 'true' }, []],
    ['a property is unknown', 'AWS::SQS::Queue', { Delay: 1 }, [['', 'extraneous key [Delay] is not permitted']]],
    [
      'one is missing',
      'AWS::AutoScaling::AutoScalingGroup',
      { MinSize: '1' },
      [['', 'required key [MaxSize] not found']],
    ],
    [
      'a type is wrong',
      'AWS::SQS::Queue',
      { DelaySeconds: 'soon' },
      [['/DelaySeconds', 'expected type: Integer, found: String']],
    ],
    [
      'a list is no list',
      'AWS::AutoScaling::AutoScalingGroup',
      { MinSize: '1', MaxSize: '1', TargetGroupARNs: 'a' },
      [['/TargetGroupARNs', 'expected type: JSONArray, found: String']],
    ],
    [
      'it is wrong deep inside',
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateData: { ImageId: 'ami-1', MetadataOptions: { HttpToken: 'required' } } },
      [['/LaunchTemplateData/MetadataOptions', 'extraneous key [HttpToken] is not permitted']],
    ],
    ['it is not known yet', 'AWS::SQS::Queue', { DelaySeconds: unknown({ logicalId: 'A' }) }, []],
    ['the type takes anything', 'Custom::Thing', { What: 'ever' }, []],
  ])('says when %s', (_what, type, properties, problems) => {
    expect(propertyProblems(type, schema(type), properties)).toEqual(
      problems.map(([path, message]) => ({ path, message })),
    );
  });
});

describe('converting properties', () => {
  test('gives each the type that the schema asks for', () => {
    const given: Value = { DelaySeconds: '5', FifoQueue: 'true', QueueName: 7, Tags: [{ Key: 'a', Value: 'b' }] };
    expect(coerceProperties(schema('AWS::SQS::Queue'), given)).toEqual({
      DelaySeconds: 5,
      FifoQueue: true,
      QueueName: '7',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
  });
});

describe('replacement', () => {
  test.each<[string, string, Value, Value, string]>([
    ['AWS::SQS::Queue', 'QueueName', 'a', 'b', 'Always'],
    ['AWS::SQS::Queue', 'DelaySeconds', 1, 2, 'Never'],
    ['AWS::AutoScaling::AutoScalingGroup', 'LaunchTemplate', { Version: '1' }, { Version: '2' }, 'Never'],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', 'Port', 80, 81, 'Always'],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', 'HealthCheckPath', '/a', '/b', 'Never'],
    ['AWS::EC2::Subnet', 'CidrBlock', '10.0.0.0/24', '10.0.1.0/24', 'Always'],
    ['AWS::RDS::DBInstance', 'Engine', 'mysql', 'postgres', 'Conditionally'],
    ['AWS::RDS::DBInstance', 'AllocatedStorage', '10', '20', 'Never'],
    ['AWS::S3::Bucket', 'BucketName', 'a', 'b', 'Always'],
  ])('%s %s', (type, name, before, after, expected) => {
    expect(recreation(schema(type), name, before, after)).toBe(expected);
  });
});
