import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { BeanpoleError, type Problem } from '../../src/errors.ts';
import type { Extension } from '../../src/platforms/extensions/extension.ts';
import { extensionsIn } from '../../src/platforms/extensions/read.ts';
import { fetched, machineScripts, owned, serviceScripts, unpacked } from '../../src/platforms/extensions/scripts.ts';

const from = (files: Readonly<Record<string, string>>) => {
  const tree = Object.fromEntries(Object.entries(files).map(([name, text]) => [`.ebextensions/${name}`, text]));
  return extensionsIn({ files: Object.keys(tree), read: (path) => tree[path] }, 'linux');
};
function one(text: string): Extension {
  const [extension] = from({ '01.config': text });
  if (extension === undefined) throw new Error('nothing was read');
  return extension;
}

function problemsOf(text: string): readonly Problem[] {
  try {
    from({ '01.config': text });
  } catch (error) {
    if (error instanceof BeanpoleError) return error.problems;
    throw error;
  }
  return [];
}

describe('extensionsIn()', () => {
  test('reads the files by their names, the folder itself and .config alone', () => {
    const files = { '02.config': '{}', '01.config': '{}', 'notes.txt': 'packages: 7', 'deep/03.config': 'packages: 7' };
    expect(from(files).map(({ file }) => file)).toEqual(['.ebextensions/01.config', '.ebextensions/02.config']);
  });

  test('packages come in the order of their kinds, commands and files in that of their names', () => {
    const { packages, commands, files } = one(`
packages:
  python: { boto3: ["1.40.0"] }
  yum: { jq: [], git: 2.40.1 }
  rpm: { epel: "https://example.com/epel.rpm" }
commands:
  02_second: { command: "true" }
  01_first: { command: [touch, "a b"], ignoreErrors: "true" }
files:
  /b: { content: b }
  /a: { content: a, mode: "000755", owner: webapp, group: webapp }
`);
    expect(packages).toEqual([
      { by: 'rpm', name: 'epel', versions: ['https://example.com/epel.rpm'] },
      { by: 'yum', name: 'jq', versions: [] },
      { by: 'yum', name: 'git', versions: ['2.40.1'] },
      { by: 'python', name: 'boto3', versions: ['1.40.0'] },
    ]);
    expect(commands).toEqual([
      { name: '01_first', command: "'touch' 'a b'", env: {}, ignoreErrors: true, leaderOnly: false },
      { name: '02_second', command: 'true', env: {}, ignoreErrors: false, leaderOnly: false },
    ]);
    expect(files).toEqual([
      { path: '/a', mode: '000755', owner: 'webapp', group: 'webapp', content: { kind: 'text', text: 'a' } },
      { path: '/b', mode: '000644', owner: 'root', group: 'root', content: { kind: 'text', text: 'b' } },
    ]);
  });

  test('a file has a content, leads elsewhere, or is fetched; with an authentication by the role of the instance', () => {
    const { files } = one(`
files:
  /a: { content: aGk=, encoding: base64 }
  /b: { content: "/etc/hosts\\n", mode: "120400" }
  /c: { source: "https://example.com/c?x=1" }
  /d: { source: "https://s3-eu-west-1.amazonaws.com/keys/dir/d.pem", authentication: S3Auth }
  /e: { source: "https://keys.s3.eu-west-1.amazonaws.com/e.pem", authentication: S3Auth }
`);
    expect(files.map(({ content }) => content)).toEqual([
      { kind: 'base64', text: 'aGk=' },
      { kind: 'link', to: '/etc/hosts' },
      { kind: 'fetched', from: { kind: 'url', url: 'https://example.com/c?x=1' } },
      { kind: 'fetched', from: { kind: 's3', bucket: 'keys', key: 'dir/d.pem' } },
      { kind: 'fetched', from: { kind: 's3', bucket: 'keys', key: 'e.pem' } },
    ]);
  });

  test.each([
    ['packages: { apt: { jq: [] } }', 'Packages cannot be installed by "apt" here.', 'rpm, yum, rubygems, python'],
    ['commands: { a: { comand: x } }', '"comand" is not known in the command a.', 'command, cwd'],
    ['commands: { a: { command: x, leader_only: true } }', '"leader_only" is not known', 'Accepted'],
    [
      'commands: { a: { command: x, ignoreErrors: perhaps } }',
      '"perhaps" is not a value of ignoreErrors.',
      'true, false',
    ],
    ['container_commands: { a: { test: "true" } }', 'a has no command.', 'Write command:'],
    ['container_commands: [a]', 'container_commands is not a map.', 'names'],
    ['files: { a: { content: x } }', '"a" is not an absolute path.', '/etc/'],
    ['files: { /a: { content: x, source: "https://example.com" } }', 'neither content nor source, or both', 'one of'],
    ['files: { /a: { content: x, mode: "u+x" } }', '"u+x" is not a mode.', 'octal'],
    ['sources: { /opt: "https://example.com/page.html" }', 'is not an archive', '.zip'],
    ['services: { windows: { a: { enabled: true } } }', 'Services cannot be kept by "windows" here.', 'systemd'],
    ['users: { a: { shell: /bin/sh } }', '"shell" is not known in the user a.', 'uid, groups, homeDir'],
  ])('refuses %s', (text, message, fix) => {
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.message)).toContainEqual(expect.stringContaining(message));
    expect(problems.map((problem) => problem.fix)).toContainEqual(expect.stringContaining(fix));
    for (const { where } of problems) expect(where).toMatch(/^\.ebextensions\/01\.config:1:\d+$/);
  });
});

