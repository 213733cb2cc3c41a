import { afterAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { reportOf, type Rig, type Setup, start, stopRigs, until } from './rig.ts';

afterAll(stopRigs);

const serve = (answer: string) =>
  `console.log('hello from the shop');
   require('node:http').createServer((request, response) => { ${answer} }).listen(process.env.PORT, '127.0.0.1');`;

interface Broken extends Setup {
  readonly name: string;
  readonly step: string;
  readonly reason: RegExp;
  /** A line of the application's own that the report must hold; absent: it never ran. */
  readonly line?: string;
}

const broken: readonly Broken[] = [
  {
    name: 'exits at once',
    files: { 'app.js': `console.error('Error: DATABASE_URL is not set'); process.exit(3);` },
    step: 'gate',
    reason: /^The web process exited with code 3, \d\.\d s after its start\./,
    line: 'Error: DATABASE_URL is not set',
  },
  {
    name: 'throws',
    files: { 'app.js': `throw new Error('no such table: carts');` },
    step: 'gate',
    reason: /^The web process exited with code 1, \d\.\d s after its start\./,
    line: 'Error: no such table: carts',
  },
  {
    name: 'names its trouble in words of its framework',
    files: {
      'app.js': `console.error("ArgumentError: Missing \`secret_key_base\` for 'production' environment"); process.exit(1);`,
    },
    step: 'gate',
    reason: /^The web process exited with code 1, .* Rails has no key\. Set variables\.RAILS_MASTER_KEY/,
    line: 'ArgumentError: Missing',
  },
  {
    name: 'exits after a while, when it was good already',
    files: {
      'app.js': `${serve('response.end()')} setTimeout(() => { console.log('giving up'); process.exit(0); }, 500);`,
    },
    health: { successes: 1_000 },
    step: 'gate',
    reason: /^The web process exited with code 0, [01]\.\d s after its start\./,
    line: 'giving up',
  },
  {
    name: 'answers 500',
    files: { 'app.js': serve(`response.writeHead(500).end('oops'); console.log('TypeError in handler');`) },
    health: { deadline: 20 },
    step: 'gate',
    reason: /^GET \/ answered 500, expected 200-399\. It had 20 s/,
    line: 'TypeError in handler',
  },
  {
    name: 'answers on another path only',
    files: {
      'app.js': serve(`response.writeHead(request.url === '/health' ? 404 : 200).end(); console.log(request.url);`),
    },
    health: { deadline: 20, path: '/health', codes: '200' },
    step: 'gate',
    reason: /^GET \/health answered 404, expected 200\./,
    line: '/health',
  },
  {
    name: 'listens only after the deadline',
    files: { 'app.js': `console.log('warming up'); setTimeout(() => { ${serve('response.end()')} }, 3_000);` },
    health: { deadline: 20 },
    step: 'gate',
    reason: /^Nothing listens on port \d+ \(the application's PORT\)\. It had 20 s/,
    line: 'warming up',
  },
  {
    name: 'answers too late each time',
    files: { 'app.js': serve(`console.log('slow'); setTimeout(() => response.end(), 400);`) },
    health: { deadline: 2, timeout: 0.3, interval: 0.1 },
    scale: 1,
    step: 'gate',
    reason: /^GET \/ was answered after 0\.[4-9] s, later than health\.timeout \(0\.3 s\)\./,
    line: 'slow',
  },
  {
    name: 'listens on the wrong port',
    files: {
      'app.js': `const server = require('node:http').createServer((_, response) => response.end());
        server.listen(0, () => console.log('listening on ' + server.address().port));`,
    },
    health: { deadline: 30 },
    step: 'gate',
    reason: /^Nothing listens on port \d+ \(the application's PORT\); its processes listen on port \d+\./,
    line: 'listening on',
  },
  {
    name: 'takes the request and never answers',
    files: { 'app.js': serve(`console.log('GET ' + request.url);`) },
    health: { deadline: 30, timeout: 5 },
    step: 'gate',
    reason: /^GET \/ on port \d+ was accepted but never answered; each check waits 5 s/,
    line: 'GET /',
  },
  {
    name: 'does not speak HTTP',
    files: {
      'app.js': `require('node:net').createServer((s) => { console.log('?'); s.end('220 mail ready\\r\\n'); s.on('error', () => {}); }).listen(process.env.PORT);`,
    },
    health: { deadline: 30 },
    step: 'gate',
    reason: /^GET \/ on port \d+ got no HTTP answer: Parse Error/,
    line: '?',
  },
  {
    name: 'listens on another address only',
    files: {
      'app.js': `require('node:http').createServer((_, r) => r.end()).listen(process.env.PORT, '127.0.0.2', () => console.log('up'));`,
    },
    health: { deadline: 30 },
    step: 'gate',
    reason: /^The application listens on port \d+ of 127\.0\.0\.2 only, not on 127\.0\.0\.1/,
    line: 'up',
  },
  {
    name: 'fails at its installation',
    files: {
      'package.json': JSON.stringify({ scripts: { start: 'node app.js', preinstall: 'node broken.js' } }),
      'broken.js': `console.error('error: cannot find the compiler'); process.exit(1);`,
      'app.js': serve('response.end()'),
    },
    step: 'install',
    reason: /^The installation failed, "npm install --omit=dev --no-audit --no-fund" exited with code 1: .*error/,
    line: 'error: cannot find the compiler',
  },
  {
    name: 'fails at its installation with an error by its class',
    files: {
      'package.json': JSON.stringify({ scripts: { start: 'node app.js', preinstall: 'node broken.js' } }),
      'broken.js': `console.error('rake aborted!\\nArgumentError: no adapter\\n(See full trace)'); process.exit(1);`,
      'app.js': serve('response.end()'),
    },
    step: 'install',
    reason: /exited with code 1: ArgumentError: no adapter$/,
    line: 'rake aborted!',
  },
  {
    name: 'has no start command',
    files: { 'package.json': '{"name":"shop"}', 'index.ts': '' },
    step: 'check',
    reason: /^Nothing says how the Node\.js application starts\. One of these is accepted: a Procfile/,
  },
  {
    name: 'is a bundle without the platform’s files',
    files: { 'shop/package.json': '{}', 'shop/app.js': '' },
    step: 'check',
    reason: /^The bundle holds no file of the platform Node\.js\. Everything is inside the directory "shop"/,
  },
  {
    name: 'has a Procfile without web',
    files: { Procfile: 'worker: node app.js\n', 'app.js': '' },
    step: 'check',
    reason: /^Procfile: There is no process "web"\./,
  },
  {
    name: 'has a second process that fails',
    files: { Procfile: 'web: node app.js\njobs: echo no queue; exit 7\n', 'app.js': serve('response.end()') },
    health: { successes: 1_000 },
    step: 'gate',
    reason: /^The jobs process exited with code 7, \d\.\d s after its start\./,
    line: 'no queue',
  },
  {
    name: 'names a program that does not exist',
    files: { Procfile: 'web: no-such-program --port $PORT\n', 'app.js': '' },
    step: 'gate',
    reason: /^The web process exited with code 127,/,
    line: 'no-such-program',
  },
  {
    name: 'is killed by the kernel',
    files: { 'app.js': `console.log('eating memory'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50);` },
    step: 'gate',
    reason: /^The web process was killed by SIGKILL \(out of memory\?\), \d\.\d s after its start\./,
    line: 'eating memory',
  },
  {
    name: 'fills its heap',
    files: {
      Procfile: 'web: node --max-old-space-size=20 app.js\n',
      'app.js': `console.log('filling'); const all = []; for (;;) all.push(new Array(1e5).fill({}));`,
    },
    step: 'gate',
    reason: /^The web process was killed \(out of memory\), \d+\.\d s after its start\./,
    line: 'heap out of memory',
  },
];

/** Whether the door was ever open while the instance lived. */
async function watchDoor(rig: Rig): Promise<boolean> {
  let open = false;
  let over = false;
  void rig.done.then(() => {
    over = true;
  });
  while (!over) {
    open = open || (await connects(rig.httpPort));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return open;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}

describe('a version that is broken', () => {
  test.concurrent.each([...broken])('$name: is refused with its cause, and never answers', async (setup) => {
    const rig = await start(setup);
    const opened = await watchDoor(rig);
    expect(await rig.done).toBe(1);
    const report = reportOf(rig);
    expect(report.reason).toMatch(setup.reason);
    expect(report).toMatchObject({ schema: 1, version: 'v1', step: setup.step });
    if (setup.line === undefined) expect(report.lastLines).toEqual([]);
    else expect(report.lastLines.join('\n')).toContain(setup.line);
    expect(opened).toBe(false);
    const names = rig.cloud.calls.map(({ name }) => name);
    const evidence = names.findIndex((name) => name.startsWith('PUT') && name.endsWith('.json'));
    expect(evidence).toBeGreaterThan(-1);
    expect(evidence).toBeLessThan(names.indexOf('SignalResource'));
    expect(rig.cloud.named('SignalResource').map(({ parameters }) => parameters['Status'])).toEqual(['FAILURE']);
  });
});

describe('the end of a failed trial', () => {
  test('leaves no process behind, not even one that ignores SIGTERM', async () => {
    const rig = await start({
      files: {
        'app.js': `process.on('SIGTERM', () => {}); console.log('pid ' + process.pid); ${serve('response.writeHead(503).end()')}`,
      },
      health: { deadline: 20 },
    });
    expect(await rig.done).toBe(1);
    const pid = Number(/pid (\d+)/.exec(reportOf(rig).lastLines.join('\n'))?.[1]);
    await until('the process is gone', () => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    });
  });

  test('the complete log stands beside the report', async () => {
    const rig = await start({ files: { 'app.js': `console.log('one'); process.exit(1);` } });
    await rig.done;
    const log = [...rig.cloud.objects].find(([key]) => key.endsWith('.log'))?.[1].toString() ?? '';
    expect(log).toMatch(/agent\.log <==\n[\s\S]*unpack \d/);
    expect(log).toMatch(/web\.log <==\n\S+ one\n/);
  });
});
