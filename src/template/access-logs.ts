import { ref, sub } from './intrinsics.ts';
import type { Value } from './template.ts';

/** Where the load balancers of all environments write into the artifact bucket. */
export const accessLogPrefix = 'access-logs';

/** Days that access logs are kept. */
const days = 90;

/**
 * Lets load balancers of this account write their logs
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html). It stands in the policy whether one does or not, as the
 * environments come and go and the bucket is theirs together.
 */
export const logDelivery: Value = {
  Effect: 'Allow',
  Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: sub(`\${ArtifactBucket.Arn}/${accessLogPrefix}/*/AWSLogs/\${AWS::AccountId}/*`),
  Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
};

/** Logs go by themselves: nothing that runs needs them. */
export const logExpiry: Value = {
  Id: 'access-logs',
  Status: 'Enabled',
  Prefix: `${accessLogPrefix}/`,
  ExpirationInDays: days,
};
