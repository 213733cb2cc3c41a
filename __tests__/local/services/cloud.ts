import { metricStore } from '../../../src/local/world/metrics.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastingClock } from '../../../src/local/lasting-clock.ts';
import { listen } from '../../../src/local/server.ts';
import type { Cloud, Service } from '../../../src/local/service.ts';
import { type Wired, wire } from '../../../src/local/services/wire.ts';
import { openStore } from '../../../src/local/store.ts';

/** A cloud of the services that keep things, on a free port, with a directory of its own. */
export interface TestCloud {
  readonly cloud: Cloud;
  readonly endpoint: string;
  readonly root: string;
  readonly wired: Wired;
  readonly faults: unknown[];
  /** What a client of the AWS SDK is made with. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  /** Stops and leaves the state where it is. */
  stop(): Promise<void>;
  /** Stops and takes the state away. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Wishes {
  readonly scale?: number;
  readonly region?: string;
  readonly root?: string;
  readonly services?: readonly Service[];
}

export async function testCloud(wishes: Wishes = {}): Promise<TestCloud> {
  const root = wishes.root ?? mkdtempSync(join(tmpdir(), 'cloud-'));
  const store = openStore(root);
  const time = lastingClock(store, wishes.scale ?? 1);
  const faults: unknown[] = [];
  const cloud: Cloud = {
    account: '123456789012',
    region: wishes.region ?? 'us-east-1',
    partition: 'aws',
    clock: time.clock,
    store,
    endpoint: '',
    log: (line) => faults.push(line),
  };
  const wired = wire(cloud, metricStore(cloud));
  const server = await listen(0, {
    services: [...wired.services, ...(wishes.services ?? [])],
    s3: wired.s3,
    imds: (request) => ({ status: 200, headers: {}, body: `imds ${request.path}` }),
    putSignal: (path) => path.endsWith('/known'),
    health: () => ({ status: 'running' }),
    fault: (error) => faults.push(error),
  });
  cloud.endpoint = `http://127.0.0.1:${server.port}`;
  let stopped: Promise<void> | undefined;
  const end = async () => {
    await wired.stop();
    await server.stop();
    time.stop();
    store.flush();
  };
  const stop = () => {
    stopped ??= end();
    return stopped;
  };
  return {
    cloud,
    endpoint: cloud.endpoint,
    root,
    wired,
    faults,
    client: {
      endpoint: cloud.endpoint,
      region: cloud.region,
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
