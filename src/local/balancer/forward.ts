import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as askPlain,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { request as askSecure } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Place } from '../compute/relay.ts';
import { page, refuse } from './answers.ts';
import { endToEnd, type Headers } from './headers.ts';

/** Where a request goes and how long the target may keep silent. */
export interface Leg {
  readonly place: Place;
  /** Whether the target group speaks HTTPS; nobody looks at the certificate. */
  readonly secure: boolean;
  readonly headers: Headers;
  /** What the load balancer adds to the answer as `Set-Cookie`. */
  readonly cookies: readonly string[];
  readonly agent: Agent;
  /** The load balancer's idle timeout, real milliseconds. */
  readonly idleMs: number;
  /** Ends the request from outside: the deregistration delay is over. Called once with the means to do so. */
  cuttable(cut: () => void): void;
}

/** How it ended: the status that the client got, and the seconds until the target began to answer, if it did. */
export interface Ending {
  readonly status: number;
  readonly responseTime?: number;
}

/** How long a connection to a target may take to open, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues */
const connectMs = 10_000;

/**
 * Carries one request to a target and its answer back, streaming both. A target that cannot be reached or breaks off before it answers is a 502, one that
 * keeps silent a 504: nothing is tried a second time, since a load balancer that retried would hide faults that users meet on AWS.
 */
export function forward(request: IncomingMessage, response: ServerResponse, leg: Leg): Promise<Ending> {
  return new Promise((resolve) => {
    const began = performance.now();
    const upstream = ask(leg, options(request, leg));
    const fail = (status: number) => {
      upstream.destroy();
      if (!response.destroyed) refuse(response, status);
      resolve({ status });
    };
    patience(upstream, leg.idleMs, () => fail(504));
    leg.cuttable(() => {
      upstream.destroy();
      response.destroy();
    });
    upstream.once('error', () => fail(502));
    upstream.once('response', (answer) => {
      const responseTime = (performance.now() - began) / 1000;
      upstream.removeAllListeners('error').on('error', () => response.destroy());
      pass(answer, response, leg.cookies);
      response.once('close', () => resolve({ status: answer.statusCode ?? 502, responseTime }));
    });
    // A client that goes away takes its request with it (ALB logs 460).
    response.once('close', () => {
      if (!response.writableFinished) upstream.destroy();
    });
    request.pipe(upstream);
  });
}

function ask({ secure }: Leg, options: RequestOptions): ClientRequest {
  return secure ? askSecure({ ...options, rejectUnauthorized: false }) : askPlain(options);
}

function options(request: IncomingMessage, leg: Leg) {
  const chunked = request.headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };
  const { method, url: path } = request;
  return {
    ...leg.place,
    method,
    path,
    headers: { ...leg.headers, ...chunked },
    agent: leg.agent,
    setHost: false,
  };
}

function pass(answer: IncomingMessage, response: ServerResponse, cookies: readonly string[]): void {
  const headers = endToEnd(answer);
  if (cookies.length > 0) withCookies(headers, cookies);
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
  answer.once('error', () => response.destroy());
  answer.once('aborted', () => response.destroy());
  answer.pipe(response);
}

/** Cookies of the application stay as they are. */
function withCookies(headers: Headers, cookies: readonly string[]): void {
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'set-cookie') ?? 'Set-Cookie';
  headers[name] = [headers[name] ?? [], ...cookies].flat();
}

function patience(upstream: ClientRequest, idleMs: number, late: () => void): void {
  upstream.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(late, Math.min(connectMs, idleMs));
    socket.once('connect', () => clearTimeout(timer));
    upstream.once('close', () => clearTimeout(timer));
  });
  upstream.setTimeout(idleMs, late);
}

/** Carries an upgrade (WebSocket): once the target agrees, bytes flow both ways until either side ends. */
export function upgrade(request: IncomingMessage, client: Duplex, head: Buffer, leg: Leg): Promise<Ending> {
  return new Promise((resolve) => {
    const began = performance.now();
    const headers = { ...leg.headers, Connection: 'Upgrade', Upgrade: request.headers.upgrade ?? '' };
    const upstream = ask(leg, { ...options(request, leg), headers, agent: false });
    let responseTime: number | undefined;
    const end = (status: number) => {
      upstream.destroy();
      client.destroy();
      resolve({ status, ...(responseTime !== undefined && { responseTime }) });
    };
    patience(upstream, leg.idleMs, () => end(504));
    leg.cuttable(() => end(101));
    client.once('error', () => end(101)).once('close', () => end(101));
    upstream.once('error', () => {
      const body = page(502);
      client.end(
        `HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      resolve({ status: 502 });
    });
    upstream.once('upgrade', (answer, target, first) => {
      upstream
        .removeAllListeners('timeout')
        .removeAllListeners('error')
        .on('error', () => client.destroy());
      responseTime = (performance.now() - began) / 1000;
      client.write(head101(answer));
      if (first.length > 0) client.write(first);
      if (head.length > 0) target.write(head);
      target.setTimeout(0);
      target.pipe(client).pipe(target);
      target.once('error', () => client.destroy()).once('close', () => client.destroy());
      client.once('close', () => target.destroy());
    });
    upstream.once('response', (answer) => {
      client.write(
        `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${lines(answer)}Connection: close\r\n\r\n`,
      );
      answer.pipe(client);
      resolve({ status: answer.statusCode ?? 502, responseTime: (performance.now() - began) / 1000 });
    });
    upstream.end();
  });
}

function head101(answer: IncomingMessage): string {
  return `HTTP/1.1 101 Switching Protocols\r\n${lines(answer)}Connection: Upgrade\r\nUpgrade: ${answer.headers.upgrade ?? ''}\r\n\r\n`;
}

function lines(answer: IncomingMessage): string {
  const headers = Object.entries(endToEnd(answer)).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
  return headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
}
