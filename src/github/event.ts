import type { EventValues } from '../settings/inputs.ts';
import type { Pull, Trigger } from '../trigger.ts';
import type { Payload } from './payload.ts';

/** The event of a run, as the runner tells it. */
export interface Event {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string;
  readonly payload: Payload;
  /** `owner/name`. */
  readonly repository: string;
  /** `GITHUB_REF`, `refs/heads/main`; absent where there is none. */
  readonly ref?: string;
  /** `GITHUB_SHA`. */
  readonly sha?: string;
}

/**
 * What an event means, by
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows. `checkout`: the commit that is checked out.
 */
export function triggerOf(event: Event, checkout: string | undefined): Trigger {
  switch (event.name) {
    case 'pull_request':
      return ofPullRequest(event);
    case 'pull_request_target':
      return ofPullRequestTarget(event, checkout);
    case 'workflow_run':
      return ofWorkflowRun(event, checkout);
    case 'release':
      return ofRelease(event);
    case 'push':
      return ofPush(event);
    case 'schedule':
      return { kind: 'act', command: 'prune', values: {} };
    case 'merge_group':
      return ofMergeGroup(event);
    // Someone pressed a button, or another tool asks: the inputs say what for. The branch still maps to its environment.
    default:
      return { kind: 'act', values: branchOf(event.ref) };
  }
}

/** The commit whose tree is deployed. `GITHUB_SHA` of a pull request is a merge commit that nobody wrote. */
export function commitOf({ name, payload, sha }: Event): string | undefined {
  if (name === 'merge_group') return payload.at('merge_group').text('head_sha') ?? sha;
  return payload.at('pull_request', 'head').text('sha') ?? sha;
}

function ofPullRequest(event: Event): Trigger {
  const pull = pullOf(event.payload);
  if (pull === undefined) return { kind: 'act', values: {} };
  return isFork(pull.from, event) ? skippedFork(pull) : preview(pull, event.payload);
}

function preview(pull: Pull, payload: Payload): Trigger {
  const command = payload.text('action') === 'closed' ? 'destroy' : 'deploy';
  return { kind: 'act', command, values: { environment: value(`pr-${pull.number}`, 'GITHUB_EVENT_PATH') }, pull };
}

/** This event runs with all rights of the base repository, so a fork's code must not come near it. */
function ofPullRequestTarget(event: Event, checkout: string | undefined): Trigger {
  const pull = pullOf(event.payload);
  if (pull === undefined) return { kind: 'act', values: {} };
  if (!isFork(pull.from, event)) return preview(pull, event.payload);
  // The event's own commit is the base branch, which is ours; whatever else is checked out is the fork's.
  const isOurs = checkout === undefined || checkout === event.sha;
  return isOurs ? skippedFork(pull) : refusedFork('pull_request_target', pull.from);
}

/** A workflow that runs after another one gets all rights back, whoever the other one ran for. */
function ofWorkflowRun(event: Event, checkout: string | undefined): Trigger {
  const before = event.payload.at('workflow_run');
  const from = before.at('head_repository').text('full_name');
  const isTheirs = checkout !== undefined && checkout === before.text('head_sha');
  if (isFork(from, event) && isTheirs) return refusedFork('workflow_run', from);
  const branch = before.text('head_branch');
  const isPush = before.text('event') === 'push' && branch !== undefined && !isFork(from, event);
  return { kind: 'act', values: isPush ? { branch: value(branch, 'GITHUB_EVENT_PATH') } : {} };
}

function ofRelease({ payload }: Event): Trigger {
  const release = payload.at('release');
  const tag = release.text('tag_name') ?? '';
  const action = payload.text('action');
  if (action !== 'published') {
    return skip(`Release ${tag} was ${action}`, 'A release is deployed when it is published; nothing is done now.');
  }
  const label = value(labelOf(tag), 'GITHUB_EVENT_PATH');
  // A pre-release is not meant for production; where it shall go is written, or nowhere.
  if (release.isTrue('prerelease')) return { kind: 'act', values: { label, unless: preRelease(tag) } };
  return { kind: 'act', values: { label, environment: value('production', 'GITHUB_EVENT_PATH') } };
}

function ofPush({ payload, ref }: Event): Trigger {
  if (!payload.isTrue('deleted')) return { kind: 'act', values: branchOf(ref) };
  return skip(`${ref ?? 'The branch'} was deleted`, 'There is nothing left that could be deployed.');
}

/** What the merge queue has put together is rehearsed: it touches nothing and says whether the result of the merge would start. */
function ofMergeGroup({ payload }: Event): Trigger {
  const base = payload.at('merge_group').text('base_ref');
  const values = { ...branchOf(base), fallback: value('merge-queue', 'GITHUB_EVENT_PATH') };
  return { kind: 'act', command: 'rehearse', values };
}

function pullOf(payload: Payload): Pull | undefined {
  const pull = payload.at('pull_request');
  const number = pull.number('number') ?? payload.number('number');
  const head = pull.at('head').text('sha');
  if (number === undefined || head === undefined) return undefined;
  const from = pull.at('head', 'repo').text('full_name');
  return { number, head, ...(from === undefined ? {} : { from }) };
}

/** A repository that was deleted can only have been a fork. */
function isFork(from: string | undefined, { repository }: Event): boolean {
  return from?.toLowerCase() !== repository.toLowerCase();
}

function skippedFork({ number, from = 'a fork that is gone' }: Pull): Trigger {
  return skip(
    `No preview for pull request #${number}: it comes from ${from}`,
    'GitHub gives a run for a fork no credentials, and code of a fork must not run with ours. A maintainer who has read it can push it to a branch of this repository.',
  );
}

function refusedFork(name: string, from = 'a fork'): Trigger {
  return {
    kind: 'refuse',
    message: `The commit that is checked out comes from ${from}, and ${name} runs with the rights of this repository: whatever it does would be done in its name.`,
    fix: 'Nothing was touched. Use the event `pull_request`, or check out only what this repository holds.',
  };
}

function preRelease(tag: string): { readonly title: string; readonly text: string } {
  return {
    title: `Pre-release ${tag} goes nowhere`,
    text: 'Only a full release is deployed to production by itself. Name the `environment` that pre-releases shall go to.',
  };
}

function branchOf(ref: string | undefined): EventValues {
  const prefix = 'refs/heads/';
  return ref?.startsWith(prefix) === true ? { branch: value(ref.slice(prefix.length), 'GITHUB_REF') } : {};
}

/** A tag may hold characters that a label cannot: it becomes part of object keys and of a tag. */
function labelOf(tag: string): string {
  return tag.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100);
}

function skip(title: string, text: string): Trigger {
  return { kind: 'skip', title, text };
}

function value(text: string, variable: string) {
  return { value: text, variable };
}
