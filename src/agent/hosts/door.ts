import {
  createServer as createPlain,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { lineOf } from '../answer-line.ts';
import type { Clock } from '../clock.ts';
import type { RotatedFile } from '../rotated.ts';
import type { Behind } from './host.ts';
import { serveStatic } from './static-files.ts';

/** Stands where nginx stands on a machine: passes requests and WebSockets on to the application's port. */
export interface Door {
  /** Sends what comes from now on elsewhere; requests under way stay where they are. */
  turn(to: Beyond): Promise<void>;
  /** Waits until nothing is under way to a port, at most so many AWS milliseconds, then cuts what is left. */
  drain(port: number, drainMs: number): Promise<void>;
  /** Accepts no more, lets what is under way finish for at most so many AWS milliseconds, then cuts what is left. */
  close(drainMs: number): Promise<void>;
}

/** Where a door leads. */
export type Beyond = Pick<Behind, 'port' | 'proxy' | 'others'>;

/**
 * It speaks HTTP, as nginx does, for the sake of its closing: on bare connections a request under way and one that is
 * only kept alive look the same. The load balancer keeps connections for 60 s; we keep them longer.
 */
const keepAliveMs = 75_000;
const watchMs = 20;

/** The loopback port, and where each answer gets its line. */
export interface Threshold {
  readonly port: number;
  readonly log: Pick<RotatedFile, 'append'>;
}

/** Opens the door on a loopback port; with a key and a certificate it speaks TLS. */
export async function openDoor(
  from: Threshold,
  to: Beyond,
  clock: Clock,
  secret?: { readonly key: Buffer; readonly cert: Buffer },
): Promise<Door> {
  const traffic = new Map<Cuttable, number>();
  let beyond = to;
  let closing = false;
  const options = { keepAliveTimeout: keepAliveMs, requestTimeout: 0, noDelay: true };
  const server: Server = secret === undefined ? createPlain(options) : createSecure({ ...options, ...secret });
  server.on('request', (asked: IncomingMessage, answer: ServerResponse) => {
    if (closing) answer.shouldKeepAlive = false;
    const began = performance.now();
    answer.once('close', () => from.log.append(told(asked, answer, began)));
    try {
      const { port, proxy } = beyond;
      under(traffic, answer, port);
      if (proxy === undefined || serveStatic(proxy, asked, answer) === 'elsewhere') pass(asked, answer, port);
    } catch {
      // A path or header that may arrive and yet may not be sent.
      answer.writeHead(400, { 'content-length': 0 }).end();
    }
  });
  server.on('upgrade', (asked, socket, head) => {
    under(traffic, socket, beyond.port);
    tunnel({ asked, socket, head, port: beyond.port });
  });
  await listen(server, from.port);
  return {
    turn: async (next) => {
      beyond = next;
    },
    drain: async (left, drainMs) => {
      const toLeft = () => [...traffic].filter(([, served]) => served === left).map(([one]) => one);
      const deadline = performance.now() + clock.limit(drainMs);
      while (toLeft().length > 0 && performance.now() < deadline) await pause(watchMs);
      for (const one of toLeft()) one.destroy();
    },
    close: async (drainMs) => {
      closing = true;
      const closed = new Promise((resolve) => server.close(resolve));
      // A connection becomes idle when its last answer is out.
      const sweep = setInterval(() => server.closeIdleConnections(), watchMs);
      const limit = setTimeout(() => cut(server, traffic), clock.limit(drainMs));
      await closed;
      clearInterval(sweep);
      clearTimeout(limit);
    },
  };
}

/** 499 is nginx's word for a client that went before its answer. */
function told(asked: IncomingMessage, answer: ServerResponse, began: number): string {
  const { socket, method, url, httpVersion, headers } = asked;
  const status = answer.headersSent ? answer.statusCode : 499;
  const forwarded = headers['x-forwarded-for'];
  return lineOf(
    { at: Date.now(), status, took: performance.now() - began },
    {
      from: socket.remoteAddress,
      request: `${method} ${url} HTTP/${httpVersion}`,
      referer: headers.referer,
      agent: headers['user-agent'],
      forwarded: Array.isArray(forwarded) ? forwarded.join(', ') : forwarded,
    },
  );
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** What is under way: an answer, or a tunnel. */
type Cuttable = Pick<ServerResponse | Duplex, 'destroy' | 'once'>;

function under(traffic: Map<Cuttable, number>, one: ServerResponse | Duplex, port: number): void {
  traffic.set(one, port);
  one.once('close', () => traffic.delete(one));
}

function pause(realMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, realMs));
}

function cut(server: Server, traffic: ReadonlyMap<Cuttable, number>): void {
  server.closeAllConnections();
  for (const one of traffic.keys()) one.destroy();
}

/** A connection of its own for each request: one that is shared may be closed by the application just as it is used. */
function pass(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url: path } = asked;
  const headers = { ...kept(asked, ['connection', 'keep-alive', 'expect', 'upgrade']), ...forwarded(asked) };
  const onward = request({ host: '127.0.0.1', port, method, path, headers, agent: false, setHost: false });
  onward.on('response', (came) => {
    answer.writeHead(came.statusCode ?? 502, came.statusMessage, kept(came, ['connection', 'keep-alive']));
    // What breaks on one side breaks on the other: a half answer must not look like a whole one.
    came.on('error', () => answer.destroy());
    came.pipe(answer);
  });
  onward.on('error', () => {
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(502, { 'content-length': 0 }).end();
  });
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}

/** Headers as they came, but for these. */
function kept({ rawHeaders }: IncomingMessage, without: readonly string[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const key = name.toLowerCase();
    const before = headers[key];
    if (!without.includes(key)) headers[key] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

/** What nginx would add. */
function forwarded({ headers, socket }: IncomingMessage): Record<string, string> {
  const client = socket.remoteAddress ?? '127.0.0.1';
  return {
    'x-real-ip': client,
    'x-forwarded-for': [headers['x-forwarded-for'], client].filter(Boolean).join(', '),
    'x-forwarded-proto': String(headers['x-forwarded-proto'] ?? 'http'),
  };
}

interface Upgrade {
  readonly asked: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly port: number;
}

/** From here on the two sides speak among themselves. */
function tunnel({ asked, socket, head, port }: Upgrade): void {
  const onward = connect(port, '127.0.0.1');
  const lines = Object.entries({ ...kept(asked, []), ...forwarded(asked) });
  const headers = lines.flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}\r\n`));
  onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
  onward.write(head);
  socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
  onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.pipe(onward).pipe(socket);
}
