import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { credentialOf } from './protocols/authentication.ts';
import { dispatch } from './protocols/dispatch.ts';
import type { Answer, RpcRequest } from './protocols/exchange.ts';
import type { Service } from './service.ts';

/** Longest body of a request that is not an upload: CloudFormation's templates and SQS's batches end at 1 MiB, and a form may triple that. */
const longestBody = 8 * 1024 * 1024;

/** How long a stopping server waits for requests under way before it cuts them. */
const patienceMs = 2_000;

/** A handler that answers for itself. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the server hands requests to. */
export interface Handlers {
  readonly services: readonly Service[];
  readonly s3: HttpHandler;
  /** The instance metadata service, below `/_imds/<instance>/`. */
  readonly imds: (request: RpcRequest) => Promise<Answer> | Answer;
  /** A signal, PUT to the URL of a wait condition handle; `false`: nothing waits on it. */
  readonly putSignal: (path: string, body: string) => boolean;
  /** What `/_beanpole/health` tells. */
  readonly health: () => object;
  /** Hears of mistakes of this cloud; clients see `InternalFailure`. */
  readonly fault: (error: unknown) => void;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no more requests, lets those under way end within 2 s, then cuts them. */
  stop(): Promise<void>;
}

/** Listens on loopback, and nowhere else: this cloud believes every signature. Port 0 takes a free one. Rejects when the port is taken. */
export async function listen(port: number, handlers: Handlers): Promise<Listening> {
  const stopping = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    handle(request, response, { handlers, stopping: stopping.signal }).catch((error: unknown) => {
      handlers.fault(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(explain(cause, port))).listen(port, '127.0.0.1', resolve);
  });
  const busy = busySockets(server);
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server, { stopping, busy }) };
}

/** The open sockets of a server, with the number of requests under way on each. Node's own idea of an idle one leaves out those that have sent nothing yet. */
function busySockets(server: Server): ReadonlyMap<Socket, number> {
  const open = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    open.set(socket, 0);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    open.set(socket, (open.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (open.get(socket) ?? 1) - 1;
      if (open.has(socket)) open.set(socket, left);
      // The last answer before the end: nobody may keep the connection for another request.
      if (left === 0 && !server.listening) socket.end();
    });
  });
  return open;
}

function explain(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code !== 'EADDRINUSE') return cause;
  const message = `Port ${port} of 127.0.0.1 is in use. Stop what listens there, or give this cloud another one with --port.`;
  return new Error(message, { cause });
}

/** Where a request belongs. Paths first, then what only one kind of client sends, and S3 for all that is left. */
export function kindOf(
  request: Pick<RpcRequest, 'method' | 'path' | 'query' | 'headers'>,
): 'health' | 'imds' | 'rpc' | 's3' | 'signal' {
  const { path, headers, query } = request;
  if (path === '/_beanpole/health') return 'health';
  if (path.startsWith('/_imds/')) return 'imds';
  // CloudFormation hands these out as presigned URLs of a bucket of its own.
  if (request.method === 'PUT' && path.startsWith('/cloudformation-waitcondition-')) return 'signal';
  if (headers['smithy-protocol'] !== undefined || headers['x-amz-target'] !== undefined) return 'rpc';
  const service = credentialOf(request)?.service;
  if (service !== undefined && service !== '') return service === 's3' ? 's3' : 'rpc';
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return (request.method === 'POST' && form) || (query.has('Action') && query.has('Version')) ? 'rpc' : 's3';
}

interface Given {
  readonly handlers: Handlers;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
}

async function handle(request: IncomingMessage, response: ServerResponse, given: Given): Promise<void> {
  const { handlers } = given;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const head = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
  };
  const body = async () => (await collect(request)) ?? Buffer.alloc(0);
  switch (kindOf(head)) {
    case 's3':
      return handlers.s3(request, response);
    case 'health':
      return send(response, plain(200, 'application/json', JSON.stringify(handlers.health())));
    case 'imds':
      return send(response, await handlers.imds({ ...head, body: await body() }));
    case 'signal': {
      const heard = handlers.putSignal(head.path, (await body()).toString('utf8'));
      return send(response, plain(heard ? 200 : 404, 'text/plain', ''));
    }
    case 'rpc':
      return answerRpc(request, response, { head, ...given });
  }
}

function plain(status: number, type: string, body: string): Answer {
  return { status, headers: { 'content-type': type }, body };
}

async function answerRpc(
  request: IncomingMessage,
  response: ServerResponse,
  given: Given & { readonly head: Omit<RpcRequest, 'body'> },
): Promise<void> {
  const body = await collect(request);
  const { services, fault } = given.handlers;
  if (body === undefined) return send(response, plain(413, 'text/plain', 'Request Entity Too Large'));
  const left = new AbortController();
  response.once('close', () => left.abort());
  const gone = AbortSignal.any([left.signal, given.stopping]);
  return send(response, await dispatch({ ...given.head, body }, services, { fault, gone }));
}

/** The body of a request; `undefined` when it is too long. */
async function collect(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= longestBody) pieces.push(piece);
  }
  return size > longestBody ? undefined : Buffer.concat(pieces);
}

function send(response: ServerResponse, answer: Answer): void {
  const length = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length }).end(answer.body);
}

async function stop(
  server: Server,
  given: { readonly stopping: AbortController; readonly busy: ReadonlyMap<Socket, number> },
): Promise<void> {
  // Long polls end now, with an answer.
  given.stopping.abort();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const [socket, requests] of given.busy) if (requests === 0) socket.destroy();
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(timer);
}
