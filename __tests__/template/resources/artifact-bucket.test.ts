import { describe, expect, test } from '@jest/globals';
import { synthesizeApplication } from '../../../src/template/synthesize.ts';
import type { Template } from '../../../src/template/template.ts';
import { someContext } from '../contexts.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
const properties = (template: Template | undefined, id: string): any => template?.Resources[id]?.Properties;

describe('the artifact bucket', () => {
  test('the artifact bucket outlives its stack', () => {
    const { ArtifactBucket } = synthesizeApplication(someContext()).Resources;
    expect([ArtifactBucket?.DeletionPolicy, ArtifactBucket?.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  test('no rule of the bucket ever expires a current object of a version (trap 17: a lifecycle rule that deletes what a rollback needs)', () => {
    const { Rules } = properties(synthesizeApplication(someContext()), 'ArtifactBucket').LifecycleConfiguration;
    expect(Rules).toEqual([
      { Id: 'abandoned-uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      { Id: 'noncurrent', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
      { Id: 'access-logs', Status: 'Enabled', Prefix: 'access-logs/', ExpirationInDays: 90 },
    ]);
  });

  test('load balancers of the account may write their logs, and nothing else', () => {
    const { PolicyDocument } = properties(synthesizeApplication(someContext()), 'ArtifactBucketPolicy');
    expect(PolicyDocument.Statement.slice(1)).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: { 'Fn::Sub': '${ArtifactBucket.Arn}/access-logs/*/AWSLogs/${AWS::AccountId}/*' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });
});
