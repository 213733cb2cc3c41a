import { createServer, type Server } from 'node:http';
import type { MetadataAnswer, MetadataRequest } from '../imds.ts';
import { metadataAddress } from './subnet.ts';

/** The metadata service of the machine that has the address. */
export type MetadataOf = (privateIp: string, request: MetadataRequest) => MetadataAnswer;

/** Listens where EC2 instances look for their metadata; who asks is known by the address it asks from. */
export async function openMetadataDoor(answer: MetadataOf): Promise<Server> {
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers, socket } = request;
    const { pathname } = new URL(url, 'http://localhost');
    const from = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    const { status, headers: said, body } = answer(from, { method, path: pathname, headers });
    response.writeHead(status, said).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(80, metadataAddress, resolve);
  });
  return server;
}
