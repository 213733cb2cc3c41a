import type { Context } from '../context.ts';
import { type Front, frontOf } from '../front.ts';
import { arn, ref, sub, verbatim } from '../intrinsics.ts';
import { overlay } from '../overlay.ts';
import { allow, boundaryArn, policyDocument, rolePath, trust } from '../policy.ts';
import { sendRights } from '../links.ts';
import { logRights } from '../log-group.ts';
import { readDataSecrets, readReferences } from '../references.ts';
import { ownTags, tags } from '../tags.ts';
import { workerRights } from '../worker-queue.ts';
import type { Fragment, Value } from '../template.ts';

/** The role that the instances work with: what the agent does and what the variables refer to. A new action here is also one for the instance boundary. */
export function instanceRole(context: Context): Fragment {
  return {
    Resources: {
      InstanceRole: {
        Type: 'AWS::IAM::Role',
        Metadata: { Description: 'The role that the instances work with' },
        Properties: {
          Path: rolePath(context),
          PermissionsBoundary: boundaryArn(context),
          AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
          ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore')],
          Policies: [{ PolicyName: 'instance', PolicyDocument: policyDocument(statements(context)) }],
          Tags: tags(context),
        },
      },
      InstanceProfile: {
        Type: 'AWS::IAM::InstanceProfile',
        Metadata: { Description: 'Hands the role to the instances' },
        Properties: { Path: rolePath(context), Roles: [ref('InstanceRole')] },
      },
    },
  };
}

function statements(context: Context): readonly Value[] {
  const own = `environments/${verbatim(context.environment)}`;
  return [
    allow(['s3:GetObject'], [artifact('bundles/*'), artifact('agents/*'), artifact(`${own}/config/*`)]),
    allow(['s3:PutObject'], [artifact(`${own}/failures/*`), artifact(`${own}/starts/*`)]),
    // The record of what runs once; S3 wants both for a write on condition that the object is still the same.
    allow(['s3:GetObject', 's3:PutObject'], [artifact(`${own}/once/*`)]),
    // The account, the certificate and its key, for the next instance.
    ...(context.tls.acme === undefined ? [] : [allow(['s3:GetObject', 's3:PutObject'], [artifact(`${own}/tls/*`)])]),
    allow(['cloudformation:SignalResource'], [ref('AWS::StackId')]),
    ...front[frontOf(context)](context),
    ...readDataSecrets(context),
    ...readReferences(context),
    ...(context.tracing === undefined ? [] : [allow(tracingActions, ['*'])]),
    ...logRights(context),
    ...sendRights(context),
    ...(context.host?.containers ? [allow(registryActions, ['*'])] : []),
    ...context.iam.statements.map((statement) => overlay({}, statement) as Value),
  ];
}

/** What an instance asks before it says that it is ready. The questions know no resource-level permission. */
const front: Readonly<Record<Front, (context: Context) => readonly Value[]>> = {
  queue: workerRights,
  own: behindBalancer,
  shared: behindBalancer,
  address: (context) => [
    allow(['ec2:DescribeAddresses'], ['*']),
    // The environment's own address; of the instances only its own, so that a failed one can hand the address back, but to nobody else.
    allow(
      ['ec2:AssociateAddress'],
      [arn('ec2', 'elastic-ip/${ElasticIpAllocationId}'), arn('ec2', 'network-interface/*')],
    ),
    allow(['ec2:AssociateAddress'], [arn('ec2', 'instance/*')], {
      StringEquals: Object.fromEntries(
        Object.entries(ownTags(context)).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
      ),
    }),
  ],
};

/** Pulling images of Amazon ECR. The token is for the registry as a whole; what an image's own repository allows, it says itself. */
const registryActions = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetAuthorizationToken',
  'ecr:GetDownloadUrlForLayer',
];

/** What X-Ray takes of an instance, and tells it about sampling; none of it knows a resource. */
const tracingActions = [
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

function behindBalancer(): readonly Value[] {
  return [
    allow(['autoscaling:DescribeAutoScalingInstances', 'elasticloadbalancing:DescribeTargetHealth'], ['*']),
    // Under every policy, as the hook of a new one comes before the next version.
    allow(
      ['autoscaling:CancelInstanceRefresh', 'autoscaling:CompleteLifecycleAction'],
      [arn('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/${AWS::StackName}-AutoScalingGroup-*')],
    ),
    allow(['cloudformation:DescribeStacks'], [ref('AWS::StackId')]),
  ];
}

function artifact(key: string): Value {
  return sub(`arn:\${AWS::Partition}:s3:::\${ArtifactBucket}/${key}`);
}
