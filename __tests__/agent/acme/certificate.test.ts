import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { isFresh } from '../../../src/agent/acme/certificate.ts';
import { renewCertificate, restoreCertificate, type TlsWorld } from '../../../src/agent/acme/secure.ts';
import { awsClient } from '../../../src/agent/aws/client.ts';
import { instanceCredentials } from '../../../src/agent/aws/credentials.ts';
import { instanceMetadata } from '../../../src/agent/aws/metadata.ts';
import { scaledClock } from '../../../src/agent/clock.ts';
import { type Machine, machine } from '../../../src/agent/hosts/machine.ts';
import { nginxConfiguration } from '../../../src/agent/hosts/nginx.ts';
import { nginxTls } from '../../../src/agent/hosts/nginx-tls.ts';
import type { InstanceDescription } from '../../../src/agent/instance.ts';
import { openJournal } from '../../../src/agent/journal.ts';
import { type Cloud, startCloud } from '../cloud.ts';
import { directory, freePort, until } from '../rig.ts';
import { type Authority, pebble, startAuthority } from './authority.ts';

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((path) => existsSync(path));
const real = nginx === undefined || pebble === undefined ? describe.skip : describe;
const name = 'shop.example.com';
const object = `artifacts/environments/live/tls/${name}.json`;
const description = { bucket: 'artifacts', environment: 'live', config: { sha256: 'c' } } as InstanceDescription;

