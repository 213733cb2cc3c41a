import { S3Error } from './error.ts';
import type { ObjectVersion } from './state.ts';

/** The conditional headers of a request, or their `x-amz-copy-source-` likes. */
export interface Conditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: string | undefined;
  readonly ifUnmodifiedSince?: string | undefined;
}

/** What conditions say of an object that is there, as RFC 9110 §13.2.2 orders them: a matching `If-Match` outweighs `If-Unmodified-Since`. */
export function judge(
  conditions: Conditions,
  object: Pick<ObjectVersion, 'etag' | 'modifiedMs'>,
): 'met' | 'failed' | 'unmodified' {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const modified = Math.floor(object.modifiedMs / 1000) * 1000;
  if (ifMatch !== undefined && !names(ifMatch, object.etag)) return 'failed';
  if (ifMatch === undefined && ifUnmodifiedSince !== undefined && modified > Date.parse(ifUnmodifiedSince))
    return 'failed';
  if (ifNoneMatch !== undefined) return names(ifNoneMatch, object.etag) ? 'unmodified' : 'met';
  return ifModifiedSince !== undefined && modified <= Date.parse(ifModifiedSince) ? 'unmodified' : 'met';
}

/**
 * Refuses a write whose conditions do not hold, https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html.
 * `If-None-Match` takes `*` only; `If-Match` of a key that is not there is `NoSuchKey`, of a delete marker or another object `PreconditionFailed`.
 */
export function holdWrite(
  conditions: Pick<Conditions, 'ifMatch' | 'ifNoneMatch'>,
  current: ObjectVersion | undefined,
): void {
  if (conditions.ifNoneMatch !== undefined && conditions.ifNoneMatch !== '*') {
    throw new S3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
      Header: 'If-None-Match',
    });
  }
  if (conditions.ifNoneMatch !== undefined && current !== undefined) throw failed('If-None-Match');
  if (conditions.ifMatch === undefined) return;
  if (current === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  if (!names(conditions.ifMatch, current.etag)) throw failed('If-Match');
}

/** The error of a condition that does not hold. */
export function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

function names(list: string, etag: string): boolean {
  const tags = list.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
  return tags.includes('*') || tags.includes(etag);
}
