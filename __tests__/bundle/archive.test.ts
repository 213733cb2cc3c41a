import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { takeArchive } from '../../src/bundle/archive.ts';
import { realFiles } from '../../src/runner/files.ts';
import { directory, tree } from './trees.ts';

const text = 'content '.repeat(500);

/** A zip that Info-ZIP wrote. */
function archive(name = 'app.zip', ...words: string[]): string {
  const root = tree({ 'a.txt': text, 'b/c.txt': text });
  const path = join(directory(), name);
  execFileSync('zip', ['-q', '-r', ...words, path, '.', '-i', '*.txt'], { cwd: root });
  return path;
}

const take = (path: string) => takeArchive(path, realFiles);

describe('takeArchive', () => {
  test.each(['app.zip', 'app.war', 'app.jar'])('takes %s as it is', async (name) => {
    const path = archive(name);
    const bytes = readFileSync(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await take(path)).toEqual({ path, size: bytes.length, sha256, entries: 2 });
  });

  test('takes one with a comment at its end, even if the comment looks like an end', async () => {
    const path = archive();
    execFileSync('zip', ['-q', '-z', path], { input: 'PK\x05\x06 is how a zip ends, and this goes on for a while' });
    expect(await take(path)).toMatchObject({ entries: 2 });
  });

  test('takes one behind a launch script', async () => {
    const path = archive('app.jar');
    writeFileSync(path, Buffer.concat([Buffer.from('#!/bin/sh\nexec java -jar "$0"\n'), readFileSync(path)]));
    expect(await take(path)).toMatchObject({ entries: 2 });
  });

  test('takes one of more than 65,535 files', async () => {
    const path = join(directory(), 'many.zip');
    const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as archive:
    for number in range(66000): archive.writestr(str(number), b'')`;
    execFileSync('python3', ['-c', script, path]);
    expect(await take(path)).toMatchObject({ entries: 66_000 });
  }, 60_000);

  test.each([
    ['is no archive', (path: string) => writeFileSync(path, text), 'no end of a zip archive'],
    ['is empty', (path: string) => writeFileSync(path, ''), 'no end of a zip archive'],
    ['was cut off', (path: string) => truncateSync(path, statSync(path).size - 30), 'no end of a zip archive'],
    ['lost its beginning', (path: string) => writeFileSync(path, readFileSync(path).subarray(-60)), 'damaged'],
    [
      'holds no file',
      (path: string) => writeFileSync(path, Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])),
      'it is empty',
    ],
  ])('refuses a file that %s', async (_, damage, why) => {
    const path = archive();
    damage(path);
    await expect(take(path)).rejects.toMatchObject({ code: 'bundle', message: expect.stringContaining(why) });
  });
});
