import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createSecure, type Server as SecureServer } from 'node:tls';
import type { Place } from '../compute/relay.ts';
import type { Cloud } from '../service.ts';
import { selfSigned } from './certificate.ts';
import type { Door } from './doors.ts';
import type { Listener } from './records.ts';

/** What happens behind the door of a network load balancer. */
export interface StreamReception {
  /** The listener that answers at this door now. */
  listener(): Listener | undefined;
  /** A connection, decrypted where the listener is a TLS one. */
  connected(client: Duplex, listener: Listener): void;
}

/** Opens a door that reads nothing of what it carries. */
export async function openStreamDoor(cloud: Cloud, port: number, reception: StreamReception): Promise<Door> {
  const sockets = new Set<Socket>();
  let secure: Promise<SecureServer | undefined> | undefined;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const listener = reception.listener();
    // A port without a listener refuses.
    if (!listener) return void socket.resetAndDestroy();
    if (listener.protocol !== 'TLS') return reception.connected(socket, listener);
    secure ??= secureServer(cloud, reception);
    void secure.then((one) => (one ? one.emit('connection', socket) : socket.destroy()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function secureServer(cloud: Cloud, reception: StreamReception): Promise<SecureServer | undefined> {
  const pair = await selfSigned(cloud);
  if (!pair) return undefined;
  const server = createSecure({ ...pair, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    const listener = reception.listener();
    if (listener) reception.connected(socket, listener);
    else socket.destroy();
  });
  server.on('tlsClientError', () => {});
  return server;
}

/** Carries a connection to a target until either side has ended, or until it is cut. Settles at its end, with the bytes that were carried. */
export function carryStream(client: Duplex, place: Place, cuttable: (cut: () => void) => void): Promise<number> {
  return new Promise((resolve) => {
    const target = connect({ ...place, allowHalfOpen: true });
    const end = () => {
      client.destroy();
      target.destroy();
    };
    cuttable(end);
    client.once('close', end).once('error', end);
    target.once('close', end).once('error', end);
    target.once('close', () => resolve(target.bytesRead + target.bytesWritten));
    client.pipe(target).pipe(client);
  });
}
