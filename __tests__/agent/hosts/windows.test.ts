import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { scaledClock } from '../../../src/agent/clock.ts';
import { spoken } from '../../../src/agent/hosts/child.ts';
import type { Application } from '../../../src/agent/hosts/host.ts';
import type { Machine, Manner, Outcome } from '../../../src/agent/hosts/machine.ts';
import { windowsScripts } from '../../../src/platforms/extensions/powershell.ts';
import { scripts } from '../../../src/agent/hosts/windows/scripts.ts';
import { windows } from '../../../src/agent/hosts/windows/windows.ts';
import { type Journal, openJournal } from '../../../src/agent/journal.ts';
import { dotnetWindows } from '../../../src/platforms/dotnet-windows.ts';
import { platformVersion } from '../../../src/platforms/detect.ts';
import { windowsUserData } from '../../../src/template/windows-user-data.ts';
import { someContext } from '../../template/contexts.ts';
import { directory } from '../rig.ts';

// There is no PowerShell here: a parser of the language reads every script. That they do on Windows what they say is not run here.
let parser: Parser;
beforeAll(async () => {
  await Parser.init();
  parser = new Parser();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
  parser.setLanguage(await Language.load(grammar));
});

/** The lines on which the parser did not understand a script. */
function errorsOf(script: string): readonly string[] {
  const found: string[] = [];
  const look = (node: Node): void => {
    if (node.isError || node.isMissing) found.push(`${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`);
    for (const child of node.children) if (child !== null) look(child);
  };
  const root = parser.parse(script)?.rootNode;
  if (root === undefined) throw new Error('Nothing was parsed.');
  look(root);
  return found;
}

/** What EC2 would run, once CloudFormation has filled it in. */
function userData(): string {
  const text = windowsUserData({ ...someContext(), host: { system: 'windows', containers: false } });
  return text.replace(/\$\{([A-Za-z0-9:]+)\}/g, (_, name: string) =>
    name === 'AWS::StackId' ? 'arn:aws:cloudformation:eu-west-1:1:stack/shop/1' : name,
  );
}

describe('the scripts of the Windows host', () => {
  test.each(Object.entries({ ...scripts, ...windowsScripts }))('%s is PowerShell', (_, script) => {
    expect(errorsOf(script)).toEqual([]);
    expect(script.startsWith("$ErrorActionPreference = 'Stop'\n")).toBe(true);
  });

  test('a script with a mistake would be seen', () => {
    expect(errorsOf(scripts.door.replace('foreach (', 'foreach ('.slice(0, -1)))).not.toEqual([]);
  });
});

