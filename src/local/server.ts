import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Faults, Meeting } from './faults/faults.ts';
import { rpcCall, s3Call } from './faults/named.ts';
import { kindOf } from './kind.ts';
import { dispatch, refusal } from './protocols/dispatch.ts';
import type { Answer, RpcRequest } from './protocols/exchange.ts';
import { sendError } from './s3/respond.ts';
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
  /** What shall go wrong with calls; absent: nothing. */
  readonly faults?: Faults;
  /** Everything else below `/_beanpole/`. */
  readonly control?: (request: RpcRequest) => Promise<Answer>;
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
      return answerS3(request, response, { head, ...given });
    case 'health':
      return send(response, plain(200, 'application/json', JSON.stringify(handlers.health())));
    case 'control':
      return send(
        response,
        (await handlers.control?.({ ...head, body: await body() })) ?? plain(404, 'text/plain', ''),
      );
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
  const whole = { ...given.head, body };
  const left = new AbortController();
  response.once('close', () => left.abort());
  const gone = AbortSignal.any([left.signal, given.stopping]);
  return meet(given, {
    call: rpcCall(whole, services),
    request,
    response,
    body,
    answer: async () => send(response, await dispatch(whole, services, { fault, gone })),
    refuse: (error) => send(response, refusal(whole, services, error)),
  });
}

async function answerS3(
  request: IncomingMessage,
  response: ServerResponse,
  given: Given & { readonly head: Omit<RpcRequest, 'body'> },
): Promise<void> {
  const { method, path: resource } = given.head;
  return meet(given, {
    call: s3Call({ ...given.head, url: request.url ?? '/' }),
    request,
    response,
    answer: () => given.handlers.s3(request, response),
    refuse(error) {
      sendError(response, error, { method, resource });
      request.resume();
    },
  });
}

/** Lets a call meet what is planned for it. */
function meet({ handlers, stopping }: Given, meeting: Omit<Meeting, 'stopping'>): Promise<void> {
  const port = meeting.request.socket.localPort ?? 0;
  return handlers.faults?.meet({ ...meeting, stopping }, port) ?? meeting.answer();
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
