import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Look, lookInto, valuesOf } from './cloud.ts';
import { room, runAction, scale, startLocalCloud, write } from './stage.ts';

const hasEngines = ['initdb', 'redis-server'].every((name) => spawnSync(name, ['--version']).status === 0);
if (!hasEngines) console.warn('SKIPPED: this machine has no PostgreSQL or no Redis to stand for database and cache.');

const settings = `application: story
health: { interval: 10s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 1s }
variables: { RDS_PORT: mine }
environments:
  tiny: { database: postgres, cache: { engine: valkey, nodes: 1 } }
`;

/** Answers with the names of its connection variables, their shapes and whether something listens there; never with a value that is secret. */
const server = `
  const { createHash } = require('node:crypto');
  const { createServer } = require('node:http');
  const { connect } = require('node:net');
  const names = Object.keys(process.env).filter((name) => /^(RDS|CACHE|DATABASE|REDIS)_/.test(name)).sort();
  const reached = (url) => new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => resolve(socket.destroy() && true)).on('error', () => resolve(false));
  });
  const shape = (url) => url.replace(/:[^:@/]{20,}@/, ':…@').replace(/:\\d+/, ':n').replace(/%2F[^&]*%2F/, '');
  createServer(async (_, answer) => {
    const urls = [process.env.DATABASE_URL, process.env.REDIS_URL];
    answer.end(JSON.stringify({ names, password: createHash('sha256').update(process.env.RDS_PASSWORD).digest('hex'), port: process.env.RDS_PORT, urls: urls.map(shape), reached: await Promise.all(urls.map(reached)) }));
  }).listen(process.env.PORT);
`;

