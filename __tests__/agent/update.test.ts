import { afterAll, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { awsClient } from '../../src/agent/aws/client.ts';
import { instanceCredentials } from '../../src/agent/aws/credentials.ts';
import { instanceMetadata } from '../../src/agent/aws/metadata.ts';
import { scaledClock } from '../../src/agent/clock.ts';
import type { ControlPlace } from '../../src/agent/hosts/control.ts';
import { localUpdate } from '../../src/agent/hosts/local-update.ts';
import type { FailureReport, InstanceDescription } from '../../src/agent/instance.ts';
import { openJournal } from '../../src/agent/journal.ts';
import { type Live, readState } from '../../src/agent/live.ts';
import { update } from '../../src/agent/update.ts';
import { instance } from './cloud.ts';
import { configuration, type Files, ready, type Rig, sha256, start, stopRigs, until, zipOf } from './rig.ts';

afterAll(stopRigs);

const app = (version: string): Files => ({
  'app.js': `require('node:http').createServer((asked, answer) => {
    if (asked.url === '/slow') setTimeout(() => answer.end('${version}, late'), 600);
    else answer.end('${version}');
  }).listen(process.env.PORT, '127.0.0.1');`,
});
const broken: Files = { 'app.js': "console.error('I have lost my keys'); process.exit(4);" };

const get = ({ httpPort }: Rig, path = '/') => fetch(`http://127.0.0.1:${httpPort}${path}`).then((one) => one.text());
const liveOf = ({ home }: Rig) => readState(home) as Live;

/** Runs `update` on a booted instance, as Systems Manager would have it run. */
async function bring(rig: Rig, label: string, files: Files, changed: Parameters<typeof configuration>[0] = {}) {
  const { cloud, home, httpPort } = rig;
  const zip = cloud.objects.get(`artifacts/${label}.zip`) ?? zipOf(files);
  const config = JSON.stringify(configuration(changed));
  cloud.objects.set(`artifacts/${label}.zip`, zip);
  cloud.objects.set('artifacts/next.json', Buffer.from(config));
  const lines: string[] = [];
  const clock = scaledClock(20);
  const journal = openJournal(join(home, 'log/update'), (line) => lines.push(line));
  const credentials = instanceCredentials(instanceMetadata(cloud.metadata, clock), {});
  const aws = awsClient({ region: 'eu-west-1', endpoint: cloud.endpoint, credentials, clock });
  const host = localUpdate({
    clock,
    journal,
    home,
    httpPort,
    env: process.env,
    startWorker: () => ({ stop: async () => {} }),
    startStreaming: () => ({ stop: async () => {} }),
  });
  const next: InstanceDescription = {
    ...liveOf(rig).description,
    version: { label, key: `${label}.zip`, sha256: sha256(zip) },
    config: { key: 'next.json', sha256: sha256(config) },
  };
  const world = { host, aws, clock, journal, home, instance, until: new AbortController().signal };
  const code = await update(world, { live: liveOf(rig), next, duty: 'update' });
  return { code, lines, next };
}

async function booted(): Promise<Rig> {
  const rig = await start({ files: app('v1') });
  await ready(rig);
  await until('it can be updated', () => existsSync(join(rig.home, 'control.json')));
  return rig;
}

describe('an update beside a release that serves', () => {
  test.concurrent('turns the door to the proven release, and what is under way ends with the old one', async () => {
    const rig = await booted();
    const answers = new Set<string>();
    let failed = 0;
    const over = new AbortController();
    const stream = (async () => {
      while (!over.signal.aborted)
        await get(rig).then(
          (one) => answers.add(one),
          () => (failed += 1),
        );
    })();
    const slow: Promise<string>[] = [];
    const late = setInterval(() => slow.push(get(rig, '/slow').catch(() => 'cut')), 50);
    const { code, lines, next } = await bring(rig, 'v2', app('v2'));
    clearInterval(late);
    over.abort();
    await stream;
    expect([code, failed, [...answers]]).toEqual([0, 0, ['v1', 'v2']]);
    expect(new Set(await Promise.all(slow))).toEqual(new Set(['v1, late', 'v2, late']));
    expect(lines.at(-1)).toMatch(/^Version v2 serves in place of v1: fetch .* gate .* door .* drain /);
    expect(readlinkSync(join(rig.home, 'current'))).toContain(next.version.sha256);
    expect(JSON.parse(readFileSync(join(rig.home, 'instance.json'), 'utf8'))).toEqual(next);
    expect(await get(rig)).toBe('v2');
  }, 30_000);

  test.concurrent('is done at once where the version serves already', async () => {
    const rig = await booted();
    await bring(rig, 'v2', app('v2'));
    const again = await bring(rig, 'v2', app('v2'));
    expect([again.code, again.lines]).toEqual([0, ['Version v2 serves already.']]);
  }, 30_000);

  test.concurrent('that fails leaves the old release as it was, and its reason in the bucket', async () => {
    const rig = await booted();
    const before = readlinkSync(join(rig.home, 'current'));
    const { code, lines } = await bring(rig, 'v2', broken);
    expect(code).toBe(1);
    const text = rig.cloud.objects.get(`artifacts/environments/test/failures/v2/${instance}.json`)?.toString() ?? '{}';
    const report = JSON.parse(text) as FailureReport;
    expect(report).toMatchObject({ version: 'v2', step: 'gate' });
    expect(report.reason).toContain('exited with code 4');
    expect(report.lastLines).toContain('I have lost my keys');
    expect(lines.join('\n')).toContain('I have lost my keys');
    expect([await get(rig), readlinkSync(join(rig.home, 'current'))]).toEqual(['v1', before]);
    expect(liveOf(rig).description.version.label).toBe('v1');
    // Nothing of it stands in the way of the next one.
    expect((await bring(rig, 'v3', app('v3'))).code).toBe(0);
    expect(await get(rig)).toBe('v3');
  }, 30_000);

  test.concurrent('whose answers are bad in the bake gives the door back to the old release', async () => {
    const rig = await booted();
    const before = readlinkSync(join(rig.home, 'current'));
    const bad = app('v2')
      ['app.js']?.toString()
      .replace("else answer.end('v2')", "else answer.writeHead(asked.url === '/health' ? 200 : 500).end('v2')");
    const over = new AbortController();
    const seen: string[] = [];
    const stream = (async () => {
      while (!over.signal.aborted) seen.push(await get(rig).catch(() => 'failed'));
    })();
    const health = { path: '/health' };
    const config = { bake: { minutes: 3, requests: 5, percent: 10 } };
    const { code } = await bring(rig, 'v2', { 'app.js': bad ?? '' }, { health, config });
    over.abort();
    await stream;
    expect([code, await get(rig), readlinkSync(join(rig.home, 'current'))]).toEqual([1, 'v1', before]);
    expect(liveOf(rig).description.version.label).toBe('v1');
    expect([...new Set(seen)].sort()).toEqual(['v1', 'v2']);
    const text = rig.cloud.objects.get(`artifacts/environments/test/failures/v2/${instance}.json`)?.toString() ?? '{}';
    expect(JSON.parse(text)).toMatchObject({ step: 'bake', reason: expect.stringContaining('(deploy.bake)') });
    // The next one finds nothing in its way, bakes and stays.
    expect((await bring(rig, 'v3', app('v3'), { config })).lines.join('\n')).toContain('Baked for 3 minutes');
    expect(await get(rig)).toBe('v3');
  }, 60_000);

  test.concurrent('keeps the release that it came from, and no older one', async () => {
    const rig = await booted();
    const shas: string[] = [];
    for (const label of ['v2', 'v3']) shas.push((await bring(rig, label, app(label))).next.version.sha256);
    const left = readdirSync(join(rig.home, 'releases')).filter((name) => !name.includes('.'));
    expect(left.sort()).toEqual([...shas].sort());
  }, 30_000);

  test.concurrent('that is killed leaves no release on trial behind', async () => {
    const rig = await booted();
    const place = JSON.parse(readFileSync(join(rig.home, 'control.json'), 'utf8')) as ControlPlace;
    const pidFile = join(rig.home, 'trial.pid');
    const processes = [{ name: 'web', command: `echo $$ > ${pidFile}; exec sleep 60` }];
    const application = {
      directory: rig.home,
      environment: { PATH: process.env['PATH'] },
      processes,
      port: 1,
      drainMs: 0,
    };
    const headers = { authorization: `Bearer ${place.token}` };
    const held = request({ host: '127.0.0.1', port: place.port, path: '/trial', method: 'POST', headers });
    held.on('error', () => {}).end(JSON.stringify(application));
    await until('it runs', () => existsSync(pidFile) && readFileSync(pidFile, 'utf8').trim() !== '');
    const pid = readFileSync(pidFile, 'utf8').trim();
    held.destroy();
    await until(
      'it is gone',
      () => !existsSync(`/proc/${pid}`) || readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '),
    );
    expect(await get(rig)).toBe('v1');
  }, 30_000);

  test.concurrent('is refused to whoever does not know the word', async () => {
    const rig = await booted();
    const { port } = JSON.parse(readFileSync(join(rig.home, 'control.json'), 'utf8')) as ControlPlace;
    const answer = await fetch(`http://127.0.0.1:${port}/turn`, { method: 'POST', body: '{"port":1}' });
    expect([answer.status, await get(rig)]).toEqual([403, 'v1']);
  }, 30_000);
});

describe('scripts of an update', () => {
  const notes = ({ home }: Rig) => readFileSync(join(home, 'notes'), 'utf8').trim().split('\n');
  const script = (word: string) => `#!/bin/sh\necho ${word} >> ../../notes\n`;
  const scripts = (folder: string) => ({
    [`.platform/${folder}/prebuild/a`]: script(`${folder}-prebuild`),
    [`.platform/${folder}/predeploy/a`]: script(`${folder}-predeploy`),
    [`.platform/${folder}/postdeploy/a`]: script(`${folder}-postdeploy`),
  });

  test('another configuration of the same version runs confighooks, beside the first in the same release', async () => {
    const files = {
      ...app('v1'),
      ...scripts('hooks'),
      ...scripts('confighooks'),
      Buildfile: 'x: echo built >> ../../notes',
    };
    const rig = await start({ files, scale: 4 });
    await ready(rig, 30_000);
    await until('it can be updated', () => existsSync(join(rig.home, 'control.json')));
    const first = ['hooks-prebuild', 'built', 'hooks-predeploy', 'hooks-postdeploy'];
    expect(notes(rig)).toEqual(first);
    rig.cloud.objects.set('artifacts/v1.zip', rig.cloud.objects.get('artifacts/bundle.zip') ?? Buffer.of());
    const changed = { config: { variables: { A: { kind: 'plain', value: 'b' } } } } as const;
    const { code, lines } = await bring(rig, 'v1', files, changed);
    expect([code, lines.filter((line) => line.startsWith('Failed'))]).toEqual([0, []]);
    expect(notes(rig)).toEqual([...first, 'confighooks-prebuild', 'confighooks-predeploy', 'confighooks-postdeploy']);
    expect(await get(rig)).toBe('v1');
  }, 90_000);

  test('that fail leave /var/app/current where the release is that serves', async () => {
    const rig = await booted();
    const current = () => readlinkSync(join(rig.home, 'root/var/app/current'));
    const before = current();
    const look = '#!/bin/sh\nreadlink ../../root/var/app/current > ../../notes\nexit 1\n';
    const failed = await bring(rig, 'v2', { ...app('v2'), '.platform/hooks/postdeploy/a': look });
    expect([failed.code, notes(rig)[0], current()]).toEqual([
      1,
      join(rig.home, 'releases', failed.next.version.sha256),
      before,
    ]);
    const good = await bring(rig, 'v3', app('v3'));
    expect([good.code, current()]).toEqual([0, join(rig.home, 'releases', good.next.version.sha256)]);
  }, 90_000);
});
