import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { afterAll } from '@jest/globals';

/** One request, as the log of the server keeps it. */
export interface Asked {
  /** `PUT bundles/….zip`, with `part`, `create`, `complete`, `abort` for the steps of a multipart upload. */
  readonly what: string;
  readonly key: string;
  readonly userAgent: string;
}

/** A refusal that stands in for S3's own answer. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
}

export interface LoopbackS3 {
  readonly endpoint: string;
  readonly bucket: string;
  readonly objects: Map<string, Buffer>;
  /** Multipart uploads that are neither complete nor removed. */
  readonly uploads: Map<string, Map<number, Buffer>>;
  readonly log: Asked[];
  /** Asked before each request; a refusal is sent instead of the answer, a promise holds the answer back. */
  intercept: (asked: Asked) => Refusal | undefined | Promise<Refusal | undefined>;
}

/** A bucket on loopback that speaks enough of S3 for the real SDK: conditional writes, checksums and multipart uploads. */
export async function loopbackS3(): Promise<LoopbackS3> {
  const s3: LoopbackS3 = {
    endpoint: '',
    bucket: 'artifacts',
    objects: new Map(),
    uploads: new Map(),
    log: [],
    intercept: () => undefined,
  };
  const server = createServer((request, response) => {
    answer(s3, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(s3, { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const opened: (() => void)[] = [];
afterAll(() => {
  for (const close of opened.splice(0)) close();
});

async function answer(s3: LoopbackS3, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? '/', 'http://loopback');
  const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
  const key = rest.join('/');
  const asked = {
    what: `${request.method} ${stepOf(request, url)}`.trim(),
    key,
    userAgent: request.headers['user-agent'] ?? '',
  };
  s3.log.push(asked);
  const refusal = (await s3.intercept(asked)) ?? wrong(s3, { bucket, request, body });
  if (refusal !== undefined) refuse(response, refusal, request.method);
  else perform(s3, { key, url, request, body, response });
}

function stepOf(request: IncomingMessage, { searchParams }: URL): string {
  if (searchParams.has('uploads')) return 'create';
  if (searchParams.has('partNumber')) return 'part';
  if (!searchParams.has('uploadId')) return '';
  return request.method === 'DELETE' ? 'abort' : 'complete';
}

interface Sent {
  readonly bucket: string | undefined;
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

function wrong(s3: LoopbackS3, { bucket, request, body }: Sent): Refusal | undefined {
  if (bucket !== s3.bucket) return { status: 404, code: 'NoSuchBucket' };
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  const expected = {
    'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
    'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
    'x-amz-checksum-crc32': crc.toString('base64'),
  };
  const bad = Object.entries(expected).some(([name, value]) => (request.headers[name] ?? value) !== value);
  return bad ? { status: 400, code: 'BadDigest' } : undefined;
}

interface Exchange {
  readonly key: string;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
}

function perform(s3: LoopbackS3, exchange: Exchange): void {
  const { key, url, request, body, response } = exchange;
  const id = url.searchParams.get('uploadId') ?? '';
  const step = `${request.method} ${stepOf(request, url)}`.trim();
  const object = s3.objects.get(key);
  if (
    request.headers['if-none-match'] === '*' &&
    object !== undefined &&
    step !== 'POST create' &&
    step !== 'PUT part'
  ) {
    refuse(response, { status: 412, code: 'PreconditionFailed' });
  } else if (step === 'PUT') {
    s3.objects.set(key, body);
    response.writeHead(200, { etag: '"x"' }).end();
  } else if (step === 'POST create') {
    const uploadId = `upload-${s3.log.length}`;
    s3.uploads.set(uploadId, new Map());
    response.end(`<InitiateMultipartUploadResult><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`);
  } else if (step === 'PUT part') {
    s3.uploads.get(id)?.set(Number(url.searchParams.get('partNumber')), body);
    response.writeHead(200, { etag: '"part"' }).end();
  } else if (step === 'POST complete') {
    const parts = [...(s3.uploads.get(id) ?? [])].sort(([one], [other]) => one - other);
    s3.objects.set(key, Buffer.concat(parts.map(([, part]) => part)));
    s3.uploads.delete(id);
    response.end('<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>');
  } else if (step === 'DELETE abort') {
    s3.uploads.delete(id);
    response.writeHead(204).end();
  } else if (object === undefined) {
    refuse(response, { status: 404, code: 'NoSuchKey' }, request.method);
  } else {
    response.writeHead(200, { 'content-length': object.length });
    response.end(request.method === 'HEAD' ? undefined : object);
  }
}

function refuse(response: ServerResponse, { status, code }: Refusal, method = 'GET'): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(method === 'HEAD' ? undefined : `<Error><Code>${code}</Code><Message>${code} it is</Message></Error>`);
}
