import { BeanpoleError } from '../errors.ts';

interface Place {
  readonly bucket: string;
  readonly key: string;
}

interface Failure {
  readonly names: readonly string[];
  readonly message: (place: Place) => string;
  readonly fix: string;
}

const tokens =
  'Renew the credentials: with aws-actions/configure-aws-credentials raise `role-duration-seconds`, or run the step again.';

/** Refusals of S3 by error name, in our words. A HEAD has no body, so there the SDK knows only the status. */
const failures: readonly Failure[] = [
  {
    names: ['NoSuchBucket'],
    message: ({ bucket }) => `The artifact bucket "${bucket}" does not exist.`,
    fix: 'It belongs to the application stack: check the region and the account, or deploy the application stack again.',
  },
  {
    names: ['AccessDenied', 'Forbidden', '403', 'AllAccessDisabled'],
    message: ({ bucket, key }) => `AWS denied access to "${key}" in the artifact bucket "${bucket}".`,
    fix: 'The role of this run needs s3:GetObject, s3:PutObject and s3:AbortMultipartUpload on the objects, and s3:ListBucket on the bucket (without it S3 denies what is merely absent).',
  },
  {
    names: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'],
    message: () => 'The AWS credentials have expired.',
    fix: tokens,
  },
  {
    names: [
      'InvalidAccessKeyId',
      'SignatureDoesNotMatch',
      'InvalidToken',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
    ],
    message: () => 'AWS does not accept the credentials of this run.',
    fix: 'Check the role or the keys that the workflow sets before this step.',
  },
  {
    // A HEAD has no body, and 400 is what S3 answers to one with a token that has ended.
    names: ['400', 'BadRequest'],
    message: ({ bucket, key }) =>
      `AWS refused to look for "${key}" in the artifact bucket "${bucket}" and gives no reason (400): most likely the AWS credentials have expired.`,
    fix: tokens,
  },
  {
    names: ['RequestTimeTooSkewed'],
    message: () => "This machine's clock differs from AWS's by more than 15 minutes.",
    fix: 'Set the clock of the runner.',
  },
  {
    names: ['CredentialsProviderError'],
    message: () => 'This run has no AWS credentials.',
    fix: 'Put aws-actions/configure-aws-credentials before this step, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  {
    names: ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'],
    message: ({ bucket }) => `The artifact bucket "${bucket}" lies in another region than this run.`,
    fix: 'Set `region` to the region in which the application was created.',
  },
];

/** What a failed request to the artifact bucket means, and what to do. A failure that is ours already passes unchanged. */
export function s3Failure(error: unknown, place: Place): unknown {
  if (error instanceof BeanpoleError) return error;
  const name = nameOf(error);
  const known = failures.find(({ names }) => names.includes(name));
  if (known !== undefined) return new BeanpoleError('aws', known.message(place), { fix: known.fix, cause: error });
  const text = `A request for "${place.key}" in the artifact bucket "${place.bucket}" failed: ${name}: ${messageOf(error)}`;
  return new BeanpoleError('aws', text, { fix: 'Run the step again; nothing half-written was left.', cause: error });
}

/** The name that AWS or Node gave the error; the HTTP status when that is all that the SDK could find out. */
export function nameOf(error: unknown): string {
  const { name = '', code, $metadata } = error as Partial<FailedRequest>;
  if (['Unknown', 'UnknownError', ''].includes(name)) return String($metadata?.httpStatusCode ?? name);
  return name === 'Error' && typeof code === 'string' ? code : name;
}

interface FailedRequest {
  readonly name: string;
  readonly code: unknown;
  readonly $metadata: { readonly httpStatusCode?: number };
}

function messageOf(error: unknown): string {
  const { message, code } = error as { readonly message?: string; readonly code?: unknown };
  // A refused connection to a name with several addresses has an empty message.
  return message || String(code ?? error);
}
