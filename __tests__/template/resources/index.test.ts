import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { applicationParts, computeParts, dataParts } from '../../../src/template/resources/index.ts';

const folder = new URL('../../../src/template/resources/', import.meta.url);
const files = readdirSync(folder).filter((file) => file !== 'index.ts');
const listed = [...applicationParts, ...dataParts, ...computeParts];

test.each(files)('resources/index.ts lists the part of %s', async (file) => {
  const module = (await import(new URL(file, folder).href)) as Record<string, unknown>;
  expect(Object.values(module).filter((part) => listed.includes(part as never))).toHaveLength(1);
});

test('resources/index.ts lists each part once, and nothing that has no file', () => {
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed).toHaveLength(files.length);
});
