import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Checksum, type ChecksumAlgorithm, digestOf } from './checksum.ts';
import type { ByteRange } from './range.ts';
import type { Blob, S3State } from './state.ts';

/** Copies a range of a blob, or the whole of it, into a blob of its own. */
export async function copySlice(
  state: S3State,
  source: Blob,
  range: ByteRange | undefined,
  algorithm: ChecksumAlgorithm,
): Promise<Blob> {
  const bytes = createReadStream(state.fileOf(source), range);
  return writeBlob(state, bytes, algorithm);
}

/** Joins blobs to one, in their order. Its ETag is the MD5 of the bytes; a multipart object has its own. */
export async function joinBlobs(state: S3State, blobs: readonly Blob[], algorithm: ChecksumAlgorithm): Promise<Blob> {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const blob of blobs) yield* createReadStream(state.fileOf(blob)) as AsyncIterable<Buffer>;
  }
  return writeBlob(state, bytes(), algorithm);
}

async function writeBlob(state: S3State, bytes: AsyncIterable<Buffer>, algorithm: ChecksumAlgorithm): Promise<Blob> {
  const path = state.newFile();
  const digest = digestOf(algorithm);
  const md5 = createHash('md5');
  let size = 0;
  async function* watched(): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      size += piece.length;
      digest.update(piece);
      md5.update(piece);
      yield piece;
    }
  }
  try {
    await pipeline(watched, createWriteStream(path, { flags: 'wx' }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  const checksum: Checksum = { algorithm, value: digest.digest().toString('base64'), type: 'FULL_OBJECT' };
  return { file: state.nameOf(path), size, etag: md5.digest('hex'), checksum, modifiedMs: Date.now() };
}
