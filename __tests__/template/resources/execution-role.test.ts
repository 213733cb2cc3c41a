import { describe, expect, test } from '@jest/globals';
import { synthesizeApplication } from '../../../src/template/synthesize.ts';
import { someContext } from '../contexts.ts';
import { allowing, covers, statementsOf } from './policies.ts';

const template = synthesizeApplication(someContext({ application: 'shop' }));
const statements = statementsOf(template, 'ExecutionRole');
const iam = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:';
const ec2 = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:';
const instanceRole = `${iam}role/beanpole/shop/shop-production-InstanceRole-1A2B`;
const bounded = { 'iam:PermissionsBoundary': { Ref: 'InstanceBoundary' } };

describe('the execution role', () => {
  test('is only for CloudFormation, on behalf of this account', () => {
    expect(template.Resources['ExecutionRole']?.Properties['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudformation.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });

  test.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'iam:PutRolePermissionsBoundary'])(
    '%s is bound to the instance boundary',
    (action) => {
      expect(allowing(statements, action, instanceRole).map(({ Condition }) => Condition)).toEqual([
        { StringEquals: bounded },
      ]);
    },
  );

  test.each(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'])('%s is bound to one policy, too', (action) => {
    expect(allowing(statements, action, instanceRole).map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: bounded,
        ArnEquals: {
          'iam:PolicyARN': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore' },
        },
      },
    ]);
  });

  test('gives roles to EC2 only', () => {
    expect(allowing(statements, 'iam:PassRole', instanceRole).map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    ]);
  });

  test.each([
    ['itself', `${iam}role/shop-ExecutionRole-1A2B`],
    ['any other role', `${iam}role/admin`],
    [
      'a role of an application whose name begins alike',
      `${iam}role/beanpole/shop-admin/shop-admin-production-InstanceRole-1A2B`,
    ],
  ])('cannot pass, make, or change %s', (_name, role) => {
    for (const action of [
      'PassRole',
      'CreateRole',
      'PutRolePolicy',
      'AttachRolePolicy',
      'UpdateAssumeRolePolicy',
      'DeleteRole',
    ]) {
      expect(allowing(statements, `iam:${action}`, role)).toEqual([]);
    }
  });

  test.each([
    'iam:DeleteRolePermissionsBoundary',
    'iam:CreatePolicyVersion',
    'iam:SetDefaultPolicyVersion',
    'iam:CreatePolicy',
    'iam:CreateUser',
    'iam:CreateAccessKey',
    'iam:UpdateRole',
    'sts:AssumeRole',
    'cloudformation:CreateStack',
    'lambda:CreateFunction',
    'ssm:SendCommand',
    'ec2:TerminateInstances',
    's3:PutObject',
    's3:DeleteObject',
    'secretsmanager:GetSecretValue',
  ])('has no way to %s at all', (action) => {
    expect(statements.filter(({ Action }) => Action.some((pattern) => covers(pattern, action)))).toEqual([]);
  });

  test('looks at everything, and changes nothing without a bound', () => {
    const unbound = statements.filter(({ Resource }) => Resource.includes('*')).flatMap(({ Action }) => Action);
    // IAM knows no resource that this one could be bound to.
    expect(unbound.filter((action) => !/^\w+:(Describe|Get)/.test(action))).toEqual(['sns:Unsubscribe']);
    for (const { Resource } of statements) {
      for (const one of Resource.filter((resource) => resource !== '*')) {
        expect(one).toMatch(
          /^\$\{ArtifactBucket\.Arn\}\/templates|:(\$\{AWS::AccountId\}|:image\/\*|:snapshot\/\*|aws:policy)/,
        );
      }
    }
  });

  test('tags instances only while it launches them', () => {
    expect(allowing(statements, 'ec2:CreateTags', `${ec2}instance/i-1`).map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
    ]);
  });

  /** What making, changing and deleting the resources of an environment needs at least. */
  const needed = [
    ['ec2:CreateSecurityGroup', `${ec2}security-group/sg-1`],
    ['ec2:CreateSecurityGroup', `${ec2}vpc/vpc-1`],
    ['ec2:AuthorizeSecurityGroupIngress', `${ec2}security-group/sg-1`],
    ['ec2:DeleteSecurityGroup', `${ec2}security-group/sg-1`],
    ['ec2:CreateLaunchTemplate', `${ec2}launch-template/lt-1`],
    ['ec2:CreateLaunchTemplateVersion', `${ec2}launch-template/lt-1`],
    ['ec2:DeleteLaunchTemplate', `${ec2}launch-template/lt-1`],
    ['ec2:RunInstances', `${ec2}instance/*`],
    ['ec2:RunInstances', `${ec2}subnet/subnet-1`],
    ['ec2:RunInstances', 'arn:${AWS::Partition}:ec2:${AWS::Region}::image/ami-1'],
    ['ec2:AllocateAddress', `${ec2}elastic-ip/*`],
    ['ec2:ReleaseAddress', `${ec2}elastic-ip/eipalloc-1`],
    ['ec2:DescribeSubnets', '*'],
    ...[
      'CreateAutoScalingGroup',
      'UpdateAutoScalingGroup',
      'SuspendProcesses',
      'PutScalingPolicy',
      'DeleteAutoScalingGroup',
    ].map((action) => [
      `autoscaling:${action}`,
      'arn:${AWS::Partition}:autoscaling:${AWS::Region}:${AWS::AccountId}:autoScalingGroup:1-2:autoScalingGroupName/shop-production-AutoScalingGroup-1',
    ]),
    ...['CreateLoadBalancer', 'SetSubnets', 'DeleteLoadBalancer', 'AddTags'].map((action) => [
      `elasticloadbalancing:${action}`,
      'arn:${AWS::Partition}:elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:loadbalancer/app/shop-Load-1/2',
    ]),
    [
      'elasticloadbalancing:CreateTargetGroup',
      'arn:${AWS::Partition}:elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:targetgroup/shop-Targ-1/2',
    ],
    [
      'elasticloadbalancing:ModifyListener',
      'arn:${AWS::Partition}:elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:listener/app/shop-Load-1/2/3',
    ],
    [
      'cloudwatch:PutMetricAlarm',
      'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:shop-production-ServerErrorAlarm-1',
    ],
    ['iam:AddRoleToInstanceProfile', `${iam}instance-profile/beanpole/shop/shop-production-InstanceProfile-1`],
    [
      'iam:CreateServiceLinkedRole',
      `${iam}role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    ],
  ] as [string, string][];

  test.each(needed)('can %s on %s', (action, resource) => {
    expect(allowing(statements, action, resource)).not.toEqual([]);
  });
});
