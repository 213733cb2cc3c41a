import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scaledClock } from '../../src/agent/clock.ts';
import { extensions } from '../../src/agent/extensions/extensions.ts';
import { type Progress, progress } from '../../src/agent/extensions/progress.ts';
import type { Exit, Task, TrialHost } from '../../src/agent/hosts/host.ts';
import { openJournal } from '../../src/agent/journal.ts';
import type { Release } from '../../src/agent/release.ts';
import { timeline } from '../../src/agent/timeline.ts';
import { tree } from '../platforms/source.ts';
import { directory, write } from './rig.ts';

// There is no Windows here: its host only remembers what it was given, and its paths lie in a directory. The scripts themselves are parsed with those of the host.
let root: string;
beforeEach(() => {
  root = directory();
});
afterEach(() => rmSync(root, { recursive: true }));

const config = `
packages: { msi: { tool: "https://example.com/tool.msi" } }
sources: { "c:/opt": "https://example.com/opt.zip" }
files:
  "c:/mine/a.txt": { content: hello }
  "c:/mine/b.txt": { source: "https://example.com/b.txt" }
commands:
  01_say: { command: echo "a b", env: { COLOUR: red }, waitAfterCompletion: 0 }
  02_restart: { command: shutdown /r /t 0, waitAfterCompletion: 5 }
  03_not: { test: no, command: never, waitAfterCompletion: forever }
services: { windows: { W3SVC: { ensureRunning: true } } }
container_commands:
  01_migrate: { command: migrate.exe, leader_only: true, waitAfterCompletion: 0 }
`;

function machine(text = config, answers: Readonly<Record<string, Partial<Exit>>> = {}) {
  const tasks: Task[] = [];
  const lines: string[] = [];
  const led: string[] = [];
  const journal = openJournal(join(root, 'log'), (line) => lines.push(line));
  const host = {
    root,
    shell: ['cmd.exe', '/d', '/s', '/c'],
    expectRestart: async () => void lines.push('a restart is expected'),
    run: async (task: Task) => {
      tasks.push(task);
      return { code: 0, signal: undefined, ...answers[task.command.at(-1) ?? ''] };
    },
  } as unknown as TrialHost;
  const release = {
    directory: join(root, 'release'),
    source: tree({ '.ebextensions/01.config': text }),
  } as Release;
  mkdirSync(release.directory, { recursive: true });
  const carried = extensions('hooks', {
    ...{ system: 'windows', host, journal, release, environment: { AWS_REGION: 'eu-west-1' } },
    clock: scaledClock(1_000),
    until: new AbortController().signal,
    lead: async (_, { name }, at) => void led.push(`${name} in ${at}`),
    time: timeline(journal.say),
  });
  const words = () =>
    tasks.map(({ command, environment }) => {
      const last = (command.at(-1) ?? '').split('/').at(-1);
      return command[0] === 'powershell.exe'
        ? `${last} ${environment['BEANPOLE_URL'] ?? environment['BEANPOLE_SERVICE']}`
        : last;
    });
  return { carried, tasks, lines, led, words };
}

describe('.ebextensions on Windows', () => {
  test('packages, archives, files, commands and services in Beanstalk’s order, then container_commands in the release', async () => {
    const { carried, tasks, lines, led, words } = machine(config, { no: { code: 1 } });
    await carried.machine();
    await carried.release({ COLOUR: 'blue' });
    expect(words()).toEqual([
      'installer.ps1 https://example.com/tool.msi',
      'archive.ps1 https://example.com/opt.zip',
      'file.ps1 https://example.com/b.txt',
      'echo "a b"',
      't 0',
      'no',
      'service.ps1 W3SVC',
    ]);
    expect(readFileSync(join(root, 'c:/mine/a.txt'), 'utf8')).toBe('hello');
    expect(tasks[3]).toMatchObject({
      command: ['cmd.exe', '/d', '/s', '/c', 'echo "a b"'],
      environment: { AWS_REGION: 'eu-west-1', COLOUR: 'red' },
      directory: join(root, 'C:/Windows/System32'),
    });
    expect(led).toEqual([`01_migrate in ${join(root, 'release')}`]);
    const said = lines.join('\n');
    expect(said).toContain('a restart is expected');
    expect(said).toContain('02_restart: waiting 5 s for a restart.');
    expect(said).toContain('03_not is not run, as its test says no.');
    expect(said.indexOf('a restart is expected')).toBeLessThan(said.indexOf('01_say'));
  });

  test('after a restart it goes on behind the command that asked for it', async () => {
    const first = machine(config, { 'shutdown /r /t 0': { code: 1 } });
    await expect(first.carried.machine()).rejects.toThrow('the command 02_restart exited with code 1');
    const again = machine(config, { no: { code: 1 } });
    await again.carried.machine();
    expect(again.words()).toEqual(['t 0', 'no', 'service.ps1 W3SVC']);
    expect(again.lines.join('\n')).toContain('01_say was done before the restart.');
    expect(existsSync(join(root, 'c:/mine/a.txt.bak'))).toBe(false);
  });

  test('a restart that has to come and does not is a failure', async () => {
    const text = 'commands: { 01_join: { command: join, waitAfterCompletion: forever } }';
    await expect(machine(text).carried.machine()).rejects.toThrow('the restart that 01_join waits for');
  });

  test('what fails is named by its file', async () => {
    const script = join(root, 'release', '.beanpole', 'extensions', 'installer.ps1');
    const { carried } = machine(config, { [script]: { code: 1 } });
    await expect(carried.machine()).rejects.toThrow(
      '.ebextensions/01.config failed, ".ebextensions/01.config: package tool',
    );
  });
});

describe('progress()', () => {
  const fail = () => Promise.reject(new Error('cut off'));
  const cutOff = (one: Progress, what: string) => one.command(what, fail).catch(() => 'cut off');

  test('a command that was cut off by a restart counts as done; one that the agent’s own end has cut off is done again', async () => {
    const file = join(root, 'notes.json');
    await cutOff(progress(file), 'a');
    expect(await progress(file, () => Date.now() - 3_600_000).command('a', async () => {})).toBe('now');
    await cutOff(progress(file), 'b');
    expect(await progress(file, () => Date.now() + 1).command('b', fail)).toBe('before');
  });

  test('any other step that was cut off is done again, and then no more', async () => {
    const file = join(root, 'notes.json');
    await progress(file)
      .step('a', fail)
      .catch(() => {});
    const restarted = () => progress(file, () => Date.now() + 1);
    expect([await restarted().step('a', async () => {}), await restarted().step('a', fail)]).toEqual(['now', 'before']);
  });

  test('half a file is never left', async () => {
    write(root, { 'notes.json': '{}' });
    await progress(join(root, 'notes.json')).step('a', async () => {});
    expect(JSON.parse(readFileSync(join(root, 'notes.json'), 'utf8'))).toEqual({
      a: { begun: expect.any(Number), isDone: true },
    });
  });
});
