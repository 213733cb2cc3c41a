import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { judgeInPython } from './python.js';

/** moto serves S3, SQS, SNS, Parameter Store, Secrets Manager and CloudWatch Logs; the same calls go to it and to the local cloud, and each difference must be explained. */
export async function moto() {
  const port = await freePort();
  const server = spawn('.cache/judges/bin/moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  try {
    await answers(`http://127.0.0.1:${port}/moto-api/`);
    return await judgeInPython('moto.py', `http://127.0.0.1:${port}`);
  } finally {
    server.kill('SIGTERM');
  }
}

/** Waits at most 30 s until something answers. */
async function answers(url) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('moto did not start within 30 s');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
