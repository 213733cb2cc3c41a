import { balancing } from '../balancing-rights.ts';
import { commandRights } from '../command-rights.ts';
import type { Context } from '../context.ts';
import { arn, getAtt, iamArn, ref, sub, verbatim } from '../intrinsics.ts';
import { allow, fromThisAccount, policyDocument, rolePath, servicesOf, trust } from '../policy.ts';
import { applicationTags } from '../tags.ts';
import { observing } from '../observing-rights.ts';
import type { Fragment, Value } from '../template.ts';

/**
 * The role that CloudFormation makes and changes the environments with. Credentials of a workflow end after an hour, also in the middle of a rollback; a
 * role does not. Once it is attached, whoever may operate the stack has its rights, so it gets as few as will do. Where AWS gives a resource a name that
 * begins with the stack's, it is bound to the application; where an ARN holds but an id, to the type, the account and the region.
 */
export function executionRole(context: Context): Fragment {
  return {
    Resources: {
      ExecutionRole: {
        Type: 'AWS::IAM::Role',
        Metadata: { Description: 'The role that CloudFormation makes and changes the environments with' },
        Properties: {
          AssumeRolePolicyDocument: trust('cloudformation.amazonaws.com', fromThisAccount),
          Policies: [
            {
              PolicyName: 'environments',
              PolicyDocument: policyDocument([
                ...computing,
                ...named(context),
                ...observing(context),
                ...balancing,
                ...commandRights(context),
                ...roles(context),
                ...servicesOf(context),
              ]),
            },
          ],
          Tags: applicationTags(context),
        },
      },
    },
    Outputs: { ExecutionRoleArn: { Value: getAtt('ExecutionRole', 'Arn') } },
  };
}

const securityGroups = arn('ec2', 'security-group/*');
const launchTemplates = arn('ec2', 'launch-template/*');
const addresses = arn('ec2', 'elastic-ip/*');

const computing: readonly Value[] = [
  allow(['ec2:Describe*', 'ec2:GetLaunchTemplateData', 'ec2:GetSecurityGroupsForVpc'], ['*']),
  allow(
    [
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:CreateSecurityGroup',
      'ec2:DeleteSecurityGroup',
      'ec2:ModifySecurityGroupRules',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
      'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
      'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
    ],
    [securityGroups, arn('ec2', 'security-group-rule/*'), arn('ec2', 'vpc/*')],
  ),
  allow(
    [
      'ec2:CreateLaunchTemplate',
      'ec2:CreateLaunchTemplateVersion',
      'ec2:DeleteLaunchTemplate',
      'ec2:ModifyLaunchTemplate',
    ],
    [launchTemplates],
  ),
  allow(
    ['ec2:AllocateAddress', 'ec2:DisassociateAddress', 'ec2:ReleaseAddress'],
    [addresses, arn('ec2', 'network-interface/*')],
  ),
  // Auto Scaling checks that whoever sets a launch template may launch from it. Images and snapshots belong to other accounts.
  allow(
    ['ec2:RunInstances'],
    [
      arn('ec2', '*'),
      sub('arn:${AWS::Partition}:ec2:${AWS::Region}::image/*'),
      sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*'),
    ],
  ),
  allow(['ec2:CreateTags', 'ec2:DeleteTags'], [securityGroups, launchTemplates, addresses]),
  allow(['ec2:CreateTags'], [arn('ec2', 'instance/*'), arn('ec2', 'volume/*')], {
    StringEquals: { 'ec2:CreateAction': 'RunInstances' },
  }),
];

/** Groups and queues, whose names begin with the stack's; and the templates that are too long to be sent inline. */
function named(context: Context): readonly Value[] {
  const prefix = `${verbatim(context.application)}-*`;
  return [
    allow(['autoscaling:Describe*'], ['*']),
    allow(['autoscaling:*'], [arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${prefix}`)]),
    allow(
      [
        'sqs:CreateQueue',
        'sqs:DeleteQueue',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListQueueTags',
        'sqs:SetQueueAttributes',
        'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      [arn('sqs', prefix)],
    ),
    allow(['s3:GetObject'], [sub('${ArtifactBucket.Arn}/templates/*')]),
  ];
}

/** Services that work with a role of their own, which they make when they are first used in an account. */
const linkedServices: readonly string[] = ['autoscaling', 'elasticloadbalancing', 'elasticache', 'rds', 'spot'].map(
  (service) => `${service}.amazonaws.com`,
);

/**
 * Roles of instances. A role can only be made, and its policies only be changed, under the instance boundary, which cannot be taken off; and roles can be
 * given to EC2 only. The execution role and the boundary stand outside of the path, so nobody widens either from within.
 */
function roles(context: Context): readonly Value[] {
  const instanceRoles = iamArn(`role${verbatim(rolePath(context))}*`);
  const profiles = iamArn(`instance-profile${verbatim(rolePath(context))}*`);
  const bounded = { 'iam:PermissionsBoundary': ref('InstanceBoundary') };
  const core = sub('arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore');
  return [
    allow(
      ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      [instanceRoles],
      { StringEquals: bounded },
    ),
    allow(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], [instanceRoles], {
      StringEquals: bounded,
      ArnEquals: { 'iam:PolicyARN': core },
    }),
    allow(
      [
        'iam:DeleteRole',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
      ],
      [instanceRoles],
    ),
    allow(
      [
        'iam:AddRoleToInstanceProfile',
        'iam:CreateInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:GetInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
      ],
      [profiles],
    ),
    allow(['iam:PassRole'], [instanceRoles], { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    allow(['iam:CreateServiceLinkedRole'], [iamArn('role/aws-service-role/*')], {
      StringEquals: { 'iam:AWSServiceName': linkedServices },
    }),
  ];
}
