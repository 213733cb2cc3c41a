import type { Context } from '../context.ts';
import { logDelivery, logExpiry } from '../access-logs.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import { policyDocument } from '../policy.ts';
import { applicationTags } from '../tags.ts';
import type { Fragment, Resource, Value } from '../template.ts';

/** The bucket of all versions. It stays when the stack goes: what once ran can still be had from it. */
export function artifactBucket(context: Context): Fragment {
  return {
    Resources: { ArtifactBucket: bucket(context), ArtifactBucketPolicy: bucketPolicy },
    Outputs: { ArtifactBucket: { Value: ref('ArtifactBucket') } },
  };
}

function bucket(context: Context): Resource {
  return {
    Type: 'AWS::S3::Bucket',
    Metadata: { Description: 'The bucket that holds bundles, agents and configurations' },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: { Rules: lifecycle },
      Tags: applicationTags(context),
    },
  };
}

/** Of versions nothing that is current ever expires by itself: a rollback, or an instance that is launched at night, needs the bundle of the version that it runs. */
const lifecycle: Value = [
  { Id: 'abandoned-uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
  { Id: 'noncurrent', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
  logExpiry,
];

const bucketPolicy: Resource = {
  Type: 'AWS::S3::BucketPolicy',
  Metadata: { Description: 'Refuses what does not come over TLS, and lets load balancers write their logs' },
  Properties: {
    Bucket: ref('ArtifactBucket'),
    PolicyDocument: policyDocument([
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [getAtt('ArtifactBucket', 'Arn'), sub('${ArtifactBucket.Arn}/*')],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      logDelivery,
    ]),
  },
};
