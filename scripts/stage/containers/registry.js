import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/**
 * A registry that images can be pulled from (OCI distribution specification, "pull"), on loopback.
 * @param {{layout: string, port: number}} from `layout`: what `base-images.js` has made.
 * @returns {Promise<import('node:http').Server>}
 */
export async function startRegistry({ layout, port }) {
  const images = JSON.parse(readFileSync(join(layout, 'images.json'), 'utf8'));
  const server = createServer((request, response) => answer({ layout, images }, request, response));
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return server;
}

function answer({ layout, images }, request, response) {
  const { pathname } = new URL(request.url, 'http://registry');
  if (pathname === '/v2/') return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  const [, name, kind, reference] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(pathname) ?? [];
  const digest = reference?.startsWith('sha256:') ? reference : images[`${name}:${reference}`];
  const file = digest === undefined ? undefined : join(layout, 'blobs', digest.slice('sha256:'.length));
  if (file === undefined || !existsSync(file)) {
    const errors = [{ code: 'MANIFEST_UNKNOWN', message: `${pathname} is not here` }];
    return response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ errors }));
  }
  const type = kind === 'manifests' ? JSON.parse(readFileSync(file, 'utf8')).mediaType : 'application/octet-stream';
  const { size } = statSync(file);
  response.writeHead(200, { 'content-type': type, 'content-length': size, 'docker-content-digest': digest });
  return request.method === 'HEAD' ? response.end() : createReadStream(file).pipe(response);
}