(hasEngines ? describe : describe.skip)('an environment with a database and a cache', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;
  let tree = '';
  let url = '';
  const run = (inputs: Readonly<Record<string, string>>) =>
    runAction({ workspace: tree, inputs: { environment: 'tiny', ...inputs }, environment: cloud.environment });

  beforeAll(async () => {
    tree = write(join(here.path, 'tree'), {
      'package.json': JSON.stringify({ name: 'story', version: '1.0.0', private: true }),
      'server.js': server,
      Procfile: 'web: exec node server.js\n',
      'beanpole.yml': settings,
    });
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
  }, 60_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('gives the application their addresses, and what the user has set stands', async () => {
    const deployed = await run({ 'version-label': 'one' });
    expect({ code: deployed.code, log: deployed.code === 0 ? '' : deployed.log }).toEqual({ code: 0, log: '' });
    url = deployed.outputs['url'] ?? '';
    const seen = await (await fetch(url)).json();
    expect(seen).toEqual({
      password: expect.any(String),
      names: [
        ...['CACHE_HOST', 'CACHE_PORT', 'CACHE_TOKEN', 'DATABASE_URL', 'RDS_CA_BUNDLE', 'RDS_DB_NAME', 'RDS_HOSTNAME'],
        ...['RDS_PASSWORD', 'RDS_PORT', 'RDS_SECRET', 'RDS_USERNAME', 'REDIS_URL'],
      ],
      port: 'mine',
      urls: ['postgres://app:…@127.0.0.1:n/app?sslmode=verify-full&sslrootcert=rds-ca.pem', 'rediss://:…@127.0.0.1:n'],
      reached: [true, true],
    });
  }, 180_000);

  test('after a rotation of the password a restart gives the application the new one', async () => {
    const digest = async () => ((await (await fetch(url)).json()) as { password: string }).password;
    const before = await digest();
    const DBInstanceIdentifier = (await look.output('story-tiny-data', 'DatabaseId')) ?? '';
    const rotation = { DBInstanceIdentifier, RotateMasterUserPassword: 'true', ApplyImmediately: 'true' };
    await look.query('rds', 'ModifyDBInstance', rotation);
    expect(await digest()).toBe(before);
    const restarted = await run({ command: 'restart' });
    expect(restarted.outputs['outcome']).toBe('restarted');
    expect(await digest()).not.toBe(before);
  }, 180_000);

  test('refuses a database that would be lost, and touches nothing', async () => {
    const refused = await run({ 'version-label': 'one', set: 'database.engine=mysql' });
    expect(refused.code).toBe(1);
    expect(refused.log).toContain('The database runs postgres; mysql would be another database, and an empty one.');
    expect((await look.stack('story-tiny-data'))?.status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
  }, 60_000);

  test('plan tells what the data cost and what becomes of them, and that such a deploy would be refused', async () => {
    const lost = await run({ command: 'plan', 'version-label': 'one', set: 'database.engine=mysql' });
    expect({ code: lost.code, outcome: lost.outputs['outcome'] }).toEqual({ code: 0, outcome: 'planned' });
    expect(lost.log).toContain('::warning::A deploy would be refused. The database runs postgres; mysql would be');
    expect(lost.summary).toContain('A deploy would be refused');
    const larger = await run({ command: 'plan', 'version-label': 'one', set: 'database.class=db.t4g.small' });
    expect(larger.log).toMatch(/^Database \(.*\) would be changed where it is$/m);
    expect(larger.log).not.toContain('::warning::');
    const { cost } = JSON.parse(larger.outputs['result'] ?? '');
    expect(cost.after.from - cost.before.from).toBeCloseTo(730 * 0.016, 1);
  }, 60_000);

  test('clone makes a database of its own, new and empty, and says so', async () => {
    const cloned = await run({ command: 'clone', environment: 'copy', from: 'tiny' });
    expect({ code: cloned.code, log: cloned.code === 0 ? '' : cloned.log }).toEqual({ code: 0, log: '' });
    expect(cloned.outputs).toMatchObject({ outcome: 'created', version: 'one' });
    expect(cloned.log).toContain('Its database is new and empty: data are not copied.');
    expect(cloned.log).toContain('Its cache is new and empty.');
    const seen = (await (await fetch(cloned.outputs['url'] ?? '')).json()) as { reached: boolean[] };
    expect(seen.reached).toEqual([true, true]);
    const [original, copy] = await Promise.all(
      ['story-tiny-data', 'story-copy-data'].map((name) => look.output(name, 'DatabaseId')),
    );
    expect(copy).not.toBe(original);
    // `like: tiny` no longer counts: who destroys it names what becomes of its data.
    const set = 'database.engine=postgres\ndatabase.deletion-policy=delete';
    expect((await run({ command: 'destroy', environment: 'copy', set })).outputs['outcome']).toBe('destroyed');
  }, 180_000);

  test('attached from outside, the database leaves the stack with its data, and destroy does not touch it', async () => {
    const [host, port, secret, group, id] = await Promise.all(
      ['Host', 'Port', 'Secret', 'SecurityGroup', 'Id'].map((name) =>
        look.output('story-tiny-data', `Database${name}`),
      ),
    );
    const set = `database.endpoint=${host}:${port}\ndatabase.secret=${secret}\ndatabase.security-group=${group}`;
    const released = await run({ 'version-label': 'one', set });
    expect({ code: released.code, log: released.code === 0 ? '' : released.log }).toEqual({ code: 0, log: '' });
    const kept = (await look.resources('story-tiny-data')).map(({ LogicalResourceId = '' }) => LogicalResourceId);
    expect(kept.filter((name) => name.startsWith('Database'))).toEqual([]);
    expect(kept).toContain('Cache');
    const seen = (await (await fetch(released.outputs['url'] ?? '')).json()) as { reached: boolean[] };
    expect(seen.reached).toEqual([true, true]);
    const { outputs } = await run({ command: 'destroy', set });
    expect(outputs['outcome']).toBe('destroyed');
    const shown = await look.query('rds', 'DescribeDBInstances', { DBInstanceIdentifier: id ?? '' });
    expect(valuesOf(shown, 'DBInstanceStatus')).toEqual(['available']);
  }, 240_000);
});
