import { connect, createServer, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Door } from './door.ts';

const watchMs = 20;

/** A door that reads nothing: it carries connections to the application's port, as nginx does for a process that speaks TCP. */
export async function openPipe(from: number, to: number, clock: Clock): Promise<Door> {
  const served = new Map<Socket, number>();
  let port = to;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => carry(client, port, served));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(from, '127.0.0.1', resolve);
  });
  const end = async (left: () => readonly Socket[], drainMs: number) => {
    const deadline = performance.now() + clock.limit(drainMs);
    while (left().length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, watchMs));
    }
    for (const one of left()) one.destroy();
  };
  return {
    turn: async (next) => {
      port = next.port;
    },
    drain: (leaving, drainMs) =>
      end(() => [...served].filter(([, one]) => one === leaving).map(([socket]) => socket), drainMs),
    close: async (drainMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      await end(() => [...served.keys()], drainMs);
      await closed;
    },
  };
}

function carry(client: Socket, port: number, served: Map<Socket, number>): void {
  const onward = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  served.set(client, port);
  client.once('close', () => {
    served.delete(client);
    onward.destroy();
  });
  client.on('error', () => client.destroy());
  onward.on('error', () => client.destroy());
  onward.once('close', () => client.destroy());
  client.pipe(onward).pipe(client);
}
