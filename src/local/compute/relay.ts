import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where something listens. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** A listener whose connections go on to another place. */
export interface Relay {
  /** Cuts what is open. */
  close(): Promise<void>;
}

/** Listens `at` a place and carries every connection on to where `to` says; one that leads nowhere is reset. Rejects when the place is taken. */
export async function openRelay(at: Place, to: () => Place | undefined): Promise<Relay> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const place = to();
    keep(client);
    // An address that leads nowhere refuses: a program meets ECONNRESET where EC2 would let it wait for a time-out.
    if (!place) client.resetAndDestroy();
    else join(client, keep(connect({ ...place, allowHalfOpen: true })));
  });
  await listen(server, at);
  return {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * Carries bytes both ways. A connection stays with the place that it was opened to, also when the address moves on: kinder than EC2, where the packets of
 * an established connection go to the new instance and are reset there.
 */
function join(client: Socket, place: Socket): void {
  client.pipe(place).pipe(client);
  client.once('close', () => place.destroy());
  place.once('close', () => client.destroy());
}

function listen(server: Server, { host, port }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
