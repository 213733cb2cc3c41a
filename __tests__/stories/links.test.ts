import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { room, runAction, startLocalCloud, type Tree, write } from './stage.ts';

/** AWS seconds per real second. */
const scale = 30;

/** Says who it is, takes messages as a worker does, and tells what the API says that its variables name. */
const server = `
  const { createServer } = require('node:http');
  const { PORT, NAME = '', API = '', JOBS = '' } = process.env;
  let taken = 0;
  const server = createServer(async ({ url, method }, answer) => {
    if (method === 'POST') { taken += 1; return answer.end(); }
    if (url === '/through') return answer.end(await (await fetch(API + '/')).text());
    if (url === '/jobs') return answer.end(JOBS);
    answer.end(NAME);
  });
  server.listen(PORT);
  process.on('SIGTERM', () => server.close());
`;

const settings = `application: story
source: app
mode: single-instance
health: { interval: 10s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 10s }
environments:
  api: { variables: { NAME: the API } }
  jobs: { tier: worker }
  front: { variables: { NAME: the front, API: { environment: api }, JOBS: { environment: jobs } } }
`;

const tree: Tree = {
  'app/server.js': server,
  'app/Procfile': 'web: exec node server.js\n',
  'beanpole.yml': settings,
};

describe('environments that refer to each other', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let workspace: string;

  const run = async (environment: string, inputs: Readonly<Record<string, string>> = {}) => {
    const { code, outputs, log } = await runAction({
      workspace,
      inputs: { environment, ...inputs },
      environment: cloud.environment,
    });
    return { code, outcome: outputs['outcome'], outputs, log };
  };
  const asked = async (url = '', path = '/') => (await fetch(url + path)).text();

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    workspace = write(join(here.path, 'tree'), tree);
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('who comes before those that it refers to is refused, with each of them, and nothing is touched', async () => {
    const early = await run('front');
    expect({ code: early.code, outcome: early.outcome }).toEqual({ code: 1, outcome: 'failed' });
    expect(early.log).toContain('variables.API: The environment api does not exist.');
    expect(early.log).toContain('variables.JOBS: The environment jobs does not exist.');
    expect(early.log).toContain('Nothing was touched.');
    expect(early.log).not.toContain('CREATE_IN_PROGRESS');
    const planned = await run('front', { command: 'plan' });
    expect(planned.log).toContain('The environment api does not exist.');
  }, 60_000);

  test('a web environment is known by its URL, a worker by that of its queue', async () => {
    const [api, jobs] = await Promise.all([run('api'), run('jobs')]);
    expect([api.outcome, jobs.outcome]).toEqual(['created', 'created']);
    const front = await run('front');
    expect(front.outcome).toBe('created');
    const { url } = front.outputs;
    expect(await asked(url)).toBe('the front');
    expect(await asked(url, '/through')).toBe('the API');
    expect(await asked(url, '/jobs')).toBe(jobs.outputs['queue-url']);
    expect((await run('front')).outcome).toBe('unchanged');
  }, 90_000);

  test('what others refer to is not destroyed before them', async () => {
    const destroyed = (environment: string) => run(environment, { command: 'destroy' });
    const kept = await destroyed('api');
    expect({ code: kept.code, outcome: kept.outcome }).toEqual({ code: 1, outcome: 'failed' });
    expect(kept.log).toContain('api is not destroyed: front refers to it.');
    expect((await destroyed('front')).outcome).toBe('destroyed');
    expect((await destroyed('api')).outcome).toBe('destroyed');
  }, 90_000);

  test('a rehearsal plays without them, and says so', async () => {
    const rehearsed = await run('front', { command: 'rehearse' });
    expect(rehearsed.outcome).toBe('created');
    expect(rehearsed.log).toContain(
      'API is http://api.invalid here: the environment api has no part in the rehearsal.',
    );
  }, 60_000);
});
