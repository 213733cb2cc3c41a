import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { events, startGitHub } from '../../scripts/stage/github/server.js';
import { type Look, lookInto, overhear } from './cloud.ts';
import { clone, eventFile, pullRequest, stepWith, type TestGitHub, version } from './pull-request.ts';
import { room, scale, startLocalCloud } from './stage.ts';

describe('what an event means, through the built action', () => {
  const here = room();
  const tree = clone(join(here.path, 'clone'));
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let ear: Awaited<ReturnType<typeof overhear>>;
  let look: Look;
  let github: TestGitHub;
  let head = '';

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    ear = await overhear(cloud.endpoint);
    look = lookInto(cloud.endpoint);
    head = tree.push(version('1'));
  });
  beforeEach(async () => {
    github = await startGitHub();
    ear.take();
  });
  afterEach(() => github.stop());
  afterAll(async () => {
    ear.stop();
    await cloud.stop();
    here.remove();
  }, 30_000);

  const step = (event: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) =>
    stepWith(github, { environment: { ...cloud.environment, AWS_ENDPOINT_URL: ear.endpoint } })(
      tree.directory,
      event,
      inputs,
    );
  const pull = (action: Parameters<typeof pullRequest>[0], more = {}) =>
    pullRequest(action, { head, room: here.path, ...more });
  const untouched = () => {
    expect(ear.take()).toEqual([]);
    expect(github.comments).toEqual([]);
  };

  test('a fork gets no preview: green, with a notice, and nobody is asked anything', async () => {
    const { code, log, outputs } = await step(pull('opened', { from: 'somebody/hello' }));
    expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'skipped' });
    expect(log).toContain('::notice title=No preview for pull request #7%3A it comes from somebody/hello::');
    untouched();
  });

  test("a fork's code under pull_request_target is refused, with whatever command", async () => {
    const event = { ...pull('opened', { from: 'somebody/hello' }), GITHUB_EVENT_NAME: 'pull_request_target' };
    for (const inputs of [{}, { command: 'export', environment: 'pr-7' }]) {
      const { code, log } = await step(event, inputs);
      expect(code).toBe(1);
      expect(log).toContain('runs with the rights of this repository');
    }
    untouched();
  });

  test('a branch that maps to no environment is green, with a notice; a pre-release too', async () => {
    const push = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/feature', GITHUB_SHA: head };
    expect((await step(push)).outputs['outcome']).toBe('skipped');
    const payload = structuredClone(events['release.published']);
    payload.release.prerelease = true;
    const release = { GITHUB_EVENT_NAME: 'release', GITHUB_EVENT_PATH: eventFile(here.path, payload) };
    expect((await step(release)).outputs['outcome']).toBe('skipped');
    untouched();
  });

  test('a mapped branch, a release and a merge queue name their environments', async () => {
    const main = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: head };
    const planned = await step(main, { command: 'plan' });
    expect(planned.log).toMatch(/^environment += production .*\(GITHUB_REF\)$/m);
    const path = eventFile(here.path, events['release.published']);
    const release = await step({ GITHUB_EVENT_NAME: 'release', GITHUB_EVENT_PATH: path }, { command: 'plan' });
    expect(release.log).toMatch(/^label += 0\.0\.1 .*\(GITHUB_EVENT_PATH\)$/m);
    expect(release.outputs['environment']).toBe('production');
  });

  test('a checkout that is not the head of its pull request is told, as GitHub checks out a merge', async () => {
    const other = await step(pull('opened', { head: 'e'.repeat(40) }), { command: 'plan' });
    expect(other.log).toMatch(
      /^::warning::The checkout holds commit [0-9a-f]{12}, and the head of pull request #7 is e{12}\./m,
    );
    const same = await step(pull('opened'), { command: 'plan' });
    expect(same.log).not.toContain('The checkout holds commit');
    github.comments.length = 0;
    ear.take();
  });

  test('a run that was overtaken by the close of its pull request makes no preview', async () => {
    github.pulls.set(7, { state: 'closed' });
    const { code, outputs } = await step(pull('synchronize'));
    expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'skipped' });
    untouched();
  });

  test('a GitHub that fails in every way changes nothing of the deploy', async () => {
    github.fault(/\/comments/, [500, { message: 'oops' }], 100);
    github.fault(/\/pulls\//, [403, { message: 'rate limit' }, { 'x-ratelimit-remaining': '0' }], 100);
    github.missing.add('deployments');
    const { code, log, outputs } = await step(pull('opened'));
    expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'created' });
    expect(await (await fetch(outputs['url'] ?? '')).text()).toBe('version 1');
    expect(log.match(/^::warning::.*/gm)?.sort()).toEqual([
      expect.stringContaining('GitHub did not take part in commenting on pull request #7 (500)'),
      expect.stringContaining('permissions: { deployments: write }'),
      expect.stringContaining("GitHub's rate limit is reached"),
    ]);
  }, 90_000);

  test('an event destroys only what is a preview of its own repository', async () => {
    const other = { ...pull('closed', { from: 'other/hello' }) };
    const payload = structuredClone(events['pull_request.closed']);
    payload.number = payload.pull_request.number = 7;
    payload.pull_request.head.repo.full_name = 'other/hello';
    const repository = { GITHUB_EVENT_PATH: eventFile(here.path, payload), GITHUB_REPOSITORY: 'other/hello' };
    const foreign = await step({ ...other, ...repository }, { 'github-token': '' });
    expect(foreign.code).toBe(1);
    expect(foreign.log).toContain('belongs to octo-org/hello, not to other/hello');
    const production = await step(pull('closed'), { environment: 'production' });
    expect(production.code).toBe(1);
    expect(production.log).toContain('"production" is not the name of a preview');
    expect((await look.stack('story-pr-7'))?.status).toBe('CREATE_COMPLETE');
    const closed = await step(pull('closed'));
    expect({ code: closed.code, outcome: closed.outputs['outcome'] }).toEqual({ code: 0, outcome: 'destroyed' });
    expect(await look.stack('story-pr-7')).toBeUndefined();
    expect(github.complaints).toEqual([]);
  }, 90_000);
});
