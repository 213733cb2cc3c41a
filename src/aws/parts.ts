import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import type { UploadFile } from '../bundle/artifacts.ts';
import type { Files } from '../bundle/files.ts';

/** S3's least, so that many on the way take little memory; and the most parts that an object can have. */
const leastPart = 5 * 1024 * 1024;
const mostParts = 10_000;
/** Parts on the way at first, and at most: one connection to S3 carries some 40 MB a second, and more of them than that gained nothing where it was measured. */
const inFlight = { first: 6, most: 16 };
/** Above this share of its time a thread encrypts and copies rather than waits: another connection would only take memory. */
const busyFrom = 0.7;
/** What TLS is given at a time: it keeps all that it is given once more, encrypted, until the network has taken it. */
const pieceBytes = 1024 * 1024;

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
  const began = performance.eventLoopUtilization();
  const isWaiting = () => performance.eventLoopUtilization(began).utilization < busyFrom;
  const senders: Promise<void>[] = [];
  const begin = () => {
    if (senders.length < Math.min(inFlight.most, parts.length))
      senders.push(sender().catch((error) => failed.abort(error)));
  };
  const sender = async () => {
    // One for all parts of a sender: what is thrown away is not collected as fast as a network takes it.
    const room = Buffer.allocUnsafe(Math.min(length, size));
    for (const index of numbers) {
      signal.throwIfAborted();
      const range = { start: index * length, length: Math.min(length, size - index * length) };
      const Body = await parted.files.readRangeAsync(parted.file.path, range, room);
      parts[index] = await send(parted.client, { ...upload, PartNumber: index + 1, Body }, signal);
      if (isWaiting()) begin();
    }
  };
  for (let count = 0; count < inFlight.first; count += 1) begin();
  // Those that are begun meanwhile are awaited too: none may be on its way when the parts of a failed upload are removed, or its part would stay.
  for (const one of senders) await one;
  failed.signal.throwIfAborted();
  return parts;
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
  command.middlewareStack.add(leaveToTls, { step: 'build', name: 'leaveToTls' });
  // Below the retries and the signature, which want to see all of it.
  command.middlewareStack.add(inPieces, { step: 'deserialize', priority: 'low', name: 'inPieces' });
  const { ETag, ChecksumCRC32 } = await client.send(command, { abortSignal });
  return { PartNumber: part.PartNumber, ETag, ChecksumCRC32 };
}

/** What a middleware is given, as far as it matters here. */
interface Sent {
  readonly request: unknown;
}

interface PartRequest {
  readonly protocol: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  clone(): object;
}

const leaveToTls =
  <A extends Sent, R>(next: (args: A) => R) =>
  (args: A): R => {
    const { protocol, headers } = args.request as PartRequest;
    if (protocol === 'https:') headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
    return next(args);
  };

/** A repeated request is given its body from the beginning, so each is a request of its own. */
const inPieces =
  <A extends Sent, R>(next: (args: A) => R) =>
  (args: A): R => {
    const request = args.request as PartRequest;
    const body = Readable.from(piecesOf(request.body), { objectMode: false, highWaterMark: pieceBytes });
    return next({ ...args, request: Object.assign(request.clone(), { body }) });
  };

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