describe('the user data of a Windows instance', () => {
  test('is PowerShell in the tag that EC2Launch looks for, and under 16 KB', () => {
    const [, script = ''] = /^<powershell>\n((?:.*\n)+)<\/powershell>\n$/.exec(userData()) ?? [];
    expect(errorsOf(script)).toEqual([]);
    expect(Buffer.byteLength(userData())).toBeLessThan(8_192);
  });

  test('proves what it fetches, and holds nothing secret', () => {
    const text = userData();
    expect(text.match(/Assert-Sha256 "\$root/g)).toHaveLength(2);
    expect(text).not.toContain('a plain value that no template shows');
    expect(text).not.toMatch(/@(failures|group)@|undefined/);
  });
});

describe('the host on Windows Server', () => {
  let root: string;
  let journal: Journal;
  beforeEach(() => {
    root = directory();
    journal = openJournal(root, () => {});
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** A machine that does nothing but remember; `answers` by the name of the script. */
  function told(answers: Readonly<Record<string, Partial<Outcome>>> = {}) {
    const deeds: { readonly script: string; readonly env: Readonly<Record<string, string>> }[] = [];
    const files = new Map<string, string>();
    const machine: Machine = {
      run: async (command: readonly string[], manner: Manner = {}) => {
        const script = /([a-z]+)\.ps1$/.exec(command.at(-1) ?? '')?.[1] ?? command.join(' ');
        deeds.push({ script, env: manner.environment ?? {} });
        return { code: 0, signal: undefined, output: '', ...answers[script] };
      },
      write: async (path, text) => void files.set(path, text),
      read: async (path) => files.get(path) ?? '',
      link: async () => {},
    };
    const serve = ['C:\\beanpole\\node.exe', 'C:\\beanpole\\agent.mjs', 'serve', 'C:\\beanpole\\instance.json'];
    const env = { Path: 'C:\\Windows', SystemRoot: 'C:\\Windows' };
    const host = windows({ clock: scaledClock(1_000), journal, machine, home: root, serve, env });
    return { host, deeds, files };
  }

  const application: Application = {
    directory: '/releases/1',
    environment: { PATH: 'C:\\Windows', SystemRoot: 'C:\\Windows', PORT: '5000', PASSWORD: `a"b'c$d` },
    processes: [{ name: 'web', command: 'IIS: shop' }],
    port: 5_000,
    drainMs: 20_000,
  };

  test('installs features, starts the sites on a port of their own, opens port 80, and comes back after a restart', async () => {
    const { host, deeds, files } = told();
    await host.prepare(platformVersion(dotnetWindows), 'run');
    await host.start(application);
    await host.openDoor(application);
    await host.keep(application, new AbortController().signal);
    expect(deeds.map(({ script }) => script)).toEqual(['prepare', 'start', 'door', 'keep']);
    const [prepare, start, , keep] = deeds.map(({ env }) => env);
    expect(prepare).toMatchObject({ BEANPOLE_FEATURES: expect.stringContaining('Web-Server,'), PATH: 'C:\\Windows' });
    expect(start).toMatchObject({
      BEANPOLE_PORT: '5000',
      BEANPOLE_RELEASE: '/releases/1',
      BEANPOLE_IIS: '/releases/1/.beanpole/5000/iis.json',
    });
    // The application's own variables alone, and in no file.
    expect(JSON.parse(start?.['BEANPOLE_VARIABLES'] ?? '')).toEqual({ PORT: '5000', PASSWORD: `a"b'c$d` });
    expect([...files.values()].some((text) => text.includes('a"b'))).toBe(false);
    expect(keep).toMatchObject({
      BEANPOLE_NODE: 'C:\\beanpole\\node.exe',
      BEANPOLE_DUTY: expect.stringContaining('" "serve" "'),
    });
  });

  test('before a command that may restart Windows it sees to it that the agent boots once more', async () => {
    const { host, deeds } = told();
    await host.expectRestart?.();
    expect(deeds.map(({ script }) => script)).toEqual(['keep']);
    expect(deeds[0]?.env['BEANPOLE_DUTY']).toBe('"C:\\beanpole\\agent.mjs" "boot" "C:\\beanpole\\instance.json"');
  });

  test('a line for cmd.exe reaches it as it is written, quotes and all', () => {
    expect(spoken([...told().host.shell, 'powershell -Command "echo \'a b\'"'])).toEqual({
      program: 'cmd.exe',
      words: ['/d', '/s', '/c', '"powershell -Command "echo \'a b\'""'],
      manner: { windowsVerbatimArguments: true },
    });
    expect(spoken(['npm', 'run', 'a b'])).toEqual({ program: 'npm', words: ['run', 'a b'], manner: {} });
  });

  test('a script that fails says which, and its last words', async () => {
    const { host } = told({ start: { code: 1, output: 'x.ps1 ended with exit code 3.\n' } });
    await expect(host.start(application)).rejects.toThrow(
      'Windows: start failed with 1: x.ps1 ended with exit code 3.',
    );
  });

  test('a pool that IIS gives up condemns the version', async () => {
    const { host } = told({ stopped: { output: 'stopped core\r\n' } });
    await host.start(application);
    expect(await host.firstEnd(new AbortController().signal)).toMatchObject({ name: 'pool core', code: 1 });
  });
});
