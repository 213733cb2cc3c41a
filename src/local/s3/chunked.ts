import { S3Error } from './error.ts';

/**
 * Takes the `aws-chunked` coding off a body, https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html:
 * `<size in hex>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n[<trailer>:<value>\r\n …]\r\n`. Trailers are put into `trailers` when the body has ended.
 */
export async function* dechunk(source: AsyncIterable<Buffer>, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  const reader = lines(source);
  try {
    for (let size = chunkSize(await reader.line()); size > 0; size = chunkSize(await reader.line())) {
      yield* reader.bytes(size);
      if ((await reader.line()) !== '') {
        throw new S3Error('IncompleteBody', 'A chunk of the body is longer than its size says.');
      }
    }
    // Some clients leave out the last empty line when there is no trailer.
    for (let line = await reader.trailer(); line !== ''; line = await reader.trailer()) {
      const colon = line.indexOf(':');
      trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
  } finally {
    await reader.end();
  }
}

function chunkSize(line: string): number {
  const hex = /^[0-9a-f]+(?=;|$)/i.exec(line)?.[0];
  if (hex === undefined)
    throw new S3Error('IncompleteBody', 'The aws-chunked body has no chunk size where one must be.');
  return Number.parseInt(hex, 16);
}

interface Lines {
  /** A line that must be there. */
  line(): Promise<string>;
  /** A line, or an empty one at the end. */
  trailer(): Promise<string>;
  bytes(count: number): AsyncGenerator<Buffer>;
  /** Reads no further. */
  end(): Promise<void>;
}

function lines(source: AsyncIterable<Buffer>): Lines {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const more = async () => {
    const next = await chunks.next();
    if (!next.done) held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return !next.done;
  };
  const cut = (count: number) => {
    const head = held.subarray(0, count);
    held = held.subarray(count);
    return head;
  };
  const upToNewline = async (atEnd: () => string) => {
    while (!held.includes('\n')) {
      if (held.length > 16_384 || !(await more())) return atEnd();
    }
    return cut(held.indexOf('\n') + 1)
      .toString('latin1')
      .trimEnd();
  };
  return {
    line: () => upToNewline(incomplete),
    trailer: () => upToNewline(() => cut(held.length).toString('latin1').trimEnd()),
    end: async () => {
      await chunks.return?.();
    },
    async *bytes(count) {
      for (let left = count; left > 0; ) {
        if (held.length === 0 && !(await more())) incomplete();
        const piece = cut(Math.min(left, held.length));
        left -= piece.length;
        yield piece;
      }
    },
  };
}

function incomplete(): never {
  throw new S3Error(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
}
