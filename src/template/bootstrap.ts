import { type Question, questions } from './bootstrap-questions.ts';
import { arn, getAtt, iamArn, ref, sub } from './intrinsics.ts';
import { allow, policyDocument } from './policy.ts';
import type { Resource, Value } from './template.ts';

/** The template of what an account needs once, before a workflow can deploy: no key is made, a workflow proves who it is. */
export interface Bootstrap {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Parameters: Readonly<Record<string, Question>>;
  readonly Conditions: Readonly<Record<string, Value>>;
  readonly Resources: Readonly<Record<string, Omit<Resource, 'Properties'> & { readonly Properties: Value }>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: Value; readonly Description: string }>>;
}

const issuer = 'token.actions.githubusercontent.com';

/** The role that a workflow takes on, and GitHub as the issuer of its proof. One stack for each role: previews get another one than production. */
export function bootstrap(): Bootstrap {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Beanpole: the role that a GitHub workflow deploys with, without keys',
    Parameters: questions,
    Conditions: {
      MakesProvider: { 'Fn::Equals': [ref('Provider'), 'create'] },
      MakesApplication: { 'Fn::Equals': [ref('FirstUse'), 'allowed'] },
    },
    Resources: { GitHub: provider, DeployRole: deployRole, ApplicationPolicy: applicationPolicy },
    Outputs: { DeployRole: { Value: getAtt('DeployRole', 'Arn'), Description: 'For `role-to-assume`' } },
  };
}

const provider = {
  Type: 'AWS::IAM::OIDCProvider',
  Metadata: { Description: 'GitHub, as the issuer of proofs of identity' },
  Condition: 'MakesProvider',
  Properties: { Url: `https://${issuer}`, ClientIdList: ['sts.amazonaws.com'] },
} as const;

/**
 * Repositories that were made or renamed since July 2026 prove themselves with the numbers of owner and repository in the subject, older ones without. The second form cannot be
 * forged, as no name holds an `@`; the number of the repository is asked of both.
 */
const subjects: Value = [
  sub('repo:${Owner}/${Repository}:${Subject}'),
  sub('repo:${Owner}@${OwnerId}/${Repository}@${RepositoryId}:${Subject}'),
];

const stacks: readonly Value[] = [arn('cloudformation', 'stack/${Application}-${Environments}/*')];
const applicationStack: readonly Value[] = [arn('cloudformation', 'stack/${Application}/*')];
const bucket = sub('arn:${AWS::Partition}:s3:::${Application}-artifactbucket-*');
const objects = sub('arn:${AWS::Partition}:s3:::${Application}-artifactbucket-*/*');
const groups = 'autoScalingGroup:*:autoScalingGroupName';
const executionRole = iamArn('role/${Application}-ExecutionRole-*');

const operating: readonly string[] = [
  'cloudformation:CancelUpdateStack',
  'cloudformation:ContinueUpdateRollback',
  'cloudformation:CreateChangeSet',
  'cloudformation:DeleteChangeSet',
  'cloudformation:DeleteStack',
  'cloudformation:DescribeChangeSet',
  'cloudformation:DescribeChangeSetHooks',
  'cloudformation:DescribeEvents',
  'cloudformation:DescribeStackEvents',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudformation:RollbackStack',
  'cloudformation:TagResource',
  'cloudformation:UpdateStack',
];

