import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Real ports for things that have an address on AWS. They lie below the ephemeral range of Linux (32768) and of macOS (49152), so that no outgoing
 * connection takes the port of an instance while it restarts.
 */
const lowest = 20_000;
const highest = 32_000;
const attempts = 200;

/** A loopback port that is free now and is not in `taken`. */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = randomInt(lowest, highest);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port between ${lowest} and ${highest} on 127.0.0.1.`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
