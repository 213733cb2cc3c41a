import { request } from 'node:http';
import type { Post } from './message.ts';

/** What came of one post. */
export type Delivery =
  | { readonly kind: 'answered'; readonly status: number }
  /** No connection within the time for that. */
  | { readonly kind: 'unconnected' }
  /** Connected, and no answer within the time for that. */
  | { readonly kind: 'silent' }
  /** Refused or broken off. */
  | { readonly kind: 'broken'; readonly message: string };

export interface Door {
  /** The loopback port behind which the application is. */
  readonly port: number;
  /** Real milliseconds until it is connected, and until the answer is there. */
  readonly connectMs: number;
  readonly answerMs: number;
}

/** Posts once, over a connection of its own: one that is kept may be closed just as it is used, and nobody could tell whether the message arrived. */
export function deliver({ path, headers, body }: Post, door: Door, signal: AbortSignal): Promise<Delivery> {
  return new Promise((resolve) => {
    const { port } = door;
    const ours = ['Host', `127.0.0.1:${port}`, 'Content-Length', `${Buffer.byteLength(body)}`, 'Connection', 'close'];
    // As a list they are sent as they are: to set them one by one takes a tenth of all that a message costs.
    const list = [...ours, ...Object.entries(headers).flat()];
    const asked = request({ host: '127.0.0.1', port, method: 'POST', path, headers: list, agent: false });
    const breakOff = () => asked.destroy(new Error('the worker ends'));
    // What `signal` of a request does costs many times as much.
    signal.addEventListener('abort', breakOff);
    const settle = (delivery: Delivery) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', breakOff);
      resolve(delivery);
      // After a whole answer the connection ends by itself.
      if (delivery.kind !== 'answered') asked.destroy();
    };
    let timer = setTimeout(() => settle({ kind: 'unconnected' }), door.connectMs);
    asked.on('socket', (socket) => {
      socket.once('connect', () => {
        clearTimeout(timer);
        timer = setTimeout(() => settle({ kind: 'silent' }), door.answerMs);
      });
    });
    asked.on('response', (answer) => {
      // Half an answer is none: the application may have died in the middle of its work.
      answer.on('end', () => settle({ kind: 'answered', status: answer.statusCode ?? 0 }));
      answer.on('error', ({ message }) => settle({ kind: 'broken', message }));
      answer.resume();
    });
    asked.on('error', ({ message }) => settle({ kind: 'broken', message }));
    if (signal.aborted) breakOff();
    // Headers are bytes written as Latin-1, and so is this: as UTF-8 both, being sent together, would be encoded once more.
    asked.end(Buffer.from(body).toString('latin1'), 'latin1');
  });
}

/** Why a message was not done, as the end of a sentence. */
export function reasonOfDelivery(delivery: Delivery): string {
  switch (delivery.kind) {
    case 'answered':
      return `the application answered ${delivery.status}, not 200`;
    case 'unconnected':
      return 'the application accepted no connection in time (worker.connect-timeout)';
    case 'silent':
      return 'the application did not answer in time (worker.inactivity-timeout)';
    case 'broken':
      return `the application broke off: ${delivery.message}`;
  }
}
