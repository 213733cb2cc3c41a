import { copyFile, constants } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { type S3Answer, type S3Call, type S3Operation, header } from './call.ts';
import { algorithmNamed, type Checksum, type ChecksumAlgorithm, digestOf } from './checksum.ts';
import { failed, holdWrite, judge } from './condition.ts';
import { describe, versionHeader } from './description.ts';
import { S3Error } from './error.ts';
import { conditionsOf } from './object.ts';
import { bucketOf, type Description, type ObjectVersion } from './state.ts';
import { currentObject, objectOf, putVersion } from './versions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyOperations: Readonly<Record<string, S3Operation>> = { CopyObject: copyObject };

/** The object that `x-amz-copy-source` names, when the conditions on it hold. */
export function sourceOf(call: S3Call): ObjectVersion {
  const [path = '', query = ''] = (header(call, 'x-amz-copy-source') ?? '').split('?', 2);
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path)) ?? [];
  if (bucket === '') {
    throw new S3Error('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey', {
      ArgumentName: 'x-amz-copy-source',
    });
  }
  const versionId = new URLSearchParams(query).get('versionId') ?? undefined;
  const source = objectOf({ ...call, bucket, key }, versionId);
  if (judge(conditionsOf(call, 'x-amz-copy-source-'), source) !== 'met') throw failed('x-amz-copy-source');
  return source;
}

async function copyObject(call: S3Call): Promise<S3Answer> {
  bucketOf(call.state, call.bucket);
  const source = sourceOf(call);
  const description = describeCopy(call, source);
  const conditions = conditionsOf(call);
  holdWrite(conditions, currentObject(call.state, call.bucket, call.key));
  const path = call.state.newFile();
  // Where the file system can, the copy shares its blocks with the source.
  await copyFile(call.state.fileOf(source), path, constants.COPYFILE_FICLONE);
  const checksum = await checksumOfCopy(
    path,
    source.checksum,
    algorithmNamed(header(call, 'x-amz-checksum-algorithm')),
  );
  const blob = {
    file: call.state.nameOf(path),
    size: source.size,
    etag: source.etag,
    checksum,
    modifiedMs: Date.now(),
  };
  const { parts: _parts, ...whole } = { ...source, ...blob };
  const version = await putVersion(call.state, call, { ...whole, ...description });
  const content = {
    LastModified: new Date(version.modifiedMs),
    ETag: `"${version.etag}"`,
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ChecksumType: checksum.type,
  };
  const from = source.versionId === 'null' ? {} : { 'x-amz-copy-source-version-id': source.versionId };
  const headers = { ...versionHeader(version.versionId), ...from, 'x-amz-server-side-encryption': 'AES256' };
  return { status: 200, headers, xml: { root: 'CopyObjectResult', content } };
}

function describeCopy(call: S3Call, source: ObjectVersion): Description {
  const given = describe(call);
  const replaces = directive(call, 'x-amz-metadata-directive') === 'REPLACE';
  const retags = directive(call, 'x-amz-tagging-directive') === 'REPLACE';
  const itself = currentObject(call.state, call.bucket, call.key)?.file === source.file;
  if (itself && !replaces && given.headers['x-amz-storage-class'] === undefined) {
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const { headers, metadata } = replaces ? given : source;
  return { headers, metadata, tags: retags ? given.tags : source.tags };
}

function directive(call: S3Call, name: string): 'COPY' | 'REPLACE' {
  const value = header(call, name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw new S3Error('InvalidArgument', `Unknown directive: ${value}`, { ArgumentName: name, ArgumentValue: value });
}

/** A copy is a whole object: a composite checksum, or one of another algorithm, is made anew. */
async function checksumOfCopy(path: string, source: Checksum, asked: ChecksumAlgorithm | undefined): Promise<Checksum> {
  const algorithm = asked ?? source.algorithm;
  if (source.type === 'FULL_OBJECT' && algorithm === source.algorithm) return source;
  const digest = digestOf(algorithm);
  for await (const piece of createReadStream(path)) digest.update(piece as Buffer);
  return { algorithm, value: digest.digest().toString('base64'), type: 'FULL_OBJECT' };
}
