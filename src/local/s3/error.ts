import { AwsError } from '../service.ts';

/** S3's error codes with their HTTP status, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. */
const statuses = {
  AccessDenied: 403,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IllegalLocationConstraintException: 400,
  IncompleteBody: 400,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidLocationConstraint: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidTag: 400,
  KeyTooLongError: 400,
  MalformedPolicy: 400,
  MalformedXML: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchKey: 404,
  NoSuchLifecycleConfiguration: 404,
  NoSuchPublicAccessBlockConfiguration: 404,
  NoSuchTagSet: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NoSuchWebsiteConfiguration: 404,
  NotImplemented: 501,
  OwnershipControlsNotFoundError: 404,
  PreconditionFailed: 412,
  XAmzContentSHA256Mismatch: 400,
} as const;

/** A code that S3 answers with. */
export type S3Code = keyof typeof statuses;

/** An error of S3, with the elements (`Key`, `BucketName` …) and headers that S3 adds to it. */
export class S3Error extends AwsError {
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: S3Code,
    message: string,
    details: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) {
    super(code, message, statuses[code]);
    this.name = 'S3Error';
    this.details = details;
    this.headers = headers;
  }
}
