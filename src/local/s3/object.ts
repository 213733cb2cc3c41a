import { receiveFile } from './body.ts';
import { header, numberOf, type FileRange, type S3Answer, type S3Call, type S3Operation } from './call.ts';
import { type Checksum, checksumHeader } from './checksum.ts';
import { type Conditions, failed, holdWrite, judge } from './condition.ts';
import { describe, headersOf, versionHeader } from './description.ts';
import { readTagging, taggingOf } from './document.ts';
import { S3Error } from './error.ts';
import { type ByteRange, partRange, rangeOf } from './range.ts';
import { bucketOf, type ObjectVersion } from './state.ts';
import { currentObject, deleteVersion, objectOf, putVersion, replaceVersion } from './versions.ts';

/** Operations on one object. */
export const objectOperations: Readonly<Record<string, S3Operation>> = {
  PutObject: putObject,
  GetObject: (call) => getObject(call),
  HeadObject: (call) => getObject(call),
  DeleteObject: deleteObject,
  GetObjectTagging: (call) => {
    const object = objectOf(call);
    return {
      status: 200,
      headers: versionHeader(object.versionId),
      xml: { root: 'Tagging', content: taggingOf(object.tags) },
    };
  },
  PutObjectTagging: async (call) => {
    const tags = await readTagging(call);
    const object = objectOf(call);
    replaceVersion(call.state, call, { ...object, tags });
    return { status: 200, headers: versionHeader(object.versionId) };
  },
  DeleteObjectTagging: (call) => {
    const object = objectOf(call);
    replaceVersion(call.state, call, { ...object, tags: {} });
    return { status: 204, headers: versionHeader(object.versionId) };
  },
};

/** The conditions that a request sets, under their plain names or those of a copy's source. */
export function conditionsOf(call: S3Call, prefix = ''): Conditions {
  return {
    ifMatch: header(call, `${prefix}if-match`),
    ifNoneMatch: header(call, `${prefix}if-none-match`),
    ifModifiedSince: header(call, `${prefix}if-modified-since`),
    ifUnmodifiedSince: header(call, `${prefix}if-unmodified-since`),
  };
}

/** The headers that tell a checksum. */
export function checksumHeaders(checksum: Checksum): Record<string, string> {
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

async function putObject(call: S3Call): Promise<S3Answer> {
  bucketOf(call.state, call.bucket);
  if (call.headers['content-length'] === undefined && call.headers['transfer-encoding'] === undefined) {
    throw new S3Error('InvalidRequest', 'You must provide the Content-Length HTTP header.');
  }
  const conditions = conditionsOf(call);
  holdWrite(conditions, currentObject(call.state, call.bucket, call.key));
  const description = describe(call);
  const path = call.state.newFile();
  const measured = await receiveFile(call.request, path);
  const blob = {
    file: call.state.nameOf(path),
    size: measured.size,
    etag: measured.md5,
    checksum: measured.checksum,
    modifiedMs: Date.now(),
  };
  try {
    // Asked again: another upload may have ended while this one was on its way. Between here and the record there is no await.
    holdWrite(conditions, currentObject(call.state, call.bucket, call.key));
    const version = await putVersion(call.state, call, { kind: 'object', ...description, ...blob });
    const etag = `"${version.etag}"`;
    const headers = { etag, ...checksumHeaders(version.checksum), ...versionHeader(version.versionId) };
    return { status: 200, headers: { ...headers, 'x-amz-server-side-encryption': 'AES256' } };
  } catch (error) {
    await call.state.discard([blob]);
    throw error;
  }
}

function getObject(call: S3Call): S3Answer {
  const object = objectOf(call);
  const verdict = judge(conditionsOf(call), object);
  const headers = { ...headersOf(object), ...overridesOf(call) };
  if (verdict === 'failed') throw failed(header(call, 'if-match') === undefined ? 'If-Unmodified-Since' : 'If-Match');
  if (verdict === 'unmodified') {
    const { etag, 'last-modified': modified } = headers as Record<string, string>;
    return {
      status: 304,
      headers: { etag: etag ?? '', 'last-modified': modified ?? '', ...versionHeader(object.versionId) },
    };
  }
  const range = rangeAsked(call, object);
  const file = fileRange(call, object, range);
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(file === undefined ? 0 : file.end - file.start + 1),
      ...(range !== undefined && { 'content-range': `bytes ${range.start}-${range.end}/${object.size}` }),
      ...(range === undefined &&
        header(call, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' &&
        checksumHeaders(object.checksum)),
      ...(call.query.has('partNumber') && object.parts && { 'x-amz-mp-parts-count': String(object.parts.length) }),
    },
    ...(file !== undefined && { file }),
  };
}

function rangeAsked(call: S3Call, object: ObjectVersion): ByteRange | undefined {
  if (!call.query.has('partNumber')) return rangeOf(header(call, 'range'), object.size);
  if (header(call, 'range') !== undefined)
    throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  return partRange(numberOf(call, 'partNumber', { fallback: 1, most: 10_000 }), object.size, object.parts);
}

function fileRange(call: S3Call, object: ObjectVersion, range: ByteRange | undefined): FileRange | undefined {
  if (object.size === 0) return undefined;
  return { file: call.state.fileOf(object), start: range?.start ?? 0, end: range?.end ?? object.size - 1 };
}

/** A presigned URL may say under which headers the object comes: `response-content-disposition=…`. */
function overridesOf(call: S3Call): Record<string, string> {
  const names = [
    'cache-control',
    'content-disposition',
    'content-encoding',
    'content-language',
    'content-type',
    'expires',
  ];
  const given = names.map((name) => [name, call.query.get(`response-${name}`)]);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

async function deleteObject(call: S3Call): Promise<S3Answer> {
  const versionId = call.query.get('versionId') ?? undefined;
  bucketOf(call.state, call.bucket);
  const ifMatch = header(call, 'if-match');
  if (ifMatch !== undefined) holdWrite({ ifMatch }, currentObject(call.state, call.bucket, call.key));
  const deleted = await deleteVersion(call.state, call, versionId);
  const headers = {
    ...versionHeader(deleted.versionId ?? 'null'),
    ...(deleted.marker && { 'x-amz-delete-marker': 'true' }),
  };
  return { status: 204, headers };
}
