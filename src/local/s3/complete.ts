import { createHash } from 'node:crypto';
import { header, type S3Answer, type S3Call } from './call.ts';
import { type Checksum, checksumHeader, compositeOf } from './checksum.ts';
import { holdWrite } from './condition.ts';
import { versionHeader } from './description.ts';
import { listOf, malformed, readDocument, textOf, type XmlObject } from './document.ts';
import { S3Error } from './error.ts';
import { joinBlobs } from './slice.ts';
import type { Blob, Upload } from './state.ts';
import { uploadOf } from './uploads.ts';
import { currentObject, putVersion } from './versions.ts';

/** Every part but the last has at least this many bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const leastPartBytes = 5 * 1024 * 1024;

/** Joins the parts that the client lists to one object. All or nothing: until the record stands, the upload is as it was. */
export async function completeUpload(call: S3Call): Promise<S3Answer> {
  uploadOf(call);
  const listed = listOf(await readDocument(call, 'CompleteMultipartUpload'), 'Part');
  const upload = uploadOf(call);
  const conditions = { ifMatch: header(call, 'if-match'), ifNoneMatch: header(call, 'if-none-match') };
  holdWrite(conditions, currentObject(call.state, call.bucket, call.key));
  const parts = chosenParts(upload, listed);
  holdSize(call, parts);
  const whole = await joinBlobs(call.state, parts, upload.algorithm ?? 'CRC64NVME');
  const checksum = checksumOf(upload, parts, whole);
  try {
    holdChecksum(call, checksum);
    // The same upload may have been completed or aborted meanwhile, and the key written. No await from here to the record.
    uploadOf(call);
    holdWrite(conditions, currentObject(call.state, call.bucket, call.key));
  } catch (error) {
    await call.state.discard([whole]);
    throw error;
  }
  call.state.uploads.delete(upload.id);
  const { headers, metadata, tags } = upload;
  const sizes = parts.map((part) => part.size);
  const object = {
    ...whole,
    headers,
    metadata,
    tags,
    checksum,
    etag: etagOf(parts),
    parts: sizes,
    kind: 'object',
  } as const;
  const version = await putVersion(call.state, call, object);
  await call.state.discard(Object.values(upload.parts));
  const content = {
    Location: `${call.cloud.endpoint}/${call.bucket}/${call.key}`,
    Bucket: call.bucket,
    Key: call.key,
    ETag: `"${version.etag}"`,
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ChecksumType: checksum.type,
  };
  const answerHeaders = { ...versionHeader(version.versionId), 'x-amz-server-side-encryption': 'AES256' };
  return { status: 200, headers: answerHeaders, xml: { root: 'CompleteMultipartUploadResult', content } };
}

function chosenParts(upload: Upload, listed: readonly XmlObject[]): readonly Blob[] {
  if (listed.length === 0) throw malformed();
  const numbers = listed.map((part) => Number(textOf(part, 'PartNumber')));
  if (numbers.some((number, i) => i > 0 && number <= (numbers[i - 1] ?? 0))) {
    throw new S3Error(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  const parts = listed.map((part, i) => chosenPart(upload, part, numbers[i] ?? 0));
  const small = parts.slice(0, -1).findIndex((part) => part.size < leastPartBytes);
  if (small === -1) return parts;
  throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    PartNumber: String(numbers[small]),
    ETag: parts[small]?.etag ?? '',
    MinSizeAllowed: String(leastPartBytes),
    ProposedSize: String(parts[small]?.size),
  });
}

function chosenPart(upload: Upload, listed: XmlObject, number: number): Blob {
  const part = upload.parts[number];
  const etag = textOf(listed, 'ETag')?.replaceAll('"', '') ?? '';
  const claimed = part && textOf(listed, `Checksum${part.checksum.algorithm}`);
  if (part !== undefined && part.etag === etag && (claimed === undefined || claimed === part.checksum.value))
    return part;
  const message =
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  throw new S3Error('InvalidPart', message, { UploadId: upload.id, PartNumber: String(number), ETag: etag });
}

function checksumOf(upload: Upload, parts: readonly Blob[], whole: Blob): Checksum {
  const { algorithm } = upload;
  if (upload.checksumType !== 'COMPOSITE' || algorithm === undefined) return whole.checksum;
  if (parts.some((part) => part.checksum.algorithm !== algorithm)) {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part.`,
    );
  }
  return compositeOf(
    algorithm,
    parts.map((part) => part.checksum.value),
  );
}

function holdSize(call: S3Call, parts: readonly Blob[]): void {
  const expected = header(call, 'x-amz-mp-object-size');
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (expected === undefined || Number(expected) === size) return;
  throw new S3Error(
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${size}`,
  );
}

function holdChecksum(call: S3Call, checksum: Checksum): void {
  const claimed = header(call, checksumHeader(checksum.algorithm));
  // Clients leave out the count of parts here.
  if (claimed === undefined || claimed.replace(/-\d+$/, '') === checksum.value.replace(/-\d+$/, '')) return;
  throw new S3Error('BadDigest', `The ${checksum.algorithm} you specified did not match the calculated checksum.`);
}

/** MD5 of the parts' MD5s, and their count. */
function etagOf(parts: readonly Blob[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(Buffer.from(part.etag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
}
