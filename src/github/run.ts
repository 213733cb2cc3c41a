import { randomBytes } from 'node:crypto';
import type { Run } from '../run.ts';
import { commitOf, type Event } from './event.ts';
import { payloadOf } from './payload.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The event of this run. `payload`: what stands in the file at `GITHUB_EVENT_PATH`. */
export function readEvent(env: Environment, payload: unknown): Event {
  const { GITHUB_REF: ref, GITHUB_SHA: sha } = env;
  return {
    name: env['GITHUB_EVENT_NAME'] ?? '',
    payload: payloadOf(payload),
    repository: env['GITHUB_REPOSITORY'] ?? '',
    ...(ref ? { ref } : {}),
    ...(sha ? { sha } : {}),
  };
}

/** The facts of this workflow run. */
export function readRun(env: Environment, event: Event): Run {
  const commit = commitOf(event);
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id, GITHUB_SERVER_URL: server = 'https://github.com' } = env;
  return {
    // On a terminal there is no run; a run of its own every time, so that none takes another's operation for its own.
    id: id || randomBytes(8).toString('hex'),
    attempt: env['GITHUB_RUN_ATTEMPT'] || '1',
    // A job may deploy twice, or deploy and roll back: a token that was used once would do nothing the second time.
    step: randomBytes(4).toString('hex'),
    ...(commit ? { commit } : {}),
    ...(repository && id ? { repository, url: `${server}/${repository}/actions/runs/${id}` } : {}),
  };
}
