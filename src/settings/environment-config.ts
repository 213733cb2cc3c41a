import type { CacheEngine } from './data-settings.ts';
import { engines, type Family } from './engines.ts';
import type { HealthMetric } from './health-metrics.ts';
import type { HealthSettings, Link, Settings, Variable } from './settings.ts';
import { onceTimeout } from './timing.ts';
import type { Tracer } from './tracing.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** A further port of the instance, and what the application must answer behind it before the instance serves. */
export interface ProcessConfig {
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'UDP';
  /** Absent: nobody asks for anything there. */
  readonly health?: Pick<HealthSettings, 'path' | 'codes' | 'interval' | 'timeout'>;
}

/**
 * What the instance agent needs to know that is not in user data: written to
 * `environments/<name>/config/<sha256>.json` in the artifact bucket. It holds references, never secret values.
 */
export interface EnvironmentConfig {
  readonly schema: 1;
  readonly application: string;
  readonly environment: string;
  readonly platform: { readonly name: string; readonly version: string };
  readonly health: HealthSettings;
  /** Seconds that requests under way have to finish when the application stops. */
  readonly drain: number;
  readonly variables: Readonly<Record<string, Variable>>;
  /** How a database and a cache are spoken to; where they are stands in `instance.json`. */
  readonly database?: { readonly family: Family; readonly name?: string };
  readonly cache?: { readonly engine: CacheEngine };
  /** A shell command that runs on exactly one instance per deployment, and the seconds that it has. */
  readonly once?: { readonly command: string; readonly timeout: number };
  /** Path in the URL, and the directory or file in the source tree that the proxy serves there itself. */
  readonly staticFiles?: Readonly<Record<string, string>>;
  /** Where traces go; absent: nobody takes them. */
  readonly tracing?: Tracer;
  /** Files of the application's own whose lines are sent along, and whether the instance tells each minute how it is; absent: nothing is sent anywhere. */
  readonly logs?: {
    readonly files: readonly string[];
    readonly health?: { readonly metrics: readonly HealthMetric[] };
  };
  /** By name; absent: port 80 alone. */
  readonly processes?: Readonly<Record<string, ProcessConfig>>;
  /** HTTPS of a single instance: the name, the directory of the authority, and whether plain HTTP sends everybody on. */
  readonly acme?: { readonly name: string; readonly directory: string; readonly redirect: boolean };
  /** Present in the worker tier. */
  readonly worker?: WorkerSettings;
  /** Web on a single instance, where no load balancer counts: the instance watches its own answers before it is proven. */
  readonly bake?: BakeSettings;
}

/** For how long answers are watched, and what makes a minute of them bad: at least so many requests, and more than so many percent of them server errors. */
export interface BakeSettings {
  readonly minutes: number;
  readonly requests: number;
  readonly percent: number;
}

/** Where the environments are that variables refer to, by their names: the URL of a web environment, the URL of the queue of a worker. */
export type Addresses = Readonly<Record<string, string>>;

/** The limits of the alarms that a load balancer has. */
export const errorLimits = { requests: 30, percent: 10 } as const;

/** What the settings do not say themselves: the platform, detected or defaulted, and where other environments are. The agent decides nothing. */
export interface Found {
  readonly platform: { readonly name: string; readonly version: string };
  readonly addresses: Addresses;
}

/** Puts together what the agent needs. */
export function environmentConfig(settings: Settings, { platform, addresses }: Found): EnvironmentConfig {
  const { application, environment, health, variables, staticFiles, database, cache, worker } = settings;
  const { processes, tls, domain, tracing, logs } = settings;
  const { drain, once, timeout } = settings.deploy;
  const bake = bakeOf(settings);
  const { name, version } = platform;
  return {
    schema: 1,
    application,
    environment,
    platform: { name, version },
    health,
    drain,
    variables: withAddresses(variables, addresses),
    ...(database === undefined ? {} : { database: { family: engines[database.engine].family, ...named(database) } }),
    ...(cache === undefined ? {} : { cache: { engine: cache.engine } }),
    ...(once === undefined
      ? {}
      : {
          once: {
            command: once,
            timeout: onceTimeout({ timeout, deadline: health.deadline, bake: (bake?.minutes ?? 0) * 60 }),
          },
        }),
    ...(Object.keys(staticFiles).length > 0 && { staticFiles }),
    ...(tracing === undefined ? {} : { tracing }),
    ...(logs === undefined
      ? {}
      : { logs: { files: logs.files, ...(logs.health && { health: { metrics: logs.metrics } }) } }),
    ...(processes === undefined ? {} : { processes: processConfigs(settings, processes) }),
    ...(tls.acme === undefined || domain.name === undefined ? {} : { acme: { name: domain.name, ...tls.acme } }),
    ...(worker === undefined ? {} : { worker }),
    ...(bake === undefined ? {} : { bake }),
  };
}

function withAddresses(variables: Settings['variables'], addresses: Addresses): EnvironmentConfig['variables'] {
  const addressed = (one: Variable | Link): Variable =>
    one.kind === 'environment' ? { kind: 'plain', value: addresses[one.name] ?? '' } : one;
  return Object.fromEntries(Object.entries(variables).map(([name, one]) => [name, addressed(one)]));
}

function processConfigs(
  { health, loadBalancer }: Settings,
  processes: NonNullable<Settings['processes']>,
): NonNullable<EnvironmentConfig['processes']> {
  const isNetwork = loadBalancer.guest === undefined && loadBalancer.type === 'network';
  const entries = Object.entries(processes).map(([name, process]) => {
    const { port, protocol = isNetwork ? 'TCP' : 'HTTP' } = process;
    const { path = isNetwork ? undefined : health.path, codes = health.codes } = process;
    const { interval = health.interval, timeout = health.timeout } = process;
    // What takes datagrams is asked for nothing: its health is that of the default process.
    return [
      name,
      {
        port,
        protocol,
        ...(path === undefined || protocol === 'UDP' ? {} : { health: { path, codes, interval, timeout } }),
      },
    ];
  });
  return Object.fromEntries(entries);
}

function bakeOf({ mode, worker, deploy, loadBalancer }: Settings): BakeSettings | undefined {
  const standsAlone = mode === 'single-instance' && worker === undefined && loadBalancer.guest === undefined;
  const isWatched = standsAlone && deploy.bake > 0;
  return isWatched ? { minutes: deploy.bake, ...errorLimits } : undefined;
}

function named({ name }: { readonly name?: string }): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
