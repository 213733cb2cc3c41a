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
    id: String(context.runId || process.pid),
    attempt: String(context.runAttempt || 1),
    ...(commit ? { commit } : {}),
    ...(repository ? { repository, url: `${context.serverUrl}/${repository}/actions/runs/${context.runId}` } : {}),
  };
}
