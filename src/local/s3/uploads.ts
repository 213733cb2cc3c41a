import { flat } from '../protocols/xml.ts';
import { numberOf, type S3Answer, type S3Call, type S3Operation } from './call.ts';
import { encodingOf } from './encoding.ts';
import { S3Error } from './error.ts';
import { compareUtf8 } from './order.ts';
import { bucketOf, type Upload } from './state.ts';

/** What is known of uploads under way. */
export const uploadListings: Readonly<Record<string, S3Operation>> = {
  ListParts: listParts,
  ListMultipartUploads: listUploads,
};

/** The upload that a request names, or S3's `NoSuchUpload`. */
export function uploadOf(call: S3Call): Upload {
  bucketOf(call.state, call.bucket);
  const id = call.query.get('uploadId') ?? '';
  const upload = call.state.uploads.get(id);
  if (upload !== undefined && upload.bucket === call.bucket && upload.key === call.key) return upload;
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new S3Error('NoSuchUpload', message, { UploadId: id });
}

function listParts(call: S3Call): S3Answer {
  const upload = uploadOf(call);
  const most = numberOf(call, 'max-parts', { fallback: 1000, most: 1000 });
  const marker = numberOf(call, 'part-number-marker', { fallback: 0, most: 10_000 });
  const numbers = Object.keys(upload.parts)
    .map(Number)
    .sort((a, b) => a - b)
    .filter((number) => number > marker);
  const page = numbers.slice(0, most);
  const parts = page
    .map((number) => ({ number, part: upload.parts[number] }))
    .flatMap(({ number, part }) =>
      part === undefined
        ? []
        : [
            {
              PartNumber: number,
              LastModified: new Date(part.modifiedMs),
              ETag: `"${part.etag}"`,
              Size: part.size,
              [`Checksum${part.checksum.algorithm}`]: part.checksum.value,
            },
          ],
    );
  const content = {
    Bucket: upload.bucket,
    Key: upload.key,
    UploadId: upload.id,
    StorageClass: 'STANDARD',
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1) ?? 0,
    MaxParts: most,
    IsTruncated: numbers.length > page.length,
    ChecksumAlgorithm: upload.algorithm,
    ChecksumType: upload.checksumType,
    Part: flat(parts),
  };
  return { status: 200, xml: { root: 'ListPartsResult', content } };
}

function listUploads(call: S3Call): S3Answer {
  bucketOf(call.state, call.bucket);
  const prefix = call.query.get('prefix') ?? '';
  const keyMarker = call.query.get('key-marker') ?? '';
  const idMarker = call.query.get('upload-id-marker') ?? '';
  const most = numberOf(call, 'max-uploads', { fallback: 1000, most: 1000 });
  const encoding = encodingOf(call);
  const all = call.state.uploads
    .values()
    .filter((upload) => upload.bucket === call.bucket && upload.key.startsWith(prefix))
    .sort((a, b) => compareUtf8(a.key, b.key) || a.startedMs - b.startedMs || compareUtf8(a.id, b.id));
  const marked = all.findIndex((upload) => upload.key === keyMarker && upload.id === idMarker);
  const after = marked === -1 ? all.filter((upload) => compareUtf8(upload.key, keyMarker) > 0) : all.slice(marked + 1);
  const page = after.slice(0, most);
  const truncated = after.length > page.length;
  const content = {
    Bucket: call.bucket,
    KeyMarker: encoding.encode(keyMarker),
    UploadIdMarker: idMarker,
    ...(truncated && { NextKeyMarker: encoding.encode(page.at(-1)?.key ?? ''), NextUploadIdMarker: page.at(-1)?.id }),
    MaxUploads: most,
    ...(prefix !== '' && { Prefix: encoding.encode(prefix) }),
    EncodingType: encoding.type,
    IsTruncated: truncated,
    Upload: flat(
      page.map((upload) => ({
        UploadId: upload.id,
        Key: encoding.encode(upload.key),
        Initiated: new Date(upload.startedMs),
        StorageClass: 'STANDARD',
        ChecksumAlgorithm: upload.algorithm,
        ChecksumType: upload.checksumType,
      })),
    ),
  };
  return { status: 200, xml: { root: 'ListMultipartUploadsResult', content } };
}
