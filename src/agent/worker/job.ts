import { join } from 'node:path';
import { tasksIn } from '../../platforms/cron.ts';
import { readConfig } from '../description.ts';
import { failure } from '../failure.ts';
import type { InstanceDescription } from '../instance.ts';
import { releaseAt } from '../release.ts';
import type { Job } from './worker.ts';

/** What the daemon works on, out of what the instance has fetched for the release that it serves. */
export function readJob(home: string, description: InstanceDescription, port: number): Job {
  const { queue, cronQueue, drainHook, version, config } = description;
  const { worker: settings, drain } = readConfig(join(home, 'artifacts', `${config.sha256}.json`));
  if (queue === undefined || settings === undefined) throw failure('This instance has no queue to work on.');
  return {
    queue,
    ...(cronQueue === undefined ? {} : { cronQueue }),
    ...(drainHook === undefined ? {} : { drainHook }),
    tasks: settings.cron ? tasksIn(releaseAt(home, version.sha256)) : [],
    settings,
    port,
    drainMs: drain * 1_000,
  };
}
