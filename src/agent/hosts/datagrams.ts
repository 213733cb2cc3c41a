import { createSocket, type Socket } from 'node:dgram';
import type { Door } from './door.ts';

/** Real time after which a client that says nothing more is forgotten. */
const idleMs = 30_000;

/** A door for datagrams: those of one client go to the application from one socket, so that its answers find their way back. */
export async function openDatagrams(from: number, to: number): Promise<Door> {
  const clients = new Map<string, { readonly onward: Socket; readonly timer: NodeJS.Timeout }>();
  let port = to;
  const server = createSocket('udp4').on('error', () => {});
  const forget = (key: string) => {
    clients.get(key)?.onward.close();
    clients.delete(key);
  };
  const meet = (key: string, address: string, clientPort: number) => {
    const onward = createSocket('udp4').on('error', () => {});
    onward.on('message', (answer) => server.send(answer, clientPort, address));
    const client = { onward, timer: setTimeout(() => forget(key), idleMs) };
    clients.set(key, client);
    return client;
  };
  server.on('message', (message, { address, port: clientPort }) => {
    const key = `${address}:${clientPort}`;
    const client = clients.get(key) ?? meet(key, address, clientPort);
    client.timer.refresh();
    client.onward.send(message, port, '127.0.0.1');
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).bind(from, '127.0.0.1', resolve));
  return {
    turn: async (next) => {
      port = next.port;
    },
    // A datagram is through as soon as it is sent.
    drain: async () => {},
    close: async () => {
      for (const [key, { timer }] of [...clients]) {
        clearTimeout(timer);
        forget(key);
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
