import { randomBytes } from 'node:crypto';
import { context } from '@actions/github';
import type { Run } from '../run.ts';

/**
 * The facts of this workflow run. `GITHUB_SHA` of a pull request is a merge commit that nobody wrote, so its head is taken
 * from the event (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request).
 */
export function readRun(): Run {
  const head: unknown = context.payload.pull_request?.['head']?.sha;
  const commit = typeof head === 'string' ? head : context.sha;
  const repository = process.env['GITHUB_REPOSITORY'];
  return {
    // On a terminal there is no run; a run of its own every time, so that none takes another's operation for its own.
    id: String(context.runId || randomBytes(8).toString('hex')),
    attempt: String(context.runAttempt || 1),
    // A job may deploy twice, or deploy and roll back: a token that was used once would do nothing the second time.
    step: randomBytes(4).toString('hex'),
    ...(commit ? { commit } : {}),
    ...(repository ? { repository, url: `${context.serverUrl}/${repository}/actions/runs/${context.runId}` } : {}),
  };
}
