// node sink.js <key.pem> <cert.pem> [bytes a second] [milliseconds] [n]: an S3 over TLS that takes what it is given and keeps nothing, as fast as it can, or so many bytes a second on
// each connection and so many milliseconds a request; every n-th request is cut off half-way. Prints its port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [key, cert, rate = '0', delay = '0', cut = '0'] = process.argv.slice(2);
const perSecond = Number(rate);
const every = Number(cut);
let requests = 0;

/** Reads a body; where connections are limited, no faster than that. */
async function drain(request) {
  const began = performance.now();
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    const early = perSecond === 0 ? 0 : (bytes / perSecond) * 1_000 - (performance.now() - began);
    if (early > 5) await new Promise((resolve) => setTimeout(resolve, early));
  }
}

const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, async (request, response) => {
  const { searchParams } = new URL(request.url, 'https://sink');
  requests += 1;
  if (every > 0 && requests % every === 0) return request.once('data', () => request.socket.destroy());
  await drain(request);
  if (Number(delay) > 0) await new Promise((resolve) => setTimeout(resolve, Number(delay)));
  const checksum = request.headers['x-amz-checksum-crc32'];
  response.setHeader('etag', '"0"');
  if (checksum !== undefined) response.setHeader('x-amz-checksum-crc32', checksum);
  if (searchParams.has('uploads'))
    return response.end('<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>');
  if (request.method === 'POST')
    return response.end('<CompleteMultipartUploadResult><ETag>"0"</ETag></CompleteMultipartUploadResult>');
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
