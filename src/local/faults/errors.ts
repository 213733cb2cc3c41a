import { AwsError, type Protocol } from '../service.ts';
import type { Fault, NamedCall } from './rule.ts';

/** Faults that are answers. */
export type Refusal = Extract<Fault, { what: 'fail' | 'throttle' | 'expired-token' | 'access-denied' }>;

type Spoken = Protocol | 's3';

interface Words {
  readonly code: string;
  readonly status: number;
}

/** The same refusal has another code in each of AWS's protocols: EC2 and S3 are older than the common errors, https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html. */
const words: Readonly<Record<Exclude<Refusal['what'], 'fail'>, Readonly<Record<Spoken, Words>>>> = {
  throttle: {
    query: { code: 'Throttling', status: 400 },
    ec2: { code: 'RequestLimitExceeded', status: 503 },
    json: { code: 'ThrottlingException', status: 400 },
    s3: { code: 'SlowDown', status: 503 },
  },
  'expired-token': {
    query: { code: 'ExpiredToken', status: 403 },
    ec2: { code: 'RequestExpired', status: 400 },
    json: { code: 'ExpiredTokenException', status: 400 },
    s3: { code: 'ExpiredToken', status: 400 },
  },
  'access-denied': {
    query: { code: 'AccessDenied', status: 403 },
    ec2: { code: 'UnauthorizedOperation', status: 403 },
    json: { code: 'AccessDeniedException', status: 400 },
    s3: { code: 'AccessDenied', status: 403 },
  },
};

/** The error that AWS would answer. */
export function errorOf(fault: Refusal, call: NamedCall & { readonly protocol: Spoken }): AwsError {
  if (fault.what === 'fail') return new AwsError(fault.code, fault.message, fault.status);
  const { code, status } = words[fault.what][call.protocol];
  return new AwsError(code, messages[fault.what](call), status);
}

const messages: Readonly<Record<Exclude<Refusal['what'], 'fail'>, (call: NamedCall) => string>> = {
  throttle: () => 'Rate exceeded',
  'expired-token': () => 'The security token included in the request is expired',
  'access-denied': ({ service, operation, accessKeyId = 'nobody' }) =>
    `User: ${accessKeyId} is not authorized to perform: ${service.toLowerCase()}:${operation} because no identity-based policy allows the ${service.toLowerCase()}:${operation} action`,
};

/** What EC2 says when a zone has no instance of a type left. */
export function noCapacity({ instanceType, zone }: { readonly instanceType: string; readonly zone: string }): AwsError {
  return new AwsError(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`,
    500,
  );
}
