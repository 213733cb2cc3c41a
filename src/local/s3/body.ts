import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { dechunk } from './chunked.ts';
import { S3Error } from './error.ts';
import { claimsOf, type Measured, measure } from './integrity.ts';

/** Documents (policies, lists of keys or parts) are small: the longest that S3 takes is a list of 10,000 parts. */
const documentLimit = 4 * 1024 * 1024;

/** Writes the body of a request to `file` and measures it. Rejects, and leaves no file, when the body is cut off or is not what its headers claim. */
export async function receiveFile(request: IncomingMessage, file: string): Promise<Measured> {
  const body = openBody(request);
  // Opened first: a stream that opens its file by itself may do so after a body that was refused at once has been cleared away.
  const handle = await open(file, 'wx');
  try {
    await pipeline(body.chunks, handle.createWriteStream());
    return body.measured();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Reads the body of a request that is a document, checked as any body. */
export async function receiveDocument(request: IncomingMessage): Promise<string> {
  const body = openBody(request);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body.chunks) {
    size += piece.length;
    if (size > documentLimit)
      throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function openBody(request: IncomingMessage) {
  const claims = claimsOf(request.headers);
  const trailers = new Map<string, string>();
  const gauge = measure(claims, trailers);
  // A body that is refused in its middle is left unread, not destroyed: with it would go the connection, and the client would never hear why.
  const bytes: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
  const source = claims.chunked ? dechunk(bytes, trailers) : bytes;
  let measured: Measured | undefined;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      gauge.update(piece);
      yield piece;
    }
    // Throwing here, inside the stream, makes the writer give up its file as it does for a cut connection.
    measured = gauge.end();
  }
  return {
    chunks: chunks(),
    measured(): Measured {
      if (measured === undefined) throw new S3Error('IncompleteBody', 'The body did not arrive whole.');
      return measured;
    },
  };
}
