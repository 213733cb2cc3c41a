import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Settings } from '../../src/settings/settings.ts';
import type { Context } from '../../src/template/context.ts';
import {
  problemsOfOwn,
  synthesizeApplication,
  synthesizeCompute,
  synthesizeData,
} from '../../src/template/synthesize.ts';
import { parse } from '../settings/sources.ts';
import { someContext } from './contexts.ts';
import { judge } from './schema.ts';

/** A context from the words of a settings file, over valid settings. */
function contextOf(yaml: string, more: Partial<Settings> = {}): Context {
  const { iam, resources, sharedResources, outputs } = parse(yaml).settings;
  return someContext({ iam, resources, sharedResources, outputs, ...more });
}
const messages = (yaml: string) => problemsOfOwn(contextOf(yaml)).map(({ path, message }) => `${path}: ${message}`);

const table = `
iam:
  services: [dynamodb]
  statements:
    - { Effect: Allow, Action: "dynamodb:*Item", Resource: !GetAtt Table.Arn }
resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  AutoScalingGroup:
    Properties: { DefaultInstanceWarmup: 60, Cooldown: "90" }
  LoadBalancer:
    Properties:
      LoadBalancerAttributes: [{ Key: idle_timeout.timeout_seconds, Value: "120" }]
outputs:
  TableName: { Value: !Ref Table }
`;

