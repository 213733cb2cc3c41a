import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ready, reportOf, type Rig, start, stopRigs, zipOf } from './rig.ts';

const app = {
  'app.js': `require('node:http').createServer((_, response) => response.end('hello')).listen(process.env.PORT, '127.0.0.1');`,
};
const archives = mkdtempSync(join(tmpdir(), 'beanpole-archives-'));
writeFileSync(join(archives, 'tool.txt'), 'a tool');
execFileSync('tar', ['-czf', 'tool.tgz', 'tool.txt'], { cwd: archives });
const bytes: Readonly<Record<string, Buffer>> = {
  '/tool.tgz': readFileSync(join(archives, 'tool.tgz')),
  '/tool.zip': zipOf({ 'zipped.txt': 'zipped' }),
  '/key.pem': Buffer.from('a key'),
};
let server: Server | undefined;

/** A place on the web that the instance fetches from. */
async function web(): Promise<string> {
  server = createServer(({ url = '' }, answer) => {
    const found = bytes[url];
    answer.writeHead(found === undefined ? 404 : 200).end(found);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  await stopRigs();
  server?.close();
});
afterAll(() => rmSync(archives, { recursive: true }));

const place = (rig: Rig, path: string) => join(rig.home, 'root', path);
const textOf = (rig: Rig, path: string) => readFileSync(place(rig, path), 'utf8');

describe('.ebextensions on an instance', () => {
  test('files, archives and commands in their order, then container_commands with the environment, in the release', async () => {
    const url = await web();
    const rig = await start({
      files: {
        ...app,
        '.ebextensions/02.config': `
commands:
  last: { command: echo "of the second file" >> log }
container_commands:
  02_migrate: { command: echo again >> migrations, leader_only: true }
  03_may: { command: exit 4, leader_only: true, ignoreErrors: true }
`,
        '.ebextensions/01.config': `
packages: { yum: { jq: [] } }
sources: { /opt/tool: "${url}/tool.tgz", /opt/zipped: "${url}/tool.zip" }
files:
  /etc/mine.conf: { content: "colour = green\\n", mode: "000600" }
  /etc/key.pem: { source: "${url}/key.pem", mode: "000400" }
  /etc/link: { content: /etc/mine.conf, mode: "120400" }
  /etc/raw: { content: aGk=, encoding: base64 }
commands:
  01_say: { command: 'echo "first $COLOUR in $(pwd)" >> "$LOG"', env: { COLOUR: red, LOG: log } }
  02_not: { test: test -e /nowhere, command: echo no >> log }
  03_may: { command: exit 3, ignoreErrors: true }
  04_where: { command: echo here > here, cwd: /srv/it }
services: { systemd: { nginx: { enabled: true } } }
container_commands:
  01_greet: { command: echo "$GREETING $PORT" > greeting }
  02_migrate: { command: echo migrated >> migrations, leader_only: true }
`,
      },
      config: { variables: { GREETING: { kind: 'plain', value: 'hi' } } },
    });
    await ready(rig, 30_000);
    expect(textOf(rig, 'etc/mine.conf')).toBe('colour = green\n');
    expect(statSync(place(rig, 'etc/mine.conf')).mode & 0o777).toBe(0o600);
    expect([textOf(rig, 'etc/key.pem'), textOf(rig, 'etc/raw')]).toEqual(['a key', 'hi']);
    expect([textOf(rig, 'opt/tool/tool.txt'), textOf(rig, 'opt/zipped/zipped.txt')]).toEqual(['a tool', 'zipped']);
    expect(textOf(rig, 'log')).toBe(`first red in ${join(rig.home, 'root')}\nof the second file\n`);
    expect(textOf(rig, 'srv/it/here')).toBe('here\n');
    const release = readFileSync(join(rig.home, 'current', 'greeting'), 'utf8');
    expect(release).toMatch(/^hi \d+\n$/);
    expect(readFileSync(join(rig.home, 'current', 'migrations'), 'utf8')).toBe('migrated\nagain\n');
    const said = rig.lines.join('\n');
    expect(said).toContain('02_not is not run, as its test says no.');
    expect(said).toContain('the command 03_may exited with code 3, which it may (ignoreErrors).');
    expect(said).toContain(
      '.ebextensions/01.config: passed over, as others share this machine: dnf install --assumeyes jq',
    );
    expect(said).toContain('passed over, as others share this machine: systemctl enable nginx');
    expect(said).toContain('container_commands 02_migrate ran here.');
    expect([...rig.cloud.objects.keys()]).toContainEqual(
      expect.stringMatching(/environments\/.*\/once\/.*-02_migrate\.json$/),
    );
    expect(said).toMatch(/serves:.*extensions .*install .*container_commands .*start/);
  }, 60_000);

  test.each([
    ['commands', 'extensions', '.ebextensions/01.config: the command 01_disk exited with code 7: the disk is missing'],
    [
      'container_commands',
      'container_commands',
      '.ebextensions/01.config: the command 01_disk exited with code 7: the disk is missing',
    ],
  ])(
    'a command of %s that fails fails the instance, with its name, its code and its last line',
    async (key, step, reason) => {
      const command = '{ 01_disk: { command: "echo the disk is missing; exit 7" } }';
      const rig = await start({ files: { ...app, '.ebextensions/01.config': `${key}: ${command}\n` } });
      expect(await rig.done).toBe(1);
      expect(reportOf(rig)).toMatchObject({ step, reason });
      expect(existsSync(join(rig.home, 'current'))).toBe(false);
    },
    60_000,
  );
});
