import type { Context } from '../context.ts';
import { arn, ref, sub, verbatim } from '../intrinsics.ts';
import { allow, policyDocument } from '../policy.ts';
import type { Fragment, Value } from '../template.ts';

/**
 * What the execution role may do to databases and caches. A policy of its own beside those in the role: IAM takes 10,240 characters of the latter, and
 * the rest of the role needs most of them.
 */
export function dataRights(context: Context): Fragment {
  return {
    Resources: {
      DataRights: {
        Type: 'AWS::IAM::ManagedPolicy',
        Metadata: { Description: 'What CloudFormation may do to databases and caches' },
        Properties: {
          Description: 'Databases and caches of a Beanpole application',
          Roles: [ref('ExecutionRole')],
          PolicyDocument: policyDocument(statements(context)),
        },
      },
    },
  };
}

/**
 * Databases, caches and their secrets. RDS and ElastiCache write names in small letters and cut long ones, but the first letters are always those of
 * the application. The secret of a database is RDS's own, `rds!…`; that of a cache has the stack's name in front.
 */
function statements(context: Context): readonly Value[] {
  const prefix = verbatim(context.application.toLowerCase().slice(0, 20));
  return [
    allow(
      ['elasticache:Describe*', 'elasticache:ListTagsForResource', 'rds:Describe*', 'rds:ListTagsForResource'],
      ['*'],
    ),
    allow(
      databaseActions,
      databaseKinds.map((kind) => arn('rds', `${kind}:${prefix}*`)),
    ),
    // What a database is restored from may have any name.
    allow(
      ['rds:RestoreDBClusterFromSnapshot', 'rds:RestoreDBInstanceFromDBSnapshot'],
      [arn('rds', 'snapshot:*'), arn('rds', 'cluster-snapshot:*')],
    ),
    allow(cacheActions, [...cacheKinds.map((kind) => arn('elasticache', `${kind}:${prefix}*`)), ...sharedCacheParts]),
    allow(secretActions, [
      arn('secretsmanager', 'secret:rds!*'),
      arn('secretsmanager', `secret:${verbatim(context.application)}-*`),
      // CloudFormation gives a secret without a name one that begins with its logical id.
      arn('secretsmanager', 'secret:CacheSecret-*'),
    ]),
    allow(['secretsmanager:GetRandomPassword'], ['*']),
    allow(['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], ['*'], {
      StringEquals: {
        'kms:ViaService': ['elasticache', 'rds', 'secretsmanager'].map((service) =>
          sub(`${service}.\${AWS::Region}.amazonaws.com`),
        ),
      },
    }),
  ];
}

const databaseKinds = ['db', 'cluster', 'subgrp', 'pg', 'cluster-pg', 'snapshot', 'cluster-snapshot'];

const databaseActions = [
  'rds:AddTagsToResource',
  'rds:CreateDBCluster',
  'rds:CreateDBClusterParameterGroup',
  'rds:CreateDBClusterSnapshot',
  'rds:CreateDBInstance',
  'rds:CreateDBParameterGroup',
  'rds:CreateDBSnapshot',
  'rds:CreateDBSubnetGroup',
  'rds:DeleteDBCluster',
  'rds:DeleteDBClusterParameterGroup',
  'rds:DeleteDBInstance',
  'rds:DeleteDBParameterGroup',
  'rds:DeleteDBSubnetGroup',
  'rds:ModifyDBCluster',
  'rds:ModifyDBClusterParameterGroup',
  'rds:ModifyDBInstance',
  'rds:ModifyDBParameterGroup',
  'rds:ModifyDBSubnetGroup',
  'rds:RebootDBInstance',
  'rds:RemoveTagsFromResource',
  'rds:ResetDBClusterParameterGroup',
  'rds:ResetDBParameterGroup',
  'rds:RestoreDBClusterFromSnapshot',
  'rds:RestoreDBInstanceFromDBSnapshot',
];

const cacheKinds = ['replicationgroup', 'cluster', 'subnetgroup', 'snapshot'];

/** A serverless cache is named by us, and a cache refers to parameter groups that AWS made. */
const sharedCacheParts: readonly Value[] = [
  'serverlesscache:cache-*',
  'parametergroup:*',
  'serverlesscachesnapshot:*',
].map((resource) => arn('elasticache', resource));

const cacheActions = [
  'elasticache:AddTagsToResource',
  'elasticache:CreateCacheCluster',
  'elasticache:CreateCacheSubnetGroup',
  'elasticache:CreateReplicationGroup',
  'elasticache:CreateServerlessCache',
  'elasticache:DecreaseReplicaCount',
  'elasticache:DeleteCacheCluster',
  'elasticache:DeleteCacheSubnetGroup',
  'elasticache:DeleteReplicationGroup',
  'elasticache:DeleteServerlessCache',
  'elasticache:IncreaseReplicaCount',
  'elasticache:ModifyCacheCluster',
  'elasticache:ModifyCacheSubnetGroup',
  'elasticache:ModifyReplicationGroup',
  'elasticache:ModifyServerlessCache',
  'elasticache:RemoveTagsFromResource',
];

const secretActions = [
  'secretsmanager:CreateSecret',
  'secretsmanager:DeleteSecret',
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'secretsmanager:RotateSecret',
  'secretsmanager:TagResource',
  'secretsmanager:UntagResource',
  'secretsmanager:UpdateSecret',
];
