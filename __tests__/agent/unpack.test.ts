import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { unpack } from '../../src/agent/unpack.ts';
import { openZip, readZip } from '../../src/agent/zip.ts';
import { directory, write } from './rig.ts';

/** Itself, not a shim in front of it that takes longer than the script. */
const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();

let root: string;
let zip: string;
let target: string;

beforeEach(() => {
  root = directory();
  zip = join(root, 'bundle.zip');
  target = join(root, 'outer', 'release');
  mkdirSync(target, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Makes the zip with Python's zipfile, which writes whatever it is told. */
function forge(script: string): void {
  const head =
    'import sys, stat, zipfile\ndef link(name):\n  i = zipfile.ZipInfo(name); i.create_system = 3; i.external_attr = (stat.S_IFLNK | 0o777) << 16; return i\n';
  execFileSync(python, [
    '-c',
    `${head}with zipfile.ZipFile(sys.argv[1], 'w') as z:\n${script.replace(/^/gm, '  ')}`,
    zip,
  ]);
}

/** Makes the zip with the real `zip`, out of a tree. */
function pack(make: (tree: string) => void, ...options: string[]): void {
  const tree = join(root, 'tree');
  mkdirSync(tree);
  make(tree);
  execFileSync('zip', ['-q', '-r', '-y', ...options, zip, '.'], { cwd: tree });
}

describe('unpack', () => {
  test('brings files, directories, modes and symbolic links, and names what is no directory', async () => {
    pack((tree) => {
      write(tree, { 'app.js': 'hello', 'bin/run': '#!/bin/sh', 'empty/.keep': '', 'lib/größe.txt': 'ü' });
      chmodSync(join(tree, 'bin/run'), 0o755);
      chmodSync(join(tree, 'app.js'), 0o4640);
      mkdirSync(join(tree, 'node_modules/.bin'), { recursive: true });
      symlinkSync('../../bin/run', join(tree, 'node_modules/.bin/run'));
      symlinkSync('gone.txt', join(tree, 'dangling'));
      mkdirSync(join(tree, 'hollow'));
    });
    const names = await unpack(zip, target);
    expect([...names].sort()).toEqual([
      'app.js',
      'bin/run',
      'dangling',
      'empty/.keep',
      'lib/größe.txt',
      'node_modules/.bin/run',
    ]);
    expect(readFileSync(join(target, 'node_modules/.bin/run'), 'utf8')).toBe('#!/bin/sh');
    expect(readlinkSync(join(target, 'dangling'))).toBe('gone.txt');
    expect(lstatSync(join(target, 'bin/run')).mode & 0o7777).toBe(0o755);
    expect(lstatSync(join(target, 'app.js')).mode & 0o7777).toBe(0o640);
    expect(lstatSync(join(target, 'hollow')).isDirectory()).toBe(true);
    expect(readFileSync(join(target, 'lib/größe.txt'), 'utf8')).toBe('ü');
  });

  test.each([['-0'], ['-9']])('reads what zip %s writes, large files in pieces', async (level) => {
    const large = Buffer.alloc(9_000_000, 'the same words again and again ');
    pack((tree) => {
      writeFileSync(join(tree, 'large'), large);
      writeFileSync(join(tree, 'nothing'), '');
    }, level);
    await unpack(zip, target);
    expect(readFileSync(join(target, 'large')).equals(large)).toBe(true);
    expect(lstatSync(join(target, 'nothing')).size).toBe(0);
  });

  test('reads zip64 and a comment behind the directory', async () => {
    forge(`with z.open(zipfile.ZipInfo('a.txt'), 'w', force_zip64=True) as f: f.write(b'wide')
z.comment = b'made by hand PK\\x05\\x06'`);
    await unpack(zip, target);
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('wide');
  });

  test('reads a true zip64 directory, with more entries than fit into 16 bits', () => {
    forge(`for i in range(65600): z.writestr('d/%d' % i, b'')`);
    const file = openZip(zip);
    expect(readZip(file)).toHaveLength(65_600);
    file.close();
  }, 30_000);

  test('reads backslashes of Windows as directories', async () => {
    forge(`i = zipfile.ZipInfo('a'); i.filename = 'dir\\\\file.txt'; i.create_system = 0; z.writestr(i, b'x')`);
    expect(await unpack(zip, target)).toEqual(['dir/file.txt']);
  });

  test.each([
    ['climbs out', `z.writestr('../evil', b'x')`],
    ['climbs out in the middle', `z.writestr('a/../../evil', b'x')`],
    ['is absolute', `z.writestr('/tmp/evil', b'x')`],
    ['has a drive', `z.writestr('C:/evil', b'x')`],
    ['has an empty part', `z.writestr('a//evil', b'x')`],
    ['is a dot', `z.writestr('./evil', b'x')`],
    [
      'climbs out by backslashes',
      `i = zipfile.ZipInfo('a'); i.filename = '..\\\\evil'; i.create_system = 0; z.writestr(i, b'x')`,
    ],
    ['climbs out as a directory', `z.writestr('../evil/', b'')`],
  ])('refuses a path that %s, before anything is written', async (_, script) => {
    forge(`z.writestr('good.txt', b'x')\n${script}`);
    await expect(unpack(zip, target)).rejects.toThrow('is not a plain path inside the bundle');
    expect(readdirSync(target)).toEqual([]);
    expect(existsSync(join(root, 'outer', 'evil'))).toBe(false);
  });

  test.each([
    ['../../../evil', 'out'],
    ['/etc/passwd', 'out'],
    ['deep/../../../evil', 'out'],
    ['inner/link/../../../..', 'out, by way of another link'],
    ['', 'nowhere'],
  ])('refuses a symbolic link to "%s", which leads %s', async (leadsTo) => {
    forge(`z.writestr('a/b/inner/x', b'')\nz.writestr(link('a/b/evil'), ${JSON.stringify(leadsTo)})`);
    await expect(unpack(zip, target)).rejects.toThrow('The bundle\'s symbolic link "a/b/evil"');
    expect(existsSync(join(target, 'a/b/evil'))).toBe(false);
  });

  test('writes nothing through a symbolic link', async () => {
    forge(`z.writestr(link('dir'), '.')\nz.writestr('dir/evil', b'x')`);
    await expect(unpack(zip, target)).rejects.toThrow('"dir" is a file or a link and a directory too');
    expect(readdirSync(target)).toEqual([]);
  });

  test('refuses two entries of one name', async () => {
    forge(`import warnings\nwarnings.simplefilter('ignore')\nz.writestr('a', b'1')\nz.writestr('a', b'2')`);
    await expect(unpack(zip, target)).rejects.toThrow('holds "a" twice');
  });

  test.each([
    ['is no zip at all', (bytes: Buffer) => Buffer.from('hello'.repeat(50) + bytes.length)],
    ['is empty', () => Buffer.alloc(0)],
    ['has lost its end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 30)],
    ['has a changed byte in a file', (bytes: Buffer) => flip(bytes, bytes.indexOf('content'))],
    ['has a changed byte in its directory', (bytes: Buffer) => flip(bytes, bytes.indexOf('PK\x01\x02') + 1)],
  ])('says so when the bundle %s', async (_, damage) => {
    forge(`z.writestr('a.txt', b'content')`);
    writeFileSync(zip, damage(readFileSync(zip)));
    await expect(unpack(zip, target)).rejects.toThrow('The bundle is not a readable zip file');
  });

  test('says so when a deflated stream ends early', async () => {
    pack((tree) => writeFileSync(join(tree, 'a'), 'words '.repeat(1_000)));
    const bytes = readFileSync(zip);
    writeFileSync(zip, flip(bytes, bytes.indexOf('PK\x01\x02') - 8));
    await expect(unpack(zip, target)).rejects.toThrow('is damaged');
    truncateSync(zip, 10);
    await expect(unpack(zip, target)).rejects.toThrow('is damaged');
  });

  test('refuses encryption and methods that it cannot read', async () => {
    pack((tree) => writeFileSync(join(tree, 'a'), 'secret'), '-P', 'word');
    await expect(unpack(zip, target)).rejects.toThrow('The bundle\'s file "a" is encrypted');
    forge(`z.writestr('b', b'x' * 100, zipfile.ZIP_BZIP2)`);
    await expect(unpack(zip, target)).rejects.toThrow('"b" is compressed by method 12');
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