describe('resources of the own', () => {
  test('are added, and what is written over ours is merged into it', () => {
    const context = contextOf(table);
    expect(problemsOfOwn(context)).toEqual([]);
    const compute = synthesizeCompute(context);
    expect(compute.Resources['Table']?.Type).toBe('AWS::DynamoDB::Table');
    expect(compute.Resources['Table']?.Metadata.Description).toBe('Table, a resource of your own');
    expect(compute.Resources['AutoScalingGroup']?.Properties).toMatchObject({
      DefaultInstanceWarmup: 60,
      Cooldown: '90',
      MinSize: '2',
    });
    expect(compute.Resources['LoadBalancer']?.Properties['LoadBalancerAttributes']).toEqual([
      { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
      { Key: 'idle_timeout.timeout_seconds', Value: '120' },
    ]);
    expect(compute.Outputs?.['TableName']).toEqual({ Value: { Ref: 'Table' } });
    expect(judge(compute)).toEqual([]);
  });

  test('give the instances what is asked for, below the boundary of the application', () => {
    const context = contextOf(table);
    const asked = { Effect: 'Allow', Action: 'dynamodb:*Item', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } };
    expect(JSON.stringify(synthesizeCompute(context).Resources['InstanceRole'])).toContain(JSON.stringify(asked));
    const { InstanceBoundary, ExecutionRole } = synthesizeApplication(context).Resources;
    for (const resource of [InstanceBoundary, ExecutionRole]) {
      expect(JSON.stringify(resource)).toContain('"dynamodb:*"');
    }
  });

  test('share files of EFS among instances, as the page says', () => {
    const page = readFileSync('docs/settings.md', 'utf8');
    const [, yaml = ''] = /## Files that instances share[\s\S]*?```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    for (const mode of ['single-instance', 'high-availability'] as const) {
      const context = contextOf(yaml, { mode });
      expect(problemsOfOwn(context)).toEqual([]);
      const [data, compute] = [synthesizeData(context), synthesizeCompute(context)];
      expect(Object.keys(data?.Resources ?? {})).toEqual(
        expect.arrayContaining(['Files', 'FilesTarget2', 'FilesName']),
      );
      expect(compute.Resources['FilesIngress']?.Properties['GroupId']).toEqual({ Ref: 'FilesGroupId' });
      expect([data, compute].flatMap((one) => (one === undefined ? [] : judge(one)))).toEqual([]);
    }
  });

  test('turn on the Proxy Protocol of a process behind a network load balancer', () => {
    const {
      loadBalancer,
      processes = {},
      listeners = {},
      resources,
    } = parse(`
mode: high-availability
load-balancer: { type: network }
processes: { raw: { port: 9443 } }
listeners: { 443: { protocol: TCP, process: raw } }
resources:
  TargetGroupRaw: { Properties: { TargetGroupAttributes: [{ Key: proxy_protocol_v2.enabled, Value: "true" }] } }
`).settings;
    const context = someContext({ loadBalancer, resources, processes, listeners });
    expect(problemsOfOwn(context)).toEqual([]);
    const { TargetGroup, TargetGroupRaw } = synthesizeCompute(context).Resources;
    const on = { Key: 'proxy_protocol_v2.enabled', Value: 'true' };
    expect(TargetGroupRaw?.Properties['TargetGroupAttributes']).toEqual(expect.arrayContaining([on]));
    expect(TargetGroupRaw?.Properties['TargetGroupAttributes']).toHaveLength(3);
    expect(JSON.stringify(TargetGroup)).not.toContain('proxy_protocol');
  });

  test('in the data stack outlive the instances, and what it tells reaches the compute stack', () => {
    const context = contextOf(`
resources:
  Uploads: { Type: AWS::S3::Bucket, Stack: data, DeletionPolicy: Retain }
  InstanceSecurityGroup: { Metadata: { Uploads: !Sub "\${UploadsArn}" } }
outputs:
  UploadsArn: { Value: !GetAtt Uploads.Arn, Stack: data }
`);
    expect(problemsOfOwn(context)).toEqual([]);
    expect(synthesizeData(context)?.Resources['Uploads']).toMatchObject({ DeletionPolicy: 'Retain' });
    const compute = synthesizeCompute(context);
    expect(compute.Resources['Uploads']).toBeUndefined();
    expect(compute.Parameters?.['UploadsArn']).toMatchObject({ Type: 'String' });
    expect(judge(compute)).toEqual([]);
  });

  test('of the application change what all environments share', () => {
    const context = contextOf('resources: { Vpc: { Properties: { InstanceTenancy: dedicated } } }');
    expect(problemsOfOwn(context)).toEqual([]);
    expect(synthesizeApplication(context).Resources['Vpc']?.Properties['InstanceTenancy']).toBe('dedicated');
  });

  test.each([
    [
      'an id that nothing has',
      'resources: { Tabel: { Properties: {} } }',
      /^resources\.Tabel: There is no resource Tabel, and it has no Type\.$/,
    ],
    [
      'another type',
      'resources: { LoadBalancer: { Type: AWS::S3::Bucket } }',
      /^resources\.LoadBalancer: .*would replace it/,
    ],
    [
      'another stack',
      'resources: { LoadBalancer: { Stack: data } }',
      /^resources\.LoadBalancer: .*belongs to the compute stack/,
    ],
    [
      'a shared resource in a section',
      'environments: { staging: { resources: { Vpc: { Properties: { InstanceTenancy: dedicated } } } } }',
      /^resources\.Vpc: Vpc is shared by all environments/,
    ],
    [
      'an output that is there',
      'outputs: { Version: { Value: "1" } }',
      /^outputs\.Version: Beanpole itself has an output Version/,
    ],
    [
      'a name that nothing has',
      'resources: { Alarms: { Type: AWS::SNS::Topic, Properties: { KmsMasterKeyId: !Ref Key } } }',
      /^resources\.Alarms\.Properties\.KmsMasterKeyId: It refers to Key, which its stack does not have/,
    ],
    [
      'a name inside of a text',
      'outputs: { Page: { Value: !Sub "https://${Door.Name}/${AWS::Region}/${!Kept}" } }',
      /^outputs\.Page\.Value: It refers to Door/,
    ],
  ])('are refused with %s', (_what, yaml, message) => {
    expect(messages(yaml)).toEqual([expect.stringMatching(message)]);
  });
});
