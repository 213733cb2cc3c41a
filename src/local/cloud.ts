import { mkdirSync } from 'node:fs';
import type { CloudClock } from './clock.ts';
import { makeSubnet } from './compute/machines/subnet.ts';
import { cloudFormation } from './engine/service.ts';
import { dataServices } from './data/index.ts';
import { truststore } from './data/proof.ts';
import { control } from './faults/control.ts';
import { openFaults } from './faults/faults.ts';
import type { Rule } from './faults/rule.ts';
import { lastingClock } from './lasting-clock.ts';
import { lockState } from './lock.ts';
import type { Answer, RpcRequest } from './protocols/exchange.ts';
import { listen } from './server.ts';
import type { Cloud, Service } from './service.ts';
import { wire } from './services/wire.ts';
import { openStore, type Store } from './store.ts';
import { world } from './world/index.ts';
import { metricStore } from './world/metrics.ts';

/** What a cloud is opened with. */
export interface CloudOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Directory of all that outlives a restart; made when missing. */
  readonly state: string;
  /** AWS seconds per real second. */
  readonly scale: number;
  readonly log: (line: string) => void;
  readonly region?: string;
  readonly account?: string;
  /** Directory tree that instances boot as machines, in a network namespace of the cloud's own; absent: instances are bare processes. */
  readonly machineImage?: string;
  /** What shall go wrong from the beginning. */
  readonly faults?: readonly Rule[];
}

/** A cloud that answers. */
export interface OpenCloud {
  readonly endpoint: string;
  /** Ends everything that runs in it and keeps its state. Stopping twice is stopping once. */
  stop(): Promise<void>;
}

/** The account of AWS's own examples. */
const exampleAccount = '123456789012';

/** Opens the local cloud: brings back what its state directory holds, goes on with what was under way, and listens. Rejects when the port or the directory is in use. */
export async function openCloud(options: CloudOptions): Promise<OpenCloud> {
  mkdirSync(options.state, { recursive: true });
  const unlock = lockState(options.state);
  try {
    if (options.machineImage !== undefined) makeSubnet();
    return await start(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function start(options: CloudOptions, unlock: () => void): Promise<OpenCloud> {
  const store = openStore(options.state);
  const time = lastingClock(store, options.scale);
  const faults = openFaults(options.faults);
  const cloud = { ...cloudOf(options, store, time.clock), refuseLaunch: faults.launch };
  const metrics = metricStore(cloud);
  const kept = wire(cloud, metrics);
  const running = world(cloud, { metrics, announce: kept.announce });
  const data = dataServices(cloud);
  const engine = cloudFormation(cloud, {
    handlers: { ...kept.handlers, ...running.handlers, ...data.handlers },
    alarmState: running.alarmState,
    readUrl: kept.readUrl,
    resolveParameter: kept.resolve,
  });
  const services = [...kept.services.map(withCommands(running)), ...running.services, ...data.services, engine.service];
  const server = await listen(options.port, {
    services,
    s3: kept.s3,
    imds: (request) => running.imds(request),
    putSignal: (path, body) => engine.putSignal(`${cloud.endpoint}${path}`, body),
    health: () => facts(cloud, services),
    faults,
    control: async (request) =>
      (await trusted(request, cloud)) ?? control(request, faults, { ...running.parts, mails: kept.mails }),
    fault: (error) =>
      cloud.log(`The local cloud made a mistake: ${error instanceof Error ? error.stack : String(error)}`),
  });
  cloud.endpoint = `http://127.0.0.1:${server.port}`;
  await Promise.all([running.start(), data.start()]);
  await engine.resume();
  const stop = async () => {
    // First those who decide: what they would make of the end of the others must not be written down. Instances that end still have something to say.
    for (const part of [engine, running, kept, server, data]) await part.stop();
    time.stop();
    store.flush();
    unlock();
  };
  let stopped: Promise<void> | undefined;
  return {
    endpoint: cloud.endpoint,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** What AWS offers for download: the certificates of RDS. */
async function trusted({ path }: RpcRequest, cloud: Cloud): Promise<Answer | undefined> {
  if (!path.startsWith('/_beanpole/truststore/')) return undefined;
  const body = await truststore(cloud);
  const headers = { 'content-type': 'application/x-pem-file' };
  return body === undefined ? { status: 404, headers: {}, body: '' } : { status: 200, headers, body };
}

/** Systems Manager is one service to its clients, though one half of it keeps parameters and the other runs commands. */
function withCommands({ commands }: Pick<ReturnType<typeof world>, 'commands'>) {
  return (service: Service): Service =>
    service.target === 'AmazonSSM' ? { ...service, operations: { ...service.operations, ...commands } } : service;
}

function cloudOf(options: CloudOptions, store: Store, clock: CloudClock): Cloud {
  const region = options.region ?? 'us-east-1';
  return {
    account: options.account ?? exampleAccount,
    region,
    partition: partitionOf(region),
    clock,
    store,
    endpoint: '',
    log: options.log,
    ...(options.machineImage !== undefined && { machineImage: options.machineImage }),
  };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function facts(cloud: Cloud, services: readonly Service[]): object {
  const { endpoint, account, region, partition, clock } = cloud;
  const names = [...new Set(services.map(({ name }) => name)), 'S3'];
  return { status: 'running', endpoint, account, region, partition, scale: clock.scale, services: names };
}
