import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Which folders of src/ a folder may import, besides itself. Imports run one way; a stage never reaches for a border. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  '.': ['*'],
  commands: ['*'],
  settings: ['.', 'platforms'],
  platforms: ['.'],
  plan: ['.', 'settings', 'platforms', 'deploy', 'template'],
  bundle: ['.', 'settings', 'platforms'],
  template: [],
  deploy: ['.', 'settings', 'plan', 'template', 'agent'],
  report: ['.', 'settings', 'plan', 'deploy', 'bundle', 'agent'],
  agent: ['.', 'settings', 'platforms'],
  local: [],
  aws: ['.', 'settings', 'bundle', 'deploy', 'plan', 'agent'],
  github: ['.', 'settings', 'deploy', 'report'],
  // The threads of the action: what they do is the bundle's, where they run is the machine's.
  packer: ['.', 'bundle', 'runner'],
  // What is in an archive is read as the instance will read it.
  runner: ['.', 'settings', 'bundle', 'deploy', 'agent'],
};

/** Folders that may name packages of these families; nobody else may. */
const owners: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@aws-sdk\/|^@smithy\//, ['aws']],
  [/^@actions\//, ['github']],
  [/^node:(fs|child_process|net|http|https|os|process|timers)/, ['runner', 'agent', 'local', 'aws', '.']],
  [/^aws4fetch$/, ['agent', 'aws']],
];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const topFolder = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '.') : '.');

const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(join('src', file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s+)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/gm);
  return [...statements].map((found) => ({
    file,
    from: topFolder(file),
    target: found[2] ?? found[3] ?? '',
    typeOnly: found[1] !== undefined,
  }));
});

const folderOf = (file: string, target: string) => topFolder(relative('src', join('src', dirname(file), target)));

describe('the import rules', () => {
  test('every folder of src/ has a rule, and every rule a folder', () => {
    const folders = [...new Set(sources.map(topFolder))].sort();
    expect(Object.keys(mayImport).sort()).toEqual(folders);
  });

  test('a folder imports only the folders that its rule names', () => {
    const broken = imports
      .filter(({ target }) => target.startsWith('.'))
      .map((one) => ({ ...one, to: folderOf(one.file, one.target) }))
      .filter(({ from, to }) => from !== to && !mayImport[from]?.includes(to) && !mayImport[from]?.includes('*'))
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(broken).toEqual([]);
  });

  test('packages and the machine are reached only through the folders that own them', () => {
    const broken = imports
      .filter(({ target, from, typeOnly }) =>
        owners.some(([family, folders]) => family.test(target) && !folders.includes(from) && !typeOnly),
      )
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(broken).toEqual([]);
  });

  test('the scan sees imports at all', () => {
    expect(imports.length).toBeGreaterThan(100);
  });
});
