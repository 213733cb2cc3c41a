import type { Context } from '../context.ts';
import { sub } from '../intrinsics.ts';
import { allow, boundaryName, policyDocument, servicesOf } from '../policy.ts';
import { decryptThrough } from '../references.ts';
import type { Fragment } from '../template.ts';

/**
 * The most that any instance role of the application can do, whatever its own policies say. Whoever may deploy writes those policies through the
 * execution role; without this ceiling they could give an instance all rights and take them from there.
 */
export function instanceBoundary(context: Context): Fragment {
  return {
    Resources: {
      InstanceBoundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Metadata: { Description: 'The most that a role of an instance can do' },
        Properties: {
          ...boundaryName(context),
          Description: 'The most that instances of a Beanpole application can do',
          PolicyDocument: policyDocument([
            allow(['s3:GetObject', 's3:PutObject'], [sub('${ArtifactBucket.Arn}/*')]),
            allow([...agentActions, ...managedActions], ['*']),
            decryptThrough(['secretsmanager', 'ssm']),
            ...servicesOf(context),
          ]),
        },
      },
    },
  };
}

const agentActions = [
  'autoscaling:CancelInstanceRefresh',
  'autoscaling:CompleteLifecycleAction',
  'autoscaling:DescribeAutoScalingInstances',
  'cloudformation:DescribeStacks',
  'cloudformation:SignalResource',
  'ec2:AssociateAddress',
  'ec2:DescribeAddresses',
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetAuthorizationToken',
  'ecr:GetDownloadUrlForLayer',
  'elasticloadbalancing:DescribeTargetHealth',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'secretsmanager:GetSecretValue',
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** What AmazonSSMManagedInstanceCore gives. Spelled out: `ssm:*` would also let an instance run commands on any other. */
const managedActions = [
  'ec2messages:*',
  'ssm:DescribeAssociation',
  'ssm:DescribeDocument',
  'ssm:GetDeployablePatchSnapshotForInstance',
  'ssm:GetDocument',
  'ssm:GetManifest',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:ListAssociations',
  'ssm:ListInstanceAssociations',
  'ssm:PutComplianceItems',
  'ssm:PutConfigurePackageResult',
  'ssm:PutInventory',
  'ssm:UpdateAssociationStatus',
  'ssm:UpdateInstanceAssociationStatus',
  'ssm:UpdateInstanceInformation',
  'ssmmessages:*',
];