/** The workflow itself only has stacks changed: what an environment consists of, CloudFormation makes with the application's execution role. */
const deploying: readonly Value[] = [
  allow(operating, stacks),
  allow(
    ['cloudformation:GetTemplate', 'cloudformation:DescribeStackEvents', 'cloudformation:DeleteChangeSet'],
    applicationStack,
  ),
  // Stacks are found by their tags, and only a request about all of them tells those.
  allow(['cloudformation:DescribeStacks'], ['*']),
  allow(['iam:PassRole'], [executionRole], { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
  allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'], [objects]),
  allow(['s3:ListBucket'], [bucket]),
  allow(
    ['ssm:GetParameter'],
    ['ami-amazon-linux-latest', 'ami-windows-latest'].map((list) =>
      sub(`arn:\${AWS::Partition}:ssm:\${AWS::Region}::parameter/aws/service/${list}/*`),
    ),
  ),
  allow(
    [
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeInstanceRefreshes',
      'autoscaling:DescribeScalingActivities',
      'cloudwatch:DescribeAlarms',
    ],
    ['*'],
  ),
  // `logs` and `restart` run a script, on instances of these environments alone.
  allow(['ssm:SendCommand'], [sub('arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunShellScript')]),
  allow(['ssm:SendCommand'], [arn('ec2', 'instance/*')], {
    StringEquals: { 'ssm:resourceTag/beanpole:application': ref('Application') },
    StringLike: { 'ssm:resourceTag/beanpole:environment': ref('Environments') },
  }),
  allow(['ssm:GetCommandInvocation', 'ssm:ListCommandInvocations', 'ssm:ListCommands'], ['*']),
  // After a rollback the group gets back the size that it had; after hours one is started for a deploy and then stopped again.
  allow(
    ['autoscaling:SetDesiredCapacity', 'autoscaling:UpdateAutoScalingGroup'],
    ['', 'SlotB'].map((slot) =>
      arn('autoscaling', `${groups}/\${Application}-\${Environments}-${slot}AutoScalingGroup*`),
    ),
  ),
];

const deployRole = {
  Type: 'AWS::IAM::Role',
  Metadata: { Description: 'The role that the workflow takes on' },
  Properties: {
    Description: sub('Deploys ${Application} from ${Owner}/${Repository}'),
    // An update may be followed for longer than the hour that a session lasts when nobody says.
    MaxSessionDuration: 7200,
    AssumeRolePolicyDocument: policyDocument([
      {
        Effect: 'Allow',
        Principal: { Federated: iamArn(`oidc-provider/${issuer}`) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:repository_id`]: ref('RepositoryId') },
          StringLike: { [`${issuer}:sub`]: subjects },
        },
      },
    ]),
    Policies: [{ PolicyName: 'deploy', PolicyDocument: policyDocument(deploying) }],
  },
} as const;

/**
 * The application stack is made with the caller's own rights, as it makes the execution role. Whoever may make a role and give it rights can give it any: so this part can be refused, once the
 * application is there or when a person makes it.
 */
const applicationPolicy = {
  Type: 'AWS::IAM::ManagedPolicy',
  Metadata: { Description: 'What the first use of an application takes' },
  Condition: 'MakesApplication',
  Properties: {
    Description: sub('Makes the application stack ${Application}'),
    Roles: [ref('DeployRole')],
    PolicyDocument: policyDocument([
      allow(operating, applicationStack),
      allow(
        ['CreateBucket', 'PutBucket*', 'PutEncryptionConfiguration', 'PutLifecycleConfiguration', 'GetBucket*'].map(
          (action) => `s3:${action}`,
        ),
        [bucket],
      ),
      allow(['iam:GetRole', 'iam:*RolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:TagRole'], [executionRole]),
      allow(
        ['iam:*Policy', 'iam:*PolicyVersion', 'iam:ListPolicyVersions'],
        ['instances', 'DataRights', 'DomainRights'].map((name) => iamArn(`policy/beanpole/\${Application}-${name}-*`)),
      ),
      allow(
        [
          ...[
            'Vpc',
            'Subnet',
            'RouteTable',
            'Route',
            'InternetGateway',
            'NatGateway',
            'VpcEndpoint',
            'SecurityGroup',
          ].map((one) => `ec2:Create${one}`),
          ...[
            'Vpc',
            'Subnet',
            'RouteTable',
            'Route',
            'InternetGateway',
            'NatGateway',
            'VpcEndpoints',
            'SecurityGroup',
          ].map((one) => `ec2:Delete${one}`),
          ...['AssociateRouteTable', 'DisassociateRouteTable', 'AttachInternetGateway', 'DetachInternetGateway'].map(
            (one) => `ec2:${one}`,
          ),
          ...['AllocateAddress', 'ReleaseAddress', 'DisassociateAddress', 'ModifyVpcEndpoint', 'ReplaceRoute'].map(
            (one) => `ec2:${one}`,
          ),
          ...['AuthorizeSecurityGroup', 'RevokeSecurityGroup'].map((one) => `ec2:${one}*`),
          ...['ModifyVpcAttribute', 'ModifySubnetAttribute', 'CreateTags'].map((one) => `ec2:${one}`),
        ],
        [arn('ec2', '*')],
      ),
      allow(['ec2:Describe*'], ['*']),
    ]),
  },
} as const;
