import type { S3Call } from './call.ts';
import { credentialOf } from '../protocols/authentication.ts';
import { S3Error } from './error.ts';

/** A presigned URL lives a week at most. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const longestSeconds = 604_800;

/** Refuses a request that nobody signed, and a presigned URL whose time is over. `nowMs` is the time of the client's clock: real, not the cloud's. */
export function holdAuthentication(call: Pick<S3Call, 'headers' | 'query'>, nowMs: number): void {
  if (credentialOf(call) === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  if (call.headers.authorization !== undefined) return;
  const expiresMs = expiryOf(call.query);
  if (expiresMs > nowMs) return;
  const details = { Expires: new Date(expiresMs).toISOString(), ServerTime: new Date(nowMs).toISOString() };
  throw new S3Error('AccessDenied', 'Request has expired', details);
}

function expiryOf(query: URLSearchParams): number {
  // Signature Version 2 names the moment itself.
  if (!query.has('X-Amz-Credential')) return Number(query.get('Expires')) * 1000;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (Number.isNaN(signed) || !query.has('X-Amz-Signature') || !(seconds >= 0)) {
    const message =
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.';
    throw new S3Error('AuthorizationQueryParametersError', message);
  }
  if (seconds > longestSeconds) {
    throw new S3Error(
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be less than a week (in seconds) that is, the given X-Amz-Expires must be less than 604800',
    );
  }
  return signed + seconds * 1000;
}
