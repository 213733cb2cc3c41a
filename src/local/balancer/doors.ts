import {
  createServer as createHttp,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Cloud } from '../service.ts';
import { selfSigned } from './certificate.ts';

/** What happens behind a door. `secure` tells which of the load balancer's listeners was meant. */
export interface Reception {
  request(request: IncomingMessage, response: ServerResponse, secure: Secure): void;
  upgrade(request: IncomingMessage, client: Duplex, head: Buffer, secure: Secure): void;
  /** Whether the load balancer has a listener of that kind now. */
  listens(secure: Secure): boolean;
}

/** Which protocol a client spoke. */
export type Secure = 'HTTP' | 'HTTPS';

/** A front door: one real loopback port for all listeners of one load balancer. */
export interface Door {
  close(): Promise<void>;
}

const firstByteMs = 60_000;
const keepAliveMs = 75_000;
const tlsHandshake = 0x16;

/** Opens the door at `port`. The first byte of a connection tells TLS from plain HTTP, so both listeners share the port. */
export async function openDoor(cloud: Cloud, port: number, reception: Reception): Promise<Door> {
  const sockets = new Set<Socket>();
  const plain = serve(createHttp(), reception, 'HTTP');
  let secure: Promise<HttpServer | undefined> | undefined;
  const secureServer = () => {
    secure ??= selfSigned(cloud).then((pair) => {
      if (pair) return serve(createHttps(pair), reception, 'HTTPS');
      cloud.log(
        'This machine has no openssl to make a certificate with: the HTTPS listeners of the local load balancers answer nobody.',
      );
      return undefined;
    });
    return secure;
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(firstByteMs, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.setTimeout(0).removeAllListeners('timeout');
      socket.unshift(first);
      const kind: Secure = first[0] === tlsHandshake ? 'HTTPS' : 'HTTP';
      void handOver(socket, reception.listens(kind) ? (kind === 'HTTP' ? plain : secureServer()) : undefined);
    });
  });
  await listen(server, port);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      plain.close();
      void secure?.then((one) => one?.close());
    });
  return { close };
}

async function handOver(socket: Socket, to: HttpServer | undefined | Promise<HttpServer | undefined>): Promise<void> {
  const server = await to;
  if (!server || socket.destroyed) return void socket.destroy();
  server.emit('connection', socket);
  socket.resume();
}

function serve<S extends HttpServer>(server: S, reception: Reception, secure: Secure): S {
  server.keepAliveTimeout = keepAliveMs;
  server.requestTimeout = 0;
  server.on('request', (request: IncomingMessage, response: ServerResponse) =>
    reception.request(request, response, secure),
  );
  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) =>
    reception.upgrade(request, client, head, secure),
  );
  server.on('clientError', (_, socket: Duplex) =>
    socket.end('HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nConnection: close\r\n\r\n'),
  );
  return server;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
