import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Those of this process; when it is told to end, they end too. */
const running = new Set();
const signals = ['SIGINT', 'SIGTERM'];

function take(cloud) {
  if (running.size === 0) for (const signal of signals) process.once(signal, endAll);
  running.add(cloud);
  cloud.once('exit', () => {
    running.delete(cloud);
    if (running.size === 0) for (const signal of signals) process.off(signal, endAll);
  });
}

function endAll(signal) {
  // Who listens too has a way of its own to leave, and stops its cloud on it.
  if (process.listenerCount(signal) > 0) return;
  for (const cloud of running) cloud.kill('SIGTERM');
  // By then nobody listens any more, and the signal does what it always does.
  for (const one of signals) process.off(one, endAll);
  process.kill(process.pid, signal);
}

/**
 * Starts the local cloud of dist/ as its own process on a free port and waits until it answers.
 * @param {{state: string, scale?: number, node?: string, port?: number, faults?: string, machineImage?: string}} options `state`: its directory; `scale`: AWS seconds per real second; `faults`: file of a fault plan; `machineImage`: directory tree that instances boot.
 * @returns {Promise<{endpoint: string, environment: Record<string, string>, output: () => string, stop: () => Promise<void>}>}
 */
export async function startLocalCloud({ state, scale = 20, node = process.execPath, port = 0, faults, machineImage }) {
  const program = new URL('../../dist/local/index.js', import.meta.url).pathname;
  const words = ['--port', String(port), '--state', state, '--scale', String(scale)];
  if (faults !== undefined) words.push('--faults', faults);
  if (machineImage !== undefined) words.push('--machine-image', machineImage);
  const cloud = spawn(node, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  take(cloud);
  let output = '';
  const endpoint = await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`The local cloud did not start within 20 s:\n${output}`)), 20_000);
    const read = (chunk) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) {
        clearTimeout(limit);
        resolve(found[0]);
      }
    };
    cloud.stdout.on('data', read);
    cloud.stderr.on('data', read);
    cloud.once('exit', (code) => reject(new Error(`The local cloud ended with ${code}:\n${output}`)));
  });
  let wanted = false;
  // A cloud that falls over is a finding of its own; without its last words it would look like a fault of whoever uses it.
  cloud.once('exit', (code, signal) => {
    if (!wanted) process.stderr.write(`The local cloud ended by itself (${signal ?? code}):\n${output.slice(-2000)}\n`);
  });
  return {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'LOCALCLOUD',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    output: () => output,
    stop: async () => {
      wanted = true;
      if (cloud.exitCode !== null || cloud.signalCode !== null) return;
      const gone = once(cloud, 'exit');
      cloud.kill('SIGTERM');
      const limit = setTimeout(() => cloud.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(limit);
    },
  };
}
