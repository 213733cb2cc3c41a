import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { answerIn } from '../../../src/agent/answer-line.ts';
import { nginxConfiguration, type Proxy as ProxyParts } from '../../../src/agent/hosts/nginx.ts';
import { directory, freePort, until, write } from '../rig.ts';

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((path) => existsSync(path));
const real = nginx === undefined ? describe.skip : describe;

real('the configuration of nginx, by the real nginx (SKIPPED where there is none)', () => {
  let root: string;
  let behind: Server;
  let proxy: ChildProcess | undefined;
  let front: number;

  beforeAll(async () => {
    root = directory();
    behind = createServer((asked, answer) => {
      answer.setHeader('x-proto', String(asked.headers['x-forwarded-proto']));
      answer.end(`application ${asked.url}`);
    });
    behind.on('upgrade', ({ headers }, socket) => {
      const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
      const accept = createHash('sha1').update(key).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\nfirst words`,
      );
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    const ended = new Promise((resolve) => (proxy === undefined ? resolve(0) : proxy.once('exit', resolve)));
    proxy?.kill('SIGTERM');
    await ended;
    proxy = undefined;
  });
  afterAll(() => {
    behind.close();
    behind.closeAllConnections();
    rmSync(root, { recursive: true, force: true });
  });

  const release = () => join(root, 'release');
  const port = () => (behind.address() as AddressInfo).port;

  /** The configuration, moved to a port and to files that a test may have. */
  function file(text: string): string {
    const moved = text
      .replace('user nginx;', `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`)
      .replaceAll('/var/log/nginx/', `${root}/`)
      .replace('/run/nginx.pid', `${root}/nginx.pid`)
      .replace('listen 80 default_server', `listen 127.0.0.1:${front} default_server`)
      .replace('listen [::]:80 default_server;', '');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${root}/${one};`,
    );
    const path = join(root, 'nginx.conf');
    writeFileSync(path, moved.replace('http {', `http {\n${temporary.join('\n')}`));
    return path;
  }

  async function serve(files: Readonly<Record<string, string>>, more: Partial<ProxyParts> = {}): Promise<void> {
    rmSync(release(), { recursive: true, force: true });
    mkdirSync(release(), { recursive: true });
    write(release(), files);
    front = await freePort();
    const wishes = { directory: release(), staticFiles: {} };
    const path = file(nginxConfiguration({ port: port(), drainSeconds: 5, wishes, ...more }));
    const check = spawnSync(nginx ?? '', ['-t', '-c', path], { encoding: 'utf8' });
    if (check.status !== 0) throw new Error(check.stderr);
    proxy = spawn(nginx ?? '', ['-c', path], { stdio: 'ignore' });
    const answers = () =>
      fetch(`http://127.0.0.1:${front}/`).then(
        () => true,
        () => false,
      );
    await until('nginx answers', answers, 20_000);
  }

  async function get(path: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${front}${path}`);
    return `${answer.status} ${await answer.text()}`;
  }

  test('static files are served past the application, and no way leads above them', async () => {
    const staticFiles = { '/static/': `${release()}/static/`, '/icon.svg': `${release()}/static/i.svg` };
    await serve(
      { 'static/a.txt': 'a file', 'static/i.svg': '<svg/>', 'secret.txt': 'no' },
      { wishes: { directory: release(), staticFiles } },
    );
    expect(await get('/static/a.txt')).toBe('200 a file');
    expect(await get('/icon.svg')).toBe('200 <svg/>');
    expect(await get('/static../secret.txt')).toBe('200 application /static../secret.txt');
    expect(await get('/other?x=1')).toBe('200 application /other?x=1');
  });

  test('each answer has a line that tells how long it took, for whom', async () => {
    const access = { '.platform/nginx/conf.d/access.conf': `access_log ${root}/own.log main;\n` };
    await serve(access);
    await (
      await fetch(`http://127.0.0.1:${front}/own"line`, {
        headers: { 'user-agent': 'judge', 'x-forwarded-for': '203.0.113.9' },
      })
    ).text();
    const lineIn = (file: string) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .find((line) => line.includes('own'));
    const own = () => lineIn('access.log');
    await until('its line is written', () => own() !== undefined);
    expect(own()).toMatch(/ "judge" "203\.0\.113\.9" \d\.\d{3}$/);
    // Beside it the snippet writes by the format that Beanstalk has, too.
    expect(own()?.startsWith(`${lineIn('own.log')} `)).toBe(true);
    const { at, ...answer } = answerIn(own() ?? '') ?? { at: 0 };
    expect(answer).toEqual({ status: 200, took: expect.any(Number) });
    expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
  });

  test('a further process has a server of its own', async () => {
    const listens = await freePort();
    await serve({}, { others: [{ name: 'big-files', listens, port: port(), protocol: 'HTTP' }] });
    const answer = await fetch(`http://127.0.0.1:${listens}/x`, { headers: { 'x-forwarded-proto': 'https' } });
    expect([await answer.text(), answer.headers.get('x-proto')]).toEqual(['application /x', 'https']);
  });

  test('snippets of .platform/nginx/conf.d stand in http, those of elasticbeanstalk in server', async () => {
    await serve({
      '.platform/nginx/conf.d/header.conf': 'add_header x-from-snippet yes always;',
      '.platform/nginx/conf.d/elasticbeanstalk/health.conf': 'location = /nginx-health { return 200 "fine"; }',
    });
    expect(await get('/nginx-health')).toBe('200 fine');
    expect((await fetch(`http://127.0.0.1:${front}/`)).headers.get('x-from-snippet')).toBe('yes');
  });

  test('a 00_application.conf of its own takes the place of ours', async () => {
    await serve(
      { '.platform/nginx/conf.d/elasticbeanstalk/00_application.conf': 'location / { return 418 "own"; }' },
      { own: { locates: true } },
    );
    expect(await get('/')).toBe('418 own');
  });

  test('an nginx.conf of its own takes the place of all, with our parts where it includes them', async () => {
    const whole = `user nginx;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
events {}
http {
  access_log off;
  include conf.d/*.conf;
  server {
    listen 80 default_server;
    include conf.d/elasticbeanstalk/*.conf;
  }
}
`;
    const files = {
      '.platform/nginx/conf.d/x.conf': 'add_header x-own yes always;',
      '.platform/nginx/nginx.conf': whole,
    };
    await serve(files, { own: { whole, locates: false } });
    expect(await get('/deep')).toBe('200 application /deep');
    expect((await fetch(`http://127.0.0.1:${front}/`)).headers.get('x-own')).toBe('yes');
  });

  test('a broken snippet is refused before it serves', async () => {
    await expect(serve({ '.platform/nginx/conf.d/x.conf': 'no_such_directive on;' })).rejects.toThrow(
      'unknown directive "no_such_directive"',
    );
  });

  test('a WebSocket gets through, and the protocol that the load balancer saw', async () => {
    await serve({});
    const socket = connect(front, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.write(
      'GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await until('the WebSocket speaks', () => heard.includes('first words'));
    expect(heard).toContain('101 Switching Protocols');
    socket.destroy();
    const answer = await fetch(`http://127.0.0.1:${front}/`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(answer.headers.get('x-proto')).toBe('https');
  });
});

describe('further processes in the configuration of nginx', () => {
  const written = (protocol: 'HTTP' | 'HTTPS' | 'TCP') =>
    nginxConfiguration({
      port: 8080,
      drainSeconds: 5,
      others: [{ name: 'admin', listens: 9000, port: 8180, protocol }],
    });

  test('over TLS show a certificate, and speak plainly behind the door', () => {
    expect(written('HTTPS')).toContain('listen 9000 ssl default_server;');
    expect(written('HTTPS')).toContain('proxy_pass http://application_admin;');
  });

  test('of connections stand outside of http, and need a module', () => {
    expect(written('TCP')).toMatch(
      /\n}\n\nstream \{\n {2}server \{\n {4}listen 9000;[^}]*proxy_pass 127\.0\.0\.1:8180;/,
    );
    expect(written('TCP')).toContain('include /usr/share/nginx/modules/*.conf;');
    expect(written('HTTP')).not.toContain('modules');
  });
});