describe('the scripts', () => {
  const extension = one(`
packages: { yum: { jq: [], git: ["2.40"] }, rubygems: { rake: ["13.0"] }, python: { boto3: [] } }
groups: { readers: { gid: "1100" } }
users: { "o'brien": { uid: 1101, groups: [readers, wheel], homeDir: /srv/o } }
sources: { /usr/local/lib: "https://example.com/lib.tar.gz?sig=secret" }
files: { /etc/mine: { content: x, mode: "100640", owner: root, group: readers } }
services: { sysvinit: { nginx: { enabled: true, ensureRunning: true, files: [/etc/mine] }, sendmail: { enabled: false, ensureRunning: false }, crond: { packages: { yum: [jq] } } } }
`);
  const [source] = extension.sources;
  const [file] = extension.files;

  test('install, make and start what is asked for', () => {
    expect([...machineScripts(extension), ...serviceScripts(extension)].map(({ script }) => script)).toEqual([
      'dnf install --assumeyes jq',
      'dnf install --assumeyes git-2.40',
      'gem install --no-document rake:13.0',
      'python3 -m pip install boto3',
      "getent group 'readers' >/dev/null || groupadd --gid 1100 readers",
      "id 'o'\\''brien' >/dev/null 2>&1 || useradd --system --shell /sbin/nologin --uid 1101 --groups readers,wheel --create-home --home-dir /srv/o 'o'\\''brien'",
      'systemctl enable nginx',
      'systemctl restart nginx',
      'systemctl disable sendmail',
      'systemctl stop sendmail',
      'systemctl restart crond',
    ]);
    if (file === undefined || source === undefined) throw new Error('nothing was read');
    expect(owned(file, '/etc/mine').script).toBe("chown 'root:readers' '/etc/mine' && chmod '0640' '/etc/mine'");
    expect(unpacked(source, '/usr/local/lib').says).toBe('/usr/local/lib from https://example.com/lib.tar.gz');
  });

  test('are what a shell can read', () => {
    if (source === undefined) throw new Error('nothing was read');
    const all = [
      ...machineScripts(extension),
      ...serviceScripts(extension),
      unpacked(source, "/srv/it's"),
      fetched({ kind: 's3', bucket: 'b', key: "it's" }, '/etc/key'),
    ];
    for (const { script } of all) execFileSync('sh', ['-n', '-c', script]);
    expect(all.length).toBeGreaterThan(10);
  });
});
