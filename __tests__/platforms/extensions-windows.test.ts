import { describe, expect, test } from '@jest/globals';
import { BeanpoleError, type Problem } from '../../src/errors.ts';
import { expanded, installed, saved, serviced } from '../../src/platforms/extensions/powershell.ts';
import { extensionsIn } from '../../src/platforms/extensions/read.ts';
import { tree } from './source.ts';

const read = (text: string) => extensionsIn(tree({ '.ebextensions/01.config': text }), 'windows');

function problemsOf(text: string): readonly Problem[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof BeanpoleError) return error.problems;
    throw error;
  }
  return [];
}

describe('.ebextensions for Windows', () => {
  test('packages of Windows Installer, archives, files, commands with their waits, services', () => {
    const [extension] = read(`
packages: { msi: { tool: "https://example.com/tool.msi?x=1", own: "s3://packages/own.msi" } }
sources: { "c:/mine": "https://example.com/mine.zip" }
files:
  "c:\\\\mine\\\\b.txt": { source: "https://keys.s3.eu-west-1.amazonaws.com/b.txt", authentication: S3Auth }
  "c:/mine/a.txt": { content: hello }
commands:
  02_list: { command: [powershell.exe, -File, "c:\\\\my scripts\\\\a.ps1", 'say "it"'], waitAfterCompletion: 0 }
  01_join: { command: "shutdown /r /t 0\\n", test: if not exist c:\\joined exit 0, waitAfterCompletion: forever }
container_commands:
  01_usual: { command: migrate.exe, leader_only: true }
services: { windows: { W3SVC: { enabled: true, files: ["c:/mine/a.txt"] }, Spooler: { enabled: false, ensureRunning: false } } }
`);
    expect(extension).toMatchObject({
      packages: [],
      installers: [
        { name: 'tool', from: { kind: 'url', url: 'https://example.com/tool.msi?x=1' } },
        { name: 'own', from: { kind: 's3', bucket: 'packages', key: 'own.msi' } },
      ],
      sources: [{ directory: 'c:/mine' }],
      files: [
        { path: 'c:/mine/a.txt', content: { kind: 'text', text: 'hello' } },
        { path: 'c:\\mine\\b.txt', content: { kind: 'fetched', from: { kind: 's3', bucket: 'keys' } } },
      ],
      commands: [
        { name: '01_join', command: 'shutdown /r /t 0', test: 'if not exist c:\\joined exit 0', wait: 'forever' },
        { name: '02_list', command: 'powershell.exe -File "c:\\my scripts\\a.ps1" "say \\"it\\""', wait: 0 },
      ],
      containerCommands: [{ name: '01_usual', leaderOnly: true, wait: 60 }],
    });
    expect(extension?.services.map(serviced)).toEqual([
      {
        says: 'service W3SVC: automatic, restarted',
        name: 'service',
        variables: { BEANPOLE_SERVICE: 'W3SVC', BEANPOLE_STARTUP: 'Automatic', BEANPOLE_STATE: 'restarted' },
      },
      {
        says: 'service Spooler: manual, stopped',
        name: 'service',
        variables: { BEANPOLE_SERVICE: 'Spooler', BEANPOLE_STARTUP: 'Manual', BEANPOLE_STATE: 'stopped' },
      },
    ]);
  });

  test.each([
    ['users: { a: {} }', 'There are no users by .ebextensions on Windows Server.', 'by a command'],
    ['groups: { a: {} }', 'There are no groups by .ebextensions on Windows Server.', 'by a command'],
    ['packages: { yum: { jq: [] } }', 'Packages cannot be installed by "yum" here.', 'Accepted: msi.'],
    ['packages: { msi: { a: "1.0" } }', '"1.0" is not the address of a package.', 'https://'],
    ['sources: { "c:/a": "https://example.com/a.tar.gz" }', 'is not an archive', 'Accepted: .zip.'],
    ['files: { /etc/a: { content: x } }', '"/etc/a" is not an absolute path.', 'c:/'],
    ['files: { "c:/a": { content: x, mode: "000644" } }', '"mode" is not known in the file c:/a.', 'content, source'],
    ['commands: { a: { command: "b\\nc" } }', 'command has several lines', 'one line'],
    ['commands: { a: { command: b, waitAfterCompletion: soon } }', '"soon" is not a value', 'forever'],
    ['services: { systemd: { a: { enabled: true } } }', 'Services cannot be kept by "systemd" here.', 'windows'],
  ])('refuses %s', (text, message, fix) => {
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.message)).toContainEqual(expect.stringContaining(message));
    expect(problems.map((problem) => problem.fix)).toContainEqual(expect.stringContaining(fix));
    for (const { where } of problems) expect(where).toMatch(/^\.ebextensions\/01\.config:1:\d+$/);
  });

  test('what a script works on is in its environment, whatever is in it', () => {
    const url = { kind: 'url', url: `https://example.com/a'b"c$(d).zip` } as const;
    const object = { kind: 's3', bucket: 'packages', key: 'own.msi' } as const;
    expect(expanded({ directory: 'c:/a', from: url }, 'c:/a').variables).toEqual({
      ...{ BEANPOLE_URL: url.url, BEANPOLE_BUCKET: '', BEANPOLE_KEY: '' },
      BEANPOLE_TARGET: 'c:/a',
    });
    expect(installed({ name: 'own', from: object }).variables).toEqual({
      ...{ BEANPOLE_URL: '', BEANPOLE_BUCKET: 'packages', BEANPOLE_KEY: 'own.msi' },
    });
    expect(saved(object, 'c:/a').variables).toMatchObject({ BEANPOLE_KEY: 'own.msi', BEANPOLE_TARGET: 'c:/a' });
  });
});
