import { randomBytes } from 'node:crypto';
import { receiveFile } from './body.ts';
import { header, type S3Answer, type S3Call, type S3Operation } from './call.ts';
import { algorithmNamed, checksumAlgorithms, type ChecksumAlgorithm, type ChecksumType } from './checksum.ts';
import { completeUpload } from './complete.ts';
import { sourceOf } from './copy.ts';
import { describe } from './description.ts';
import { S3Error } from './error.ts';
import { checksumHeaders } from './object.ts';
import { copySlice } from './slice.ts';
import { rangeOf } from './range.ts';
import { type Blob, bucketOf, type Upload } from './state.ts';
import { uploadOf } from './uploads.ts';

/** Uploads in parts, https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html. */
export const multipartOperations: Readonly<Record<string, S3Operation>> = {
  CreateMultipartUpload: createUpload,
  UploadPart: uploadPart,
  UploadPartCopy: copyPart,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: async (call) => {
    const upload = uploadOf(call);
    call.state.uploads.delete(upload.id);
    await call.state.discard(Object.values(upload.parts));
    return { status: 204 };
  },
};

function createUpload(call: S3Call): S3Answer {
  bucketOf(call.state, call.bucket);
  const algorithm = algorithmAsked(call);
  const checksumType = typeAsked(call, algorithm);
  const upload: Upload = {
    ...describe(call),
    id: randomBytes(48).toString('base64url'),
    bucket: call.bucket,
    key: call.key,
    startedMs: Date.now(),
    ...(algorithm !== undefined && { algorithm }),
    ...(checksumType !== undefined && { checksumType }),
    parts: {},
  };
  call.state.uploads.set(upload.id, upload);
  const headers = {
    'x-amz-server-side-encryption': 'AES256',
    ...(algorithm !== undefined && { 'x-amz-checksum-algorithm': algorithm }),
    ...(checksumType !== undefined && { 'x-amz-checksum-type': checksumType }),
  };
  const content = { Bucket: call.bucket, Key: call.key, UploadId: upload.id };
  return { status: 200, headers, xml: { root: 'InitiateMultipartUploadResult', content } };
}

async function uploadPart(call: S3Call): Promise<S3Answer> {
  uploadOf(call);
  const number = partNumberOf(call);
  const path = call.state.newFile();
  const measured = await receiveFile(call.request, path);
  const part = {
    file: call.state.nameOf(path),
    size: measured.size,
    etag: measured.md5,
    checksum: measured.checksum,
    modifiedMs: Date.now(),
  };
  await keepPart(call, number, part);
  const { 'x-amz-checksum-type': _type, ...checksum } = checksumHeaders(part.checksum);
  return { status: 200, headers: { etag: `"${part.etag}"`, ...checksum, 'x-amz-server-side-encryption': 'AES256' } };
}

async function copyPart(call: S3Call): Promise<S3Answer> {
  const upload = uploadOf(call);
  const number = partNumberOf(call);
  const source = sourceOf(call);
  const range = rangeOf(header(call, 'x-amz-copy-source-range'), source.size);
  const part = await copySlice(call.state, source, range, upload.algorithm ?? 'CRC64NVME');
  await keepPart(call, number, part);
  const checksum = { [`Checksum${part.checksum.algorithm}`]: part.checksum.value };
  const content = { LastModified: new Date(part.modifiedMs), ETag: `"${part.etag}"`, ...checksum };
  return { status: 200, xml: { root: 'CopyPartResult', content } };
}

/** Puts a part in place of the one of its number. The upload may have been completed or aborted while the bytes came. */
async function keepPart(call: S3Call, number: number, part: Blob): Promise<void> {
  const upload = call.state.uploads.get(call.query.get('uploadId') ?? '');
  if (upload === undefined) {
    await call.state.discard([part]);
    uploadOf(call);
    return;
  }
  const before = upload.parts[number];
  call.state.uploads.set(upload.id, { ...upload, parts: { ...upload.parts, [number]: part } });
  await call.state.discard(before === undefined ? [] : [before]);
}

function partNumberOf(call: S3Call): number {
  const text = call.query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 10_000) return number;
  throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', {
    ArgumentName: 'partNumber',
    ArgumentValue: text,
  });
}

function algorithmAsked(call: S3Call): ChecksumAlgorithm | undefined {
  const name = header(call, 'x-amz-checksum-algorithm');
  const algorithm = algorithmNamed(name);
  if (name !== undefined && algorithm === undefined) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
    );
  }
  return algorithm;
}

function typeAsked(call: S3Call, algorithm: ChecksumAlgorithm | undefined): ChecksumType | undefined {
  const type = header(call, 'x-amz-checksum-type');
  if (algorithm === undefined) return undefined;
  const allowed = typesOf(algorithm);
  const chosen = type === undefined ? allowed[0] : allowed.find((one) => one === type);
  if (chosen !== undefined) return chosen;
  throw new S3Error(
    'InvalidRequest',
    `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
  );
}

/** SHA checksums of a whole cannot be told from those of its parts, and CRC64NVME always is of the whole. The first is the default. */
function typesOf(algorithm: ChecksumAlgorithm): readonly ChecksumType[] {
  switch (algorithm) {
    case 'CRC32':
    case 'CRC32C':
      return ['COMPOSITE', 'FULL_OBJECT'];
    case 'CRC64NVME':
      return ['FULL_OBJECT'];
    case 'SHA1':
    case 'SHA256':
      return ['COMPOSITE'];
  }
}
