import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { realFiles } from '../../src/runner/files.ts';
import { directory, tree } from '../bundle/trees.ts';

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe('realFiles', () => {
  test('tells what stands at a path, and nothing of what does not', () => {
    const root = tree({ 'a.txt': 'four', run: { program: '' }, link: { link: 'a.txt' }, loop: { link: 'loop' } });
    expect(realFiles.inspect(join(root, 'a.txt'))).toEqual({ kind: 'file', executable: false, size: 4 });
    expect(realFiles.inspect(join(root, 'run'))?.executable).toBe(true);
    expect(realFiles.inspect(join(root, 'link'))?.kind).toBe('link');
    expect(realFiles.inspect(root)?.kind).toBe('directory');
    expect(realFiles.inspect(join(root, 'none'))).toBeUndefined();
    expect(realFiles.inspect(join(root, 'a.txt/below'))).toBeUndefined();
    expect(realFiles.realPath(join(root, 'loop'))).toBeUndefined();
    expect(realFiles.realPath(join(root, 'link'))).toBe(join(root, 'a.txt'));
  });

  test('reads a range, and less where the file ends', async () => {
    const path = join(tree({ 'a.txt': '0123456789' }), 'a.txt');
    const room = Buffer.alloc(3);
    expect(Buffer.from(await realFiles.readRangeAsync(path, { start: 2, length: 3 }, room)).toString()).toBe('234');
    expect(Buffer.from(await realFiles.readRangeAsync(path, { start: 8, length: 3 }, room)).toString()).toBe('89');
    expect(Buffer.from(realFiles.readRange(path, { start: 2, length: 3 })).toString()).toBe('234');
    expect(Buffer.from(realFiles.readRange(path, { start: 8, length: 30 })).toString()).toBe('89');
  });

  test('a written file appears under its name only when it is complete', async () => {
    const root = directory();
    const path = join(root, 'out');
    async function* watched() {
      yield* chunks('one ');
      expect(existsSync(path)).toBe(false);
      yield* chunks('two');
    }
    await realFiles.write(path, watched());
    expect(readFileSync(path, 'utf8')).toBe('one two');
    expect(readdirSync(root)).toEqual(['out']);
  });

  test('a failure on the way leaves nothing, and an older file as it was', async () => {
    const root = tree({ out: 'older' });
    async function* failing() {
      yield* chunks('one ');
      throw new Error('no more');
    }
    await expect(realFiles.write(join(root, 'out'), failing())).rejects.toThrow('no more');
    expect(readdirSync(root)).toEqual(['out']);
    expect(readFileSync(join(root, 'out'), 'utf8')).toBe('older');
  });

  test.each(['/dev/full'])('a full disk (%s) is an error that says so', async (device) => {
    const root = tree({ 'out.part': { link: device } });
    await expect(realFiles.write(join(root, 'out'), chunks('text'))).rejects.toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('no space left'),
    });
  });
});