real('a certificate of a real authority, at the real nginx (SKIPPED where Pebble or nginx is not)', () => {
  let root: string;
  let cloud: Cloud;
  let authority: Authority;
  let behind: Server;
  let proxy: ChildProcess | undefined;
  let [front, secure] = [0, 0];

  beforeAll(async () => {
    root = directory();
    [front, secure] = [await freePort(), await freePort()];
    cloud = await startCloud();
    behind = createServer((asked, answer) => answer.end(`${asked.headers['x-forwarded-proto']} ${asked.url}`));
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    authority = await startAuthority(root, front);
    mkdirSync(join(root, 'etc/nginx'), { recursive: true });
    writeFileSync(
      join(root, 'etc/nginx/nginx.conf'),
      moved(nginxConfiguration({ port: port(behind), drainSeconds: 5 })),
    );
    const check = spawnSync(nginx ?? '', ['-t', '-c', join(root, 'etc/nginx/nginx.conf')], { encoding: 'utf8' });
    if (check.status !== 0) throw new Error(check.stderr);
    proxy = spawn(nginx ?? '', ['-c', join(root, 'etc/nginx/nginx.conf')], { stdio: 'ignore' });
    await until(
      'nginx answers',
      () =>
        get('/').then(
          () => true,
          () => false,
        ),
      30_000,
    );
  }, 90_000);
  afterAll(async () => {
    const isOver = proxy === undefined || proxy.exitCode !== null;
    const ended = new Promise((resolve) => (isOver ? resolve(0) : proxy?.once('exit', resolve)));
    proxy?.kill('SIGTERM');
    await ended;
    await authority?.stop();
    await cloud.stop();
    behind.close();
    rmSync(root, { recursive: true, force: true });
  });

  const port = (server: Server) => (server.address() as AddressInfo).port;

  /** Files, ports and users that a test may have in place of those of an instance. */
  function moved(text: string): string {
    const own = process.getuid?.() === 0 ? ' user root;' : '';
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${root}/${one};`,
    );
    return text
      .replace('user nginx;', `daemon off;${own}`)
      .replace('http {\n', `http {\n${temporary.join('\n')}\n`)
      .replaceAll('/var/log/nginx/', `${root}/`)
      .replaceAll('/run/nginx.pid', `${root}/nginx.pid`)
      .replaceAll(/\/(?:var\/lib|etc\/nginx)\/beanpole/g, (path) => `${root}${path}`)
      .replace(/listen \[::\]:\d+ [^;]*;/g, '')
      .replace('listen 80 ', `listen 127.0.0.1:${front} `)
      .replace('listen 443 ', `listen 127.0.0.1:${secure} `);
  }

  /** This machine with another root, and without systemd: nginx is told by its own means. */
  function underRoot(): Machine {
    const here = machine();
    const configuration = join(root, 'etc/nginx/nginx.conf');
    const pid = () => readFileSync(join(root, 'nginx.pid'), 'utf8').trim();
    return {
      ...here,
      write: (path, text, mode) => here.write(join(root, path), moved(text), mode),
      read: (path) => here.read(join(root, path)),
      run: async (command, manner) => {
        const [program = '', verb = ''] = command;
        if (program === 'nginx') return here.run([nginx ?? '', ...command.slice(1), '-c', configuration], manner);
        if (program !== 'systemctl') return here.run(program === 'cp' || program === 'mv' ? ['true'] : command, manner);
        if (verb === 'show') return { code: 0, signal: undefined, output: `${pid()}\n` };
        return here.run(verb === 'reload-or-restart' ? ['kill', '-HUP', pid()] : ['true'], manner);
      },
    };
  }

  /** An instance with a home of its own. */
  function instance(
    home: string,
    given: { redirect?: boolean; directory?: string; now?: () => number } = {},
  ): TlsWorld {
    const { redirect = false, now, ...more } = given;
    const acme = { name, directory: authority.directory, redirect, ...more };
    mkdirSync(join(root, home, 'artifacts'), { recursive: true });
    writeFileSync(join(root, home, 'artifacts/c.json'), JSON.stringify({ schema: 1, acme }));
    const clock = { ...scaledClock(), ...(now && { wall: now }) };
    const metadata = instanceMetadata(cloud.metadata, clock);
    const credentials = instanceCredentials(metadata, {});
    const aws = awsClient({ region: 'eu-central-1', endpoint: cloud.endpoint, credentials, clock });
    const tls = nginxTls({ machine: underRoot(), clock, home: join(root, home), program: 'agent.mjs' });
    const journal = openJournal(join(root, home, 'log'), () => {});
    const { send } = authority;
    return { aws, clock, home: join(root, home), journal, until: new AbortController().signal, host: { tls }, send };
  }

  const get = (path: string) => fetch(`http://127.0.0.1:${front}${path}`, { redirect: 'manual' });

  /** What HTTPS answers, and the certificate that it shows. */
  function overTls(path: string): Promise<{ readonly text: string; readonly names: string; readonly serial: string }> {
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port: secure, path, servername: name, rejectUnauthorized: false, agent: false },
        (answer) => {
          const { subjectaltname = '', serialNumber = '' } = (
            answer.socket as import('node:tls').TLSSocket
          ).getPeerCertificate();
          let text = '';
          answer.on('data', (chunk) => (text += String(chunk)));
          answer.on('end', () => resolve({ text, names: subjectaltname, serial: serialNumber }));
        },
      );
      asked.once('error', reject);
      asked.end();
    });
  }

  test('is ordered by HTTP-01, shown by nginx beside plain HTTP, and kept in the bucket for the next instance', async () => {
    const world = instance('first');
    await restoreCertificate(world, description);
    expect(await renewCertificate(world, description)).toEqual([]);
    const { text, names, serial } = await overTls('/page');
    expect([text, names]).toEqual(['https /page', `DNS:${name}`]);
    expect(await (await get('/page')).text()).toBe('http /page');
    const kept = JSON.parse(String(cloud.objects.get(object)));
    expect(kept).toMatchObject({ schema: 1, directory: authority.directory });
    expect(isFresh(kept.issued.chain, name, Date.now())).toBe(true);

    const orders = authority.said().split('new-order').length;
    const next = instance('second', { redirect: true });
    await restoreCertificate(next, description);
    expect(await renewCertificate(next, description)).toEqual([]);
    expect((await overTls('/')).serial).toBe(serial);
    expect(authority.said().split('new-order').length).toBe(orders);
    const onward = await get('/page?x=1');
    expect([onward.status, onward.headers.get('location')]).toEqual([301, 'https://127.0.0.1/page?x=1']);
  }, 120_000);

  test('is renewed when less than a third of its life is left, while plain HTTP redirects', async () => {
    const world = instance('third', { redirect: true });
    await restoreCertificate(world, description);
    const before = await overTls('/');
    const { chain } = JSON.parse(String(cloud.objects.get(object))).issued;
    const { X509Certificate } = await import('node:crypto');
    const { validFrom, validTo } = new X509Certificate(chain);
    const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
    const late = instance('fourth', { redirect: true, now: () => to - (to - from) / 4 });
    expect(await renewCertificate(late, description)).toEqual([]);
    expect((await overTls('/')).serial).not.toBe(before.serial);
  }, 120_000);

  test('that cannot be had takes nothing down, and is told', async () => {
    const before = await overTls('/');
    const world = instance('fifth', { directory: `http://127.0.0.1:${front}/` });
    const [note] = await renewCertificate(world, description);
    expect(note).toMatch(/^There is no new certificate for shop\.example\.com yet, plain HTTP answers; .* hour: /);
    expect((await overTls('/')).serial).toBe(before.serial);
  }, 60_000);
});

describe('isFresh()', () => {
  test('takes nothing for a certificate that is none', () => {
    expect(isFresh('nothing', name, 0)).toBe(false);
  });
});
