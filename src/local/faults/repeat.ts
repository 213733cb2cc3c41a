import { type IncomingMessage, request as send } from 'node:http';
import type { Answer } from '../protocols/exchange.ts';

/** Header of a request that this cloud sends to itself: no fault meets it and it is not counted. */
export const repeatedHeader = 'x-beanpole-repeated';

/** Carries out a call as it came, over this cloud's own front door, and gives its answer. */
export async function carryOut(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: Buffer,
  to: { readonly port: number; readonly secret: string },
): Promise<Answer> {
  const { expect: _, 'transfer-encoding': __, connection: ___, ...kept } = request.headers;
  const headers = { ...kept, 'content-length': String(body.length), [repeatedHeader]: to.secret };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    send({ host: '127.0.0.1', port: to.port, method: request.method, path: request.url, headers, agent: false })
      .once('response', resolve)
      .once('error', reject)
      .end(body);
  });
  const told = Object.entries(answer.headers).filter(([name]) => !hopByHop.includes(name));
  return {
    status: answer.statusCode ?? 500,
    headers: Object.fromEntries(told.map(([name, value]) => [name, String(value)])),
    body: await read(answer),
  };
}

const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/** All of a body. */
export async function read(message: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece);
  return Buffer.concat(pieces);
}
