import type { CacheEngine } from './data-settings.ts';
import { engines, type Family } from './engines.ts';
import type { HealthSettings, Settings, Variable } from './settings.ts';
import { onceTimeout } from './timing.ts';
import type { WorkerSettings } from './worker-settings.ts';

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

/** The limits of the alarms that a load balancer has. */
export const errorLimits = { requests: 30, percent: 10 } as const;

/** Puts together what the agent needs; a platform that was detected or defaulted is given, as the agent decides nothing. */
export function environmentConfig(
  settings: Settings,
  platform: { readonly name: string; readonly version: string },
): EnvironmentConfig {
  const { application, environment, health, variables, staticFiles, database, cache, worker } = settings;
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
    variables,
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
    ...(worker === undefined ? {} : { worker }),
    ...(bake === undefined ? {} : { bake }),
  };
}

function bakeOf({ mode, worker, deploy }: Settings): BakeSettings | undefined {
  const isWatched = mode === 'single-instance' && worker === undefined && deploy.bake > 0;
  return isWatched ? { minutes: deploy.bake, ...errorLimits } : undefined;
}

function named({ name }: { readonly name?: string }): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
