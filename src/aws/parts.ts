import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import type { UploadFile } from '../bundle/artifacts.ts';
import type { Files } from '../bundle/files.ts';

/** S3's least, so that many on the way take little memory; and the most parts that an object can have. */
const leastPart = 5 * 1024 * 1024;
const mostParts = 10_000;
/** One connection to S3 carries some 40 MB a second; more of them than this gained nothing where it was measured. */
const inFlight = 16;

/** An object that is to be, and the file that it is made of. */
export interface Parted {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
  readonly file: UploadFile;
  readonly files: Files;
  /** Ends the upload; what was sent is removed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a large file in parts, several at a time, each with its checksum. Nothing is at the key before the last request, which is refused when somebody else was
 * faster. The parts of an upload that fails are removed; those of a killed process are left to the bucket's lifecycle rule.
 */
export async function uploadParts(parted: Parted): Promise<void> {
  const { client, bucket: Bucket, key: Key } = parted;
  const sdk = await import('@aws-sdk/client-s3');
  const type = { ContentType: 'application/zip', ChecksumAlgorithm: 'CRC32' } as const;
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key, ...type }));
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts = await sendAll(parted, upload);
    const MultipartUpload = { Parts: [...Parts] };
    await client.send(new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload, IfNoneMatch: '*' }));
  } catch (error) {
    // Why it failed counts; what cannot be removed now goes by the lifecycle rule.
    await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string | undefined;
}

async function sendAll(parted: Parted, upload: Upload): Promise<readonly CompletedPart[]> {
  const { size } = parted.file;
  const length = Math.max(leastPart, Math.ceil(size / mostParts));
  const parts: CompletedPart[] = Array.from({ length: Math.ceil(size / length) });
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(parted.signal === undefined ? [] : [parted.signal])]);
  const numbers = parts.keys();
  const sender = async () => {
    for (const index of numbers) {
      signal.throwIfAborted();
      const range = { start: index * length, length: Math.min(length, size - index * length) };
      parts[index] = await send(parted, { ...upload, PartNumber: index + 1 }, { range, signal });
    }
  };
  const senders = Array.from({ length: Math.min(inFlight, parts.length) }, sender);
  try {
    await Promise.all(senders);
    return parts;
  } catch (error) {
    failed.abort(error);
    // None may be on its way when the parts are removed, or it would stay.
    await Promise.allSettled(senders);
    throw error;
  }
}

async function send(
  { client, files, file }: Parted,
  part: Upload & { readonly PartNumber: number },
  {
    range,
    signal,
  }: { readonly range: { readonly start: number; readonly length: number }; readonly signal: AbortSignal },
): Promise<CompletedPart> {
  const { UploadPartCommand } = await import('@aws-sdk/client-s3');
  const Body = files.readRange(file.path, range);
  const { ETag, ChecksumCRC32 } = await client.send(
    new UploadPartCommand({ ...part, Body, ChecksumAlgorithm: 'CRC32' }),
    { abortSignal: signal },
  );
  return { PartNumber: part.PartNumber, ETag, ChecksumCRC32 };
}
