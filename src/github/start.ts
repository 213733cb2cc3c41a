import type { GitHub, Run } from '../run.ts';
import type { Trigger } from '../trigger.ts';
import { connectGitHub } from './api.ts';
import type { Calling } from './call.ts';
import { triggerOf } from './event.ts';
import { readEvent, readRun } from './run.ts';

export interface Start {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What stands in the file at `GITHUB_EVENT_PATH`. */
  readonly payload: unknown;
  /** The commit that is checked out; only some events want to know. */
  readonly checkout: () => Promise<string | undefined>;
  readonly token: string | undefined;
}

/** Events that run with all rights although somebody else's code may be checked out. */
const trusting: readonly string[] = ['pull_request_target', 'workflow_run'];

/** Everything that GitHub tells a run about itself. Asks nothing over the network. */
export async function startOf(
  { env, payload, checkout, token }: Start,
  calling: Calling,
): Promise<{ readonly run: Run; readonly trigger: Trigger; readonly github?: GitHub }> {
  const event = readEvent(env, payload);
  const run = readRun(env, event);
  const trigger = triggerOf(event, trusting.includes(event.name) ? await checkout() : undefined);
  if (token === undefined || event.repository === '') return { run, trigger };
  const apiUrl = env['GITHUB_API_URL'];
  const place = { repository: event.repository, ...(apiUrl ? { apiUrl } : {}) };
  return { run, trigger, github: connectGitHub({ ...calling, ...place, token, run }) };
}
