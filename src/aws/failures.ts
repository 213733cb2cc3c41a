import { BeanpoleError, type ErrorCode } from '../errors.ts';

interface Known {
  /** The SDK's error name. Absent: any. */
  readonly names?: readonly string[];
  /** A part of AWS's message. Absent: any. */
  readonly text?: RegExp;
  readonly code: ErrorCode;
  /** What happened; `doing` is what we tried, as in "to read the stack". */
  readonly message: (doing: string, text: string) => string;
  readonly fix: string;
}

/** Refusals of AWS in our words. The first row that fits wins, so the more exact ones stand above. */
const table: readonly Known[] = [
  {
    names: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'],
    code: 'credentials',
    message: (doing) => `The AWS credentials expired while trying ${doing}.`,
    fix: 'Renew them: with aws-actions/configure-aws-credentials raise `role-duration-seconds`, or run the step again. An operation that was begun goes on alone.',
  },
  {
    names: ['CredentialsProviderError', 'CredentialsError'],
    code: 'credentials',
    message: () => 'This run has no AWS credentials.',
    fix: 'Put aws-actions/configure-aws-credentials before this step and give the job `permissions: id-token: write`.',
  },
  {
    names: ['InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch', 'InvalidAccessKeyId'],
    code: 'credentials',
    message: () => 'AWS does not accept the credentials of this run.',
    fix: 'Check the role or the keys that the workflow sets before this step, and the region.',
  },
  {
    names: ['OptInRequired'],
    code: 'aws',
    message: () => 'This account does not use the service or the region yet.',
    fix: 'Enable the region in the account, or choose another one with `region`.',
  },
  {
    names: ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'],
    code: 'aws',
    message: (doing, text) => `AWS denied ${doing}: ${text}`,
    fix: 'Give the role of this run the permission that the message names.',
  },
  {
    names: ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException'],
    code: 'outage',
    message: (doing) => `AWS was still throttling this account after ten attempts ${doing}.`,
    fix: 'Run again, with fewer deploys of the account at the same time. An operation that was begun goes on alone.',
  },
  {
    names: ['InsufficientCapabilities', 'InsufficientCapabilitiesException'],
    code: 'template',
    message: (_, text) => `CloudFormation wants a capability that we did not give: ${text}`,
    fix: 'This is a fault of Beanpole. Please report it with your settings.',
  },
  {
    names: ['LimitExceeded', 'LimitExceededException'],
    code: 'aws',
    message: (doing, text) => `A quota of this account stood in the way ${doing}: ${text}`,
    fix: 'Delete what is not needed any more, or ask AWS for a higher quota.',
  },
  {
    names: ['ValidationError', 'ValidationException'],
    text: /No export named \S+-LoadBalancer-/,
    code: 'refused',
    message: (_, text) => `There is no load balancer that is lent: ${text}`,
    fix: 'Deploy the environment that load-balancer.shared names first, with load-balancer.lend: true.',
  },
  {
    names: ['ValidationError', 'ValidationException'],
    text: /[Tt]emplate (format|error|validation)|Parameters: \[|Unresolved resource/,
    code: 'template',
    message: (_, text) => `CloudFormation does not accept the template: ${text}`,
    fix: 'Please report this with your settings.',
  },
  {
    names: [
      'ENOTFOUND',
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'EAI_AGAIN',
      'TimeoutError',
      'NetworkingError',
    ],
    code: 'outage',
    message: (doing, text) => `AWS could not be reached ${doing}: ${text}`,
    fix: 'Check the region, the network of the runner and its proxy.',
  },
];

/** What a failed request means and what to do about it. `doing` continues a sentence: "to read the stack". */
export function awsFailure(error: unknown, doing: string): unknown {
  if (error instanceof BeanpoleError || !(error instanceof Error)) return error;
  const names = namesOf(error);
  const known = table.find(
    (row) => (row.names?.some((name) => names.includes(name)) ?? true) && (row.text?.test(error.message) ?? true),
  );
  if (known === undefined && isOfServer(error)) {
    return new BeanpoleError('outage', `AWS failed ${doing}: ${error.name}: ${error.message}`, {
      fix: 'Run again; health.aws.amazon.com tells of troubles in a region. An operation that was begun goes on alone.',
      cause: error,
    });
  }
  if (known !== undefined) {
    return new BeanpoleError(known.code, known.message(doing, error.message), { fix: known.fix, cause: error });
  }
  return new BeanpoleError('aws', `AWS refused ${doing}: ${error.name}: ${error.message}`, {
    fix: 'Run again; if it stays, the message names what AWS does not like.',
    cause: error,
  });
}

/** A fault of AWS's own, by the status of its answer. */
function isOfServer(error: Error): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return ($metadata?.httpStatusCode ?? 0) >= 500;
}

/** Makes a request and translates its failure. */
export async function attempt<T>(doing: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw awsFailure(error, doing);
  }
}

/** There is no such stack: CloudFormation has only a sentence for that. */
export function isAbsent(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);
}

/** Somebody else was quicker: holds the stack, has made it already, or has executed a change set, which deletes all others of the stack. */
export function isBusy(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const names = [
    'OperationInProgressException',
    'OperationInProgress',
    'InvalidChangeSetStatus',
    'InvalidChangeSetStatusException',
    'ChangeSetNotFound',
    'ChangeSetNotFoundException',
  ];
  return (
    namesOf(error).some((name) => names.includes(name)) ||
    /is in [A-Z_]+ (state|status) and can ?not be (updated|deleted|executed|created|rolled back)|cannot be deleted while in status|cannot be called from current stack status|already exists and cannot be created again/.test(
      error.message,
    )
  );
}

/** The endpoint does not know the operation: an older region, or something that only speaks a part of CloudFormation. */
export function isUnknownOperation(error: unknown): boolean {
  const names = ['InvalidAction', 'UnknownOperationException', 'UnknownOperation', 'NotImplemented'];
  return error instanceof Error && namesOf(error).some((name) => names.includes(name));
}

/** The reason of a change set that found nothing to change; templates with transforms use the second sentence. */
export function isNoChange(reason: string): boolean {
  return /didn't contain changes|No updates are to be performed/.test(reason);
}

/** An SDK error has a name; a failed connection has a code; the SDK may wrap either. */
function namesOf(error: Error): readonly string[] {
  const code = 'code' in error ? [String(error.code)] : [];
  const wrapped = 'Code' in error ? [String(error.Code)] : [];
  return [error.name, ...code, ...wrapped];
}
