import { describe, expect, test } from '@jest/globals';
import { instanceBoundary } from '../../../src/template/resources/instance-boundary.ts';
import { instanceRole } from '../../../src/template/resources/instance-role.ts';
import { someContext } from '../contexts.ts';
import { allowing, statementsOf } from './policies.ts';

const bucket = 'arn:${AWS::Partition}:s3:::${ArtifactBucket}';
const of = (overrides: Parameters<typeof someContext>[0]) =>
  statementsOf(instanceRole(someContext(overrides)), 'InstanceRole');

describe('the instance role', () => {
  const statements = of({ environment: 'staging' });

  test.each([
    ['s3:GetObject', 'bundles/b.zip'],
    ['s3:GetObject', 'agents/a.js'],
    ['s3:GetObject', 'environments/staging/config/c.json'],
    ['s3:PutObject', 'environments/staging/failures/v1/i-1.json'],
    ['s3:PutObject', 'environments/staging/once/run-1.json'],
    ['s3:GetObject', 'environments/staging/once/run-1.json'],
  ])('may %s on %s', (action, key) => {
    expect(allowing(statements, action, `${bucket}/${key}`)).toHaveLength(1);
  });

  test.each([
    ['s3:GetObject', 'versions/v1.json'],
    ['s3:GetObject', 'environments/production/config/c.json'],
    ['s3:GetObject', 'environments/staging/failures/v1/i-1.json'],
    ['s3:PutObject', 'bundles/b.zip'],
    ['s3:PutObject', 'agents/a.js'],
    ['s3:PutObject', 'environments/staging/config/c.json'],
    ['s3:PutObject', 'environments/production/failures/v1/i-1.json'],
    ['s3:PutObject', 'environments/production/once/run-1.json'],
    ['s3:DeleteObject', 'environments/staging/once/run-1.json'],
    ['s3:DeleteObject', 'bundles/b.zip'],
  ])('may not %s on %s', (action, key) => {
    expect(allowing(statements, action, `${bucket}/${key}`)).toEqual([]);
  });

  test('pulls images of Amazon ECR where the platform runs containers, and there alone', () => {
    const pulling = (containers: boolean) => {
      const host = { system: 'linux', containers } as const;
      const all = statementsOf(instanceRole({ ...someContext(), host }), 'InstanceRole');
      return allowing(all, 'ecr:BatchGetImage', 'arn:aws:ecr:eu-west-1:111111111111:repository/shop').length;
    };
    expect([pulling(true), pulling(false)]).toEqual([1, 0]);
  });

  test('writes traces where it is asked to, and there alone; the boundary lets it', () => {
    const may = (overrides: Parameters<typeof someContext>[0]) =>
      allowing(of(overrides), 'xray:PutTraceSegments', '*').length;
    expect([may({ tracing: 'xray' }), may({})]).toEqual([1, 0]);
    const most = statementsOf(instanceBoundary(someContext()), 'InstanceBoundary');
    expect(allowing(most, 'xray:PutTraceSegments', '*')).toHaveLength(1);
  });

  test('sends log lines to the environment’s own group where it is asked to, and to no other', () => {
    const logs = { retention: 7, deletionPolicy: 'retain', files: [], health: false, metrics: [] } as const;
    const putting = (overrides: Parameters<typeof someContext>[0]) =>
      of(overrides)
        .filter(({ Action }) => Action.includes('logs:PutLogEvents'))
        .map(({ Resource }) => Resource);
    expect([putting({ logs }), putting({})]).toEqual([[['LogGroup.Arn']], []]);
    const most = statementsOf(instanceBoundary(someContext()), 'InstanceBoundary');
    expect(allowing(most, 'logs:PutLogEvents', '*')).toHaveLength(1);
  });

  test('signals to its own stack only', () => {
    expect(
      statements
        .filter(({ Action }) => Action.includes('cloudformation:SignalResource'))
        .map(({ Resource }) => Resource),
    ).toEqual([['AWS::StackId']]);
  });

  test('asks the load balancer in high availability, and has no hand on addresses', () => {
    const actions = of({ mode: 'high-availability', variables: {} }).flatMap(({ Action }) => Action);
    expect(actions).toContain('elasticloadbalancing:DescribeTargetHealth');
    expect(actions.filter((action) => action.startsWith('ec2:'))).toEqual([]);
  });

  test("moves the environment's own address between the environment's own instances in single-instance mode", () => {
    const single = of({ mode: 'single-instance', environment: 'staging' });
    const ec2 = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:';
    expect(allowing(single, 'ec2:AssociateAddress', `${ec2}elastic-ip/eipalloc-other`)).toEqual([]);
    expect(allowing(single, 'ec2:AssociateAddress', `${ec2}elastic-ip/\${ElasticIpAllocationId}`)).toHaveLength(1);
    expect(allowing(single, 'ec2:AssociateAddress', `${ec2}instance/i-1`).map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'aws:ResourceTag/beanpole:application': 'shop',
          'aws:ResourceTag/beanpole:environment': 'staging',
        },
      },
    ]);
    expect(single.flatMap(({ Action }) => Action)).not.toContain('elasticloadbalancing:DescribeTargetHealth');
  });
});

describe('the role of an instance that gets a certificate itself', () => {
  const acme = { directory: 'https://ca.example.com/', redirect: false };
  const place = `${bucket}/environments/staging/tls/shop.example.com.json`;

  test.each(['s3:GetObject', 's3:PutObject'])('may %s what is kept of it, and no other may', (action) => {
    const own = of({ environment: 'staging', mode: 'single-instance', tls: { policy: 'p', acme } });
    expect(allowing(own, action, place)).toHaveLength(1);
    expect(allowing(of({ environment: 'staging', mode: 'single-instance' }), action, place)).toEqual([]);
  });
});
