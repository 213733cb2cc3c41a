import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  /** `GET /bucket/key`, `SignalResource`, `AmazonSSM.GetParameters`. */
  readonly name: string;
  readonly authorization: string;
  readonly token: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Operation = (call: Call) => Answer;

/** As much of AWS as one instance sees, on loopback, in AWS's own words. */
export interface Cloud {
  readonly endpoint: string;
  readonly metadata: string;
  readonly calls: Call[];
  readonly objects: Map<string, Buffer>;
  /** Operations by name; each may be replaced by a test. */
  readonly operations: Record<string, Operation>;
  named(name: string): readonly Call[];
  stop(): Promise<void>;
}

export const instance = 'i-0123456789abcdef0';

export async function startCloud(): Promise<Cloud> {
  const calls: Call[] = [];
  const objects = new Map<string, Buffer>();
  const operations: Record<string, Operation> = {
    SignalResource: () => ({ body: '<SignalResourceResponse/>' }),
  };
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const { status = 200, body: text = '', headers = {} } = answer(request, body);
    response.writeHead(status, headers).end(text);
  });

  function answer(request: IncomingMessage, body: Buffer): Answer {
    const path = decodeURIComponent(request.url ?? '');
    const [, id = instance, rest = ''] = /^\/_imds(?:-(i-\w+))?\/latest\/(.*)/.exec(path) ?? [];
    if (path.startsWith('/_imds')) return imds(request, rest, id);
    const parameters = Object.fromEntries(new URLSearchParams(body.toString()));
    const target = request.headers['x-amz-target'];
    const name = path !== '/' ? `${request.method} ${path}` : String(target ?? parameters['Action']);
    const authorization = request.headers.authorization ?? '';
    const token = String(request.headers['x-amz-security-token'] ?? '');
    const call = { name, authorization, token, parameters, body: body.toString() };
    calls.push(call);
    const operation = operations[name];
    if (operation !== undefined) return operation(call);
    if (path !== '/') return s3(request, path, body, objects);
    return {
      status: 400,
      body: `<ErrorResponse><Error><Code>InvalidAction</Code><Message>${name}</Message></Error></ErrorResponse>`,
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    metadata: `${endpoint}/_imds`,
    calls,
    objects,
    operations,
    named: (name) => calls.filter((call) => call.name === name),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Heeds the conditions on which S3 writes: one of several writers is let through. */
function s3({ method, headers }: IncomingMessage, path: string, body: Buffer, objects: Map<string, Buffer>): Answer {
  const key = path.slice(1);
  const object = objects.get(key);
  if (method === 'PUT') {
    const wanted = headers['if-match'];
    const held = headers['if-none-match'] === '*' && object !== undefined;
    if (held || (wanted !== undefined && (object === undefined || etagOf(object) !== wanted))) {
      return { status: 412, body: '<Error><Code>PreconditionFailed</Code><Message>No.</Message></Error>' };
    }
    objects.set(key, body);
    return { headers: { etag: etagOf(body) } };
  }
  if (object !== undefined) return { body: object, headers: { etag: etagOf(object) } };
  return {
    status: 404,
    body: '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
  };
}

function etagOf(object: Buffer): string {
  return `"${createHash('md5').update(object).digest('hex')}"`;
}

function imds({ method, headers }: IncomingMessage, path: string, id: string): Answer {
  if (method === 'PUT' && path === 'api/token') return { body: 'session' };
  if (headers['x-aws-ec2-metadata-token'] !== 'session') return { status: 401 };
  const role = 'meta-data/iam/security-credentials/';
  if (path === 'meta-data/instance-id') return { body: id };
  if (path === role) return { body: 'shop-role' };
  if (path !== `${role}shop-role`) return { status: 404 };
  const Expiration = new Date(Date.now() + 3_600_000).toISOString();
  return {
    body: JSON.stringify({ Code: 'Success', AccessKeyId: 'ASIA1', SecretAccessKey: 's', Token: 't', Expiration }),
  };
}

export function error(status: number, code: string, message: string): Answer {
  return {
    status,
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
