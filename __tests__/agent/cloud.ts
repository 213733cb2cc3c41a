import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status?: number;
  readonly body?: string | Buffer;
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
    const { status = 200, body: text = '' } = answer(request, body);
    response.writeHead(status).end(text);
  });

  function answer(request: IncomingMessage, body: Buffer): Answer {
    const path = decodeURIComponent(request.url ?? '');
    if (path.startsWith('/_imds')) return imds(request, path.slice('/_imds/latest/'.length));
    const parameters = Object.fromEntries(new URLSearchParams(body.toString()));
    const target = request.headers['x-amz-target'];
    const name = path !== '/' ? `${request.method} ${path}` : String(target ?? parameters['Action']);
    const authorization = request.headers.authorization ?? '';
    const token = String(request.headers['x-amz-security-token'] ?? '');
    const call = { name, authorization, token, parameters, body: body.toString() };
    calls.push(call);
    const operation = operations[name];
    if (operation !== undefined) return operation(call);
    if (path !== '/') return s3(request.method ?? '', path, body, objects);
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

function s3(method: string, path: string, body: Buffer, objects: Map<string, Buffer>): Answer {
  const key = path.slice(1);
  if (method === 'PUT') {
    objects.set(key, body);
    return {};
  }
  const object = objects.get(key);
  if (object !== undefined) return { body: object };
  return {
    status: 404,
    body: '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
  };
}

function imds({ method, headers }: IncomingMessage, path: string): Answer {
  if (method === 'PUT' && path === 'api/token') return { body: 'session' };
  if (headers['x-aws-ec2-metadata-token'] !== 'session') return { status: 401 };
  const role = 'meta-data/iam/security-credentials/';
  if (path === 'meta-data/instance-id') return { body: instance };
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
