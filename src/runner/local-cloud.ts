import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BeanpoleError } from '../errors.ts';

export interface LocalCloud {
  readonly endpoint: string;
  /** Ends the cloud and everything that runs in it; at the latest after 15 s. */
  stop(): Promise<void>;
}

/** Real milliseconds that the cloud may take until it listens. */
const startLimitMs = 20_000;
const stopLimitMs = 15_000;

/** Starts the local cloud's program on a free port. `scale`: AWS seconds per real second. */
export async function startLocalCloud(
  program: string,
  { state, scale, region }: { readonly state: string; readonly scale: number; readonly region: string },
): Promise<LocalCloud> {
  const words = [program, '--port', '0', '--state', state, '--scale', String(scale), '--region', region];
  const cloud = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const endpoint = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new BeanpoleError('aws', `The local cloud ${why}.\n${output.trim()}`));
    const limit = setTimeout(() => fail(`did not start within ${startLimitMs / 1000} s`), startLimitMs);
    const read = (chunk: Buffer) => {
      output += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (found === undefined) return;
      clearTimeout(limit);
      resolve(found);
    };
    cloud.stdout.on('data', read);
    cloud.stderr.on('data', read);
    cloud.once('exit', (code) => fail(`ended with ${code}`));
  });
  return {
    endpoint,
    stop: async () => {
      if (cloud.exitCode !== null || cloud.signalCode !== null) return;
      const gone = once(cloud, 'exit');
      cloud.kill('SIGTERM');
      const limit = setTimeout(() => cloud.kill('SIGKILL'), stopLimitMs);
      await gone;
      clearTimeout(limit);
    },
  };
}
