import { createSocket, type Socket } from 'node:dgram';
import type { Place } from '../compute/relay.ts';
import type { Door } from './doors.ts';

/** Real time after which a flow on which nothing moves is forgotten; on AWS 120 s. */
const idleMs = 10_000;

/** A client at a listener, and where its datagrams go. */
interface Flow {
  readonly onward: Socket;
  readonly place: Place;
  timer: NodeJS.Timeout;
}

/**
 * Opens a door for datagrams: those of one client go to one target while they keep coming
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html). What no target takes is lost, as it is there.
 */
export async function openDatagramDoor(port: number, choose: () => Place | undefined): Promise<Door> {
  const flows = new Map<string, Flow>();
  const server = createSocket('udp4');
  const end = (key: string) => {
    flows.get(key)?.onward.close();
    flows.delete(key);
  };
  const begin = (key: string, client: Place): Flow | undefined => {
    const place = choose();
    if (place === undefined) return undefined;
    const onward = createSocket('udp4');
    onward.on('error', () => {}).on('message', (answer) => server.send(answer, client.port, client.host));
    const flow = { onward, place, timer: setTimeout(() => end(key), idleMs) };
    flows.set(key, flow);
    return flow;
  };
  server.on('error', () => {});
  server.on('message', (message, from) => {
    const key = `${from.address}:${from.port}`;
    const flow = flows.get(key) ?? begin(key, { host: from.address, port: from.port });
    if (flow === undefined) return;
    flow.timer.refresh();
    flow.onward.send(message, flow.place.port, flow.place.host);
  });
  await new Promise<void>((resolve) => server.bind(port, '127.0.0.1', resolve));
  return {
    close: async () => {
      for (const [key, { timer }] of [...flows]) {
        clearTimeout(timer);
        end(key);
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
