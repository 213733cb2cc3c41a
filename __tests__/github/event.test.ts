import { describe, expect, test } from '@jest/globals';
import { events } from '../../scripts/stage/github/server.js';
import { commitOf, triggerOf } from '../../src/github/event.ts';
import { payloadOf } from '../../src/github/payload.ts';

/** An example of GitHub's, whose form nobody has written down as a type. */
type Loose = ReturnType<typeof JSON.parse>;

const repository = 'Codertocat/Hello-World';

/** GitHub's own example of an event, with what a test changes in it. */
function event(name: string, change: (payload: Loose) => void = () => {}, more = {}) {
  const payload = structuredClone(events[name]);
  change(payload);
  return { name: name.split('.')[0] ?? '', payload: payloadOf(payload), repository, sha: 'base', ...more };
}
const target = (name: string, change?: (payload: Loose) => void) => ({
  ...event(name, change),
  name: 'pull_request_target',
});
const fromFork = (payload: Loose) => {
  payload.pull_request.head.repo.full_name = 'somebody/Hello-World';
};
const head = events['pull_request.opened'].pull_request.head.sha;

describe('a pull request', () => {
  test.each([
    ['opened', 'deploy'],
    ['synchronize', 'deploy'],
    ['reopened', 'deploy'],
    ['labeled', 'deploy'],
    ['closed', 'destroy'],
  ])('%s is %s of its preview', (action, command) => {
    const { number } = events[`pull_request.${action}`];
    expect(triggerOf(event(`pull_request.${action}`), undefined)).toMatchObject({
      kind: 'act',
      command,
      values: { environment: { value: `pr-${number}` } },
      pull: { number },
    });
  });

  test('is deployed as its head, not as the merge commit that GitHub makes of it', () => {
    expect(commitOf(event('pull_request.opened'))).toBe(head);
  });

  test.each([
    ['of another repository', fromFork],
    [
      'whose repository was deleted',
      (payload: Loose) => {
        payload.pull_request.head.repo = null;
      },
    ],
  ])('%s is left out, with a notice that says why', (_, change) => {
    const trigger = triggerOf(event('pull_request.synchronize', change), undefined);
    expect(trigger).toMatchObject({ kind: 'skip', title: expect.stringMatching(/^No preview for pull request #2: /) });
  });

  test('of a fork, under pull_request_target: refused once its code is checked out, else left out', () => {
    expect(triggerOf(target('pull_request.opened', fromFork), head).kind).toBe('refuse');
    expect(triggerOf(target('pull_request.opened', fromFork), 'the merge commit').kind).toBe('refuse');
    expect(triggerOf(target('pull_request.opened', fromFork), 'base').kind).toBe('skip');
    expect(triggerOf(target('pull_request.opened'), head)).toMatchObject({ kind: 'act', command: 'deploy' });
  });
});

describe('other events', () => {
  test('a published release is its tag in production; a pre-release goes only where somebody says', () => {
    const { release } = events['release.published'];
    expect(triggerOf(event('release.published'), undefined)).toMatchObject({
      values: { label: { value: release.tag_name }, environment: { value: 'production' } },
    });
    const pre = triggerOf(
      event('release.published', (payload) => {
        payload.release.prerelease = true;
      }),
      undefined,
    );
    expect(pre).toMatchObject({ kind: 'act', values: { unless: { title: expect.stringContaining('goes nowhere') } } });
    expect(pre).not.toHaveProperty('values.environment');
    const edited = event('release.published', (payload) => {
      payload.action = 'edited';
    });
    expect(triggerOf(edited, undefined).kind).toBe('skip');
  });

  test('a tag with a slash becomes a label that the bucket can hold', () => {
    const monorepo = event('release.published', (payload) => {
      payload.release.tag_name = 'shop/v1.2.3';
    });
    expect(triggerOf(monorepo, undefined)).toMatchObject({ values: { label: { value: 'shop-v1.2.3' } } });
  });

  test('a push is its branch; a deleted branch is nothing', () => {
    const main = event('push', undefined, { ref: 'refs/heads/main' });
    expect(triggerOf(main, undefined)).toEqual({
      kind: 'act',
      values: { branch: { value: 'main', variable: 'GITHUB_REF' } },
    });
    const deleted = event(
      'push',
      (payload) => {
        payload.deleted = true;
      },
      { ref: 'refs/heads/x' },
    );
    expect(triggerOf(deleted, undefined).kind).toBe('skip');
    expect(triggerOf(event('push', undefined, { ref: 'refs/tags/v1' }), undefined)).toEqual({
      kind: 'act',
      values: {},
    });
  });

  test('a schedule prunes, a merge queue rehearses its own commit, a button does what its inputs say', () => {
    const schedule = { name: 'schedule', payload: payloadOf(undefined), repository };
    expect(triggerOf(schedule, undefined)).toEqual({ kind: 'act', command: 'prune', values: {} });
    const group = event('merge_group.checks_requested');
    expect(triggerOf(group, undefined)).toMatchObject({
      command: 'rehearse',
      values: { branch: { value: 'main' }, fallback: { value: 'merge-queue' } },
    });
    expect(commitOf(group)).toBe(events['merge_group.checks_requested'].merge_group.head_sha);
    expect(triggerOf(event('workflow_dispatch'), undefined)).toEqual({ kind: 'act', values: {} });
  });

  test('a workflow that follows another one does not run what a fork has pushed', () => {
    const of = (fork: boolean) =>
      event('workflow_run.completed', (payload) => {
        payload.workflow_run.head_repository = { full_name: fork ? 'somebody/fork' : repository };
        payload.workflow_run.event = fork ? 'pull_request' : 'push';
      });
    const { head_sha: sha, head_branch: branch } = events['workflow_run.completed'].workflow_run;
    expect(triggerOf(of(true), sha).kind).toBe('refuse');
    expect(triggerOf(of(true), 'base')).toEqual({ kind: 'act', values: {} });
    expect(triggerOf(of(false), sha)).toMatchObject({ values: { branch: { value: branch } } });
  });

  test('a payload of any other form is no reason to fall over', () => {
    for (const payload of [undefined, null, 3, [], { pull_request: 4 }, { pull_request: { head: null } }]) {
      for (const name of ['pull_request', 'pull_request_target', 'push', 'workflow_run', 'merge_group', '']) {
        expect(triggerOf({ name, payload: payloadOf(payload), repository }, undefined).kind).toBe('act');
      }
    }
  });
});
