// node upload.js <ours|raw|lib-storage> <endpoint> <file> [parts in flight]: one large file to a bucket.
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Agent, request } from 'node:https';

const [kind, endpoint, path, inFlight = '4'] = process.argv.slice(2);
const { size } = statSync(path);
await { ours, raw, 'lib-storage': libStorage }[kind]();
console.log(JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024 }));

async function ours() {
  const { s3Artifacts } = await import('../../lib/aws/artifacts.js');
  const { makeClients } = await import('../../lib/aws/clients.js');
  const { realFiles: files } = await import('../../lib/runner/files.js');
  const clients = makeClients({ region: 'us-east-1', version: '0', endpoint });
  const artifacts = s3Artifacts({ name: 'bench', clients, files });
  await artifacts.uploadIfAbsent('object', { path, size, sha256: '0'.repeat(64) });
}

async function libStorage() {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const { Upload } = await import('@aws-sdk/lib-storage');
  const client = new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true });
  const Body = createReadStream(path, { highWaterMark: 2 ** 20 });
  const params = { Bucket: 'bench', Key: 'object', Body };
  await new Upload({ client, partSize: 8 * 2 ** 20, queueSize: Number(inFlight), params }).done();
}

/** The floor: parts of 8 MiB by node:https, with no signature and no checksum. */
async function raw() {
  const partSize = 8 * 2 ** 20;
  const agent = new Agent({ keepAlive: true, maxSockets: Number(inFlight) });
  const file = await open(path);
  const put = (query, method, body) =>
    new Promise((resolve, reject) => {
      const length = body?.length ?? 0;
      const asked = request(`${endpoint}/bench/object?${query}`, {
        method,
        agent,
        headers: { 'content-length': length },
      });
      asked.on('error', reject).on('response', (answer) => answer.resume().on('end', resolve));
      asked.end(body);
    });
  await put('uploads', 'POST');
  const numbers = Array.from({ length: Math.ceil(size / partSize) }).keys();
  const sender = async () => {
    const buffer = Buffer.allocUnsafe(partSize);
    for (const index of numbers) {
      const { bytesRead } = await file.read(buffer, 0, partSize, index * partSize);
      await put(`partNumber=${index + 1}&uploadId=u`, 'PUT', buffer.subarray(0, bytesRead));
    }
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, sender));
  await put('uploadId=u', 'POST', Buffer.from('<x/>'));
  await file.close();
  agent.destroy();
}
