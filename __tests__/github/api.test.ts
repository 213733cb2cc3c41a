import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGitHub } from '../../scripts/stage/github/server.js';
import { connectGitHub } from '../../src/github/api.ts';

const url = 'https://github.com/octo-org/hello/actions/runs/11';
const start = { environment: 'pr-7', commit: 'abc', transient: true, production: false };

describe('GitHub, asked by the book', () => {
  let server: Awaited<ReturnType<typeof startGitHub>>;
  let warnings: string[];
  let slept: number[];

  beforeEach(async () => {
    server = await startGitHub();
    warnings = [];
    slept = [];
  });
  afterEach(() => {
    expect(server.complaints).toEqual([]);
    server.stop();
  });

  const connected = (run = { id: '11', attempt: '1', url }) =>
    connectGitHub({
      token: server.token,
      repository: 'octo-org/hello',
      apiUrl: server.environment.GITHUB_API_URL,
      run,
      sleep: async (ms) => void slept.push(ms),
      warn: (text) => warnings.push(text),
    });

  test('a comment is made once and edited from then on, behind a hundred others too', async () => {
    const github = connected();
    for (let count = 0; count < 120; count += 1) server.comments.push({ id: -count, issue: 7, body: 'talk' });
    await github.comment(7, '<!-- key ', (before) => `<!-- key -->${before ?? 'none'}`);
    await github.comment(7, '<!-- key ', (before) => `${before}, again`);
    await github.comment(7, '<!-- key ', () => undefined);
    expect(server.comments.slice(120)).toMatchObject([{ issue: 7, body: '<!-- key -->none, again' }]);
    expect(warnings).toEqual([]);
  });

  test('two commits are compared; of one that is not in the repository nobody can tell', async () => {
    server.history.push('old', 'new');
    const github = connected();
    const asked = [
      ['old', 'new'],
      ['new', 'old'],
      ['new', 'new'],
      ['gone', 'new'],
    ] as const;
    const told = await Promise.all(asked.map(([base, head]) => github.compare(base, head)));
    expect(told).toEqual(['ahead', 'behind', 'identical', undefined]);
    expect(warnings).toEqual([]);
    server.missing.add('contents');
    expect(await github.compare('old', 'new')).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('`permissions: { contents: read }`')]);
  });

  test('a deployment begins, ends with its address, and is over with its environment', async () => {
    const github = connected();
    const id = await github.beginDeployment(start);
    await github.endDeployment(id ?? 0, { state: 'success', description: 'x'.repeat(300), url: 'http://1.2.3.4' });
    expect(server.deployments).toMatchObject([{ id, ref: 'abc', environment: 'pr-7', transient_environment: true }]);
    expect(server.statuses).toMatchObject([
      { state: 'in_progress', log_url: url },
      { state: 'success', environment_url: 'http://1.2.3.4', auto_inactive: false },
    ]);
    await github.retireDeployments('pr-7');
    await github.retireDeployments('pr-7');
    expect(server.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success', 'inactive']);
  });

  test('where the job has an `environment:` of its own, no second deployment is made', async () => {
    server.deployments.push({ id: 900, sha: 'abc', ref: 'abc', environment: 'preview', payload: {} });
    server.statuses.push({ id: 901, deployment: 900, state: 'in_progress', log_url: `${url}/job/5` });
    expect(await connected().beginDeployment(start)).toBeUndefined();
    expect(await connected({ id: '1', attempt: '1', url }).beginDeployment(start)).toBeDefined();
  });

  test('a missing permission is named once, and everything else goes on', async () => {
    server.missing.add('deployments');
    const github = connected();
    expect(await github.beginDeployment(start)).toBeUndefined();
    await github.retireDeployments('pr-7');
    await github.comment(7, '<!-- key ', () => '<!-- key -->');
    expect(server.comments).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('permissions: { deployments: write }')]);
  });

  test('what passes is asked again: 5xx, and a short rate limit', async () => {
    server.pulls.set(7, { state: 'closed' });
    server.fault(/GET .*\/pulls\//, [502, { message: 'Bad Gateway' }]);
    server.fault(/GET .*\/pulls\//, [429, { message: 'secondary rate limit' }, { 'retry-after': '2' }]);
    expect(await connected().pull(7)).toMatchObject({ state: 'closed' });
    expect(slept).toEqual([500, 2000]);
    expect(warnings).toEqual([]);
  });

  test.each([
    [
      'a long rate limit',
      [403, { message: 'x' }, { 'x-ratelimit-remaining': '0', 'retry-after': '3000' }],
      /rate limit/,
    ],
    ['a long outage', [503, { message: 'Service Unavailable' }], /\(503\)/],
  ])('%s is a warning, not a failure', async (_, answer, says) => {
    server.fault(/./, answer, 100);
    await connected().comment(7, '<!-- key ', () => 'text');
    expect(warnings).toEqual([expect.stringMatching(says)]);
    expect(server.comments).toEqual([]);
  });

  test('a GitHub that is not there is a warning, too', async () => {
    const github = connected();
    server.stop();
    expect(await github.pull(7)).toBeUndefined();
    expect(warnings).toHaveLength(1);
  });

  test("the test's own GitHub refuses what GitHub's description does not allow", async () => {
    const ask = (method: string, path: string, body?: object) =>
      fetch(`${server.environment.GITHUB_API_URL}/repos/octo-org/hello${path}`, {
        method,
        headers: { authorization: `token ${server.token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const answers = await Promise.all([
      ask('POST', '/deployments', { environment: 'x' }),
      ask('POST', '/deployments', { ref: 'x', enviroment: 'x' }),
      ask('GET', '/deployments?per-page=3'),
      ask('POST', '/issues/7/comments', { body: 'x'.repeat(65_537) }),
      ask('GET', '/issues'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 404]);
    expect(server.complaints.splice(0).sort()).toEqual([
      'GET /repos/octo-org/hello/deployments: query per-page is not in the description',
      'GET /repos/octo-org/hello/issues is no operation that is kept here',
      'POST /repos/octo-org/hello/deployments: body.enviroment is not in the description',
      'POST /repos/octo-org/hello/deployments: body.ref is missing',
    ]);
  });
});
