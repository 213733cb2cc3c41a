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
    // One for all parts of a sender: what is thrown away is not collected as fast as a network takes it.
    const room = Buffer.allocUnsafe(Math.min(length, size));
    for (const index of numbers) {
      signal.throwIfAborted();
      const range = { start: index * length, length: Math.min(length, size - index * length) };
      const Body = parted.files.readRange(parted.file.path, range, room);
      parts[index] = await send(parted.client, { ...upload, PartNumber: index + 1, Body }, signal);
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

/**
 * Over TLS nobody can change a part on its way, and its checksum goes with it: to sign its SHA-256 as well, as the SDK does with what is in memory, would cost
 * as much time as to send it. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "UNSIGNED-PAYLOAD"
 */
async function send(
  client: S3Client,
  part: Upload & { readonly PartNumber: number; readonly Body: Uint8Array },
  abortSignal: AbortSignal,
): Promise<CompletedPart> {
  const { UploadPartCommand } = await import('@aws-sdk/client-s3');
  const command = new UploadPartCommand({ ...part, ChecksumAlgorithm: 'CRC32' });
  const leaveToTls = (request: unknown) => {
    const { protocol, headers } = request as { protocol: string; headers: Record<string, string> };
    if (protocol === 'https:') headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
  };
  command.middlewareStack.add(
    (next) => (args) => {
      leaveToTls(args.request);
      return next(args);
    },
    { step: 'build', name: 'leaveToTls' },
  );
  const { ETag, ChecksumCRC32 } = await client.send(command, { abortSignal });
  return { PartNumber: part.PartNumber, ETag, ChecksumCRC32 };
}
