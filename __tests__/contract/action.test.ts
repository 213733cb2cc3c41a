import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { commands } from '../../src/commands/index.ts';
import { inputNames } from '../../src/github/inputs.ts';

const action = parse(readFileSync('action.yml', 'utf8'));
const readme = readFileSync('README.md', 'utf8');

describe('action.yml', () => {
  test('has the inputs that are read, and no other', () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames]);
  });

  test('names every command', () => {
    for (const command of Object.keys(commands)) expect(action.inputs.command.description).toContain(`\`${command}\``);
  });

  test('runs the committed bundle on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

describe('the README', () => {
  test('opens with the two commands', () => {
    const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text?.trim());
    expect(blocks.slice(0, 2)).toEqual(['npm run demo', 'npm test']);
  });

  test('has a row for each input and each output of action.yml', () => {
    const rows = (marker: string) => {
      const [, table = ''] = new RegExp(`<!-- ${marker} -->([\\s\\S]*?)<!-- /${marker} -->`).exec(readme) ?? [];
      return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
    };
    expect(rows('inputs')).toEqual(Object.keys(action.inputs));
    expect(rows('outputs')).toEqual(Object.keys(action.outputs));
  });
});
