import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { meanings } from '../../src/commands/index.ts';
import { inputNames } from '../../src/github/inputs.ts';
import { platforms } from '../../src/platforms/index.ts';
import { describeKeys } from '../../src/settings/schema.ts';
import { version } from '../../src/version.ts';

const action = parse(readFileSync('action.yml', 'utf8'));
const readme = readFileSync('README.md', 'utf8');

describe('action.yml', () => {
  test('has the inputs that are read, and no other', () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames]);
  });

  test('names every command', () => {
    for (const command of Object.keys(meanings)) expect(action.inputs.command.description).toContain(`\`${command}\``);
  });

  test('is of the version that it says it is', () => {
    expect(version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  });

  test('runs the committed bundle on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

/** Names of the rows of a generated table. */
function rows(page: string, marker: string): readonly (string | undefined)[] {
  const [, table = ''] = new RegExp(`<!-- ${marker} -->([\\s\\S]*?)<!-- /${marker} -->`).exec(page) ?? [];
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
}

describe('the pages', () => {
  const pages = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((page) =>
    page.endsWith('.md'),
  );

  test('have a row for each setting and each platform', () => {
    const [settings, kinds] = ['docs/settings.md', 'docs/platforms.md'].map((page) => readFileSync(page, 'utf8'));
    expect(rows(settings ?? '', 'settings')).toEqual(describeKeys().map(({ key }) => key));
    expect(rows(kinds ?? '', 'platforms')).toEqual(Object.values(platforms).map(({ name }) => name));
  });

  test.each(pages)('%s leads to files that are there', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => to);
    const here = links.filter((to) => !/^\w+:/.test(to));
    expect(here.filter((to) => !existsSync(join(dirname(page), to)))).toEqual([]);
  });
});

describe('the README', () => {
  test('opens with the two commands', () => {
    const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text?.trim());
    expect(blocks.slice(0, 2)).toEqual(['npm run demo', 'npm test']);
  });

  test('has a row for each input and each output of action.yml', () => {
    expect(rows(readme, 'inputs')).toEqual(Object.keys(action.inputs));
    expect(rows(readme, 'outputs')).toEqual(Object.keys(action.outputs));
  });
});
