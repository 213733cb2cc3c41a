import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Look, lookInto, until } from './cloud.ts';
import { room, runAction, scale, startLocalCloud } from './stage.ts';

/** The example as it stands in the repository, installed once: instances then install nothing. */
describe('web in high availability, PostgreSQL over two zones and Valkey', () => {
  const here = room();
  const tree = join(here.path, 'three-tier');
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;
  let url = '';

  const run = (inputs: Readonly<Record<string, string>>) =>
    runAction({
      workspace: tree,
      inputs: { environment: 'production', ...inputs },
      environment: cloud.environment,
    });
  /** Deploys the example as another version of itself; `more` is appended to the server. */
  const deploy = (version: string, more = '', inputs: Readonly<Record<string, string>> = {}) => {
    const manifest = JSON.parse(readFileSync('examples/three-tier/package.json', 'utf8'));
    writeFileSync(join(tree, 'package.json'), JSON.stringify({ ...manifest, version }));
    writeFileSync(join(tree, 'server.js'), `${more}\n${readFileSync('examples/three-tier/server.js', 'utf8')}`);
    return run({ 'version-label': version, ...inputs });
  };
  const notes = async (base = url) => (await fetch(`${base}/notes`)).json();
  const write = async (text: string) => (await fetch(`${url}/notes`, { method: 'POST', body: text })).json();
  const kept = [{ text: 'written by one', version: '1.0.1' }];

  beforeAll(async () => {
    cpSync('examples/three-tier', tree, { recursive: true });
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: tree, stdio: 'ignore' });
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
  }, 300_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 60_000);

  test('comes up with a real database and a real cache, over TLS', async () => {
    const first = await deploy('1.0.1');
    expect({ code: first.code, log: first.code === 0 ? '' : first.log }).toEqual({ code: 0, log: '' });
    url = first.outputs['url'] ?? '';
    expect(await write('written by one')).toEqual({ id: 1 });
    expect(await notes()).toEqual(kept);
    expect(await (await fetch(url)).json()).toEqual({ version: '1.0.1', visits: 1 });
    expect(cloud.output()).toContain('is served by PostgreSQL');
  }, 400_000);

  test('no password is in a template, a launch template, a log or an output', async () => {
    const [database, cache] = await Promise.all(
      ['DatabaseSecret', 'CacheSecret'].map(async (key) => {
        const id = await look.output('three-tier-production-data', key);
        return JSON.parse(JSON.parse(await look.secrets('GetSecretValue', { SecretId: id })).SecretString);
      }),
    );
    const shown = [
      await look.template('three-tier-production-data'),
      await look.template('three-tier-production'),
      await look.query('ec2', 'DescribeLaunchTemplateVersions', {}).catch(() => ''),
      cloud.output(),
    ].join('\n');
    for (const secret of [database.password, cache.token]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(shown.includes(secret)).toBe(false);
    }
  }, 60_000);

  test('rows survive version 2, and a version 3 that is rolled back', async () => {
    const second = await deploy('2.0.0');
    expect([second.outputs['outcome'], second.code === 0 || second.log]).toEqual(['updated', true]);
    expect(await notes()).toEqual(kept);
    const broken = await deploy('3.0.0', "throw new Error('version 3 is broken');");
    expect({ outcome: broken.outputs['outcome'], version: broken.outputs['version'] }).toEqual({
      outcome: 'rolled-back',
      version: '2.0.0',
    });
    expect(await notes()).toEqual(kept);
  }, 600_000);

  test('rows survive the end of the compute stack and its re-creation', async () => {
    await look.cloudFormation.send(new DeleteStackCommand({ StackName: 'three-tier-production' }));
    const gone = await until(
      () => look.stack('three-tier-production'),
      (stack) => stack === undefined || stack.status === 'DELETE_COMPLETE',
      240_000,
    );
    expect(gone?.status ?? 'DELETE_COMPLETE').toBe('DELETE_COMPLETE');
    const again = await deploy('2.0.0');
    expect(again.outputs['outcome']).toBe('created');
    url = again.outputs['url'] ?? '';
    expect(await notes()).toEqual(kept);
  }, 600_000);

  test.each([
    ['another engine', 'database.engine=mysql\ndatabase.version=8.4', 'would be another database'],
    ['an older version', 'database.version=16', 'no engine goes back'],
    ['an upgrade that nobody asked for', 'database.version=18', 'database.allow-major-upgrade'],
  ])(
    '%s is refused before anything is touched',
    async (_, set, words) => {
      const refused = await run({ 'version-label': '2.0.0', set });
      expect({ code: refused.code, said: refused.log.includes(words) }).toEqual({ code: 1, said: true });
      expect(await notes()).toEqual(kept);
    },
    120_000,
  );

  test('destroy leaves a snapshot, says so, and restoring from it brings the rows back', async () => {
    const destroyed = await run({ command: 'destroy' });
    expect(destroyed.outputs['outcome']).toBe('destroyed');
    const id = /--db-instance-identifier ([a-z0-9-]+)/.exec(destroyed.log)?.[1] ?? '';
    const snapshot = await look.snapshotOf(id);
    expect(snapshot).toMatch(/^three-tier-production-data-snapshot-database-/);
    const set = `database.snapshot=${snapshot}\ndatabase.deletion-policy=delete`;
    const restored = await run({ environment: 'tiny', 'version-label': '2.0.0', set });
    expect({ code: restored.code, log: restored.code === 0 ? '' : restored.log }).toEqual({ code: 0, log: '' });
    expect(await notes(restored.outputs['url'])).toEqual(kept);
    const last = await run({ command: 'destroy', environment: 'tiny', set });
    expect(last.log).not.toContain('A last snapshot');
  }, 900_000);
});
