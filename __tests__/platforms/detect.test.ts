import { describe, expect, test } from '@jest/globals';
import { BeanpoleError } from '../../src/errors.ts';
import { detectPlatform, platformVersion } from '../../src/platforms/detect.ts';
import { platformNames } from '../../src/platforms/index.ts';
import { node } from '../../src/platforms/node.ts';
import { python } from '../../src/platforms/python.ts';
import { tree } from './source.ts';

function detect(texts: Record<string, string>, wanted?: string): string {
  const { files, read } = tree(texts);
  const { platform, because } = detectPlatform(files, read, wanted);
  return `${platform.name} because of ${because}`;
}

function refusal(action: () => unknown): BeanpoleError {
  try {
    action();
  } catch (error) {
    if (error instanceof BeanpoleError && error.code === 'settings') return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('detectPlatform', () => {
  test.each([
    [{ 'package.json': '{}', 'index.js': '' }, 'node because of package.json'],
    [{ 'app.js': '' }, 'node because of app.js'],
    [{ 'requirements.txt': '', 'app.py': '' }, 'python because of requirements.txt'],
    [{ 'main.py': '' }, 'python because of main.py'],
    [{ 'requirements.txt': '', 'app.js': '' }, 'python because of requirements.txt'],
    [{ 'package.json': '{}', 'main.py': '' }, 'node because of package.json'],
    [{ 'pyproject.toml': '[tool.ruff]\nline-length = 100', 'app.py': '' }, 'python because of pyproject.toml'],
  ])('%j is %s', (texts, expected) => {
    expect(detect(texts)).toBe(expected);
  });

  test('a configuration of Apache httpd is refused: nothing here would read it', () => {
    const error = refusal(() => detect({ 'package.json': '{}', '.platform/httpd/conf.d/a.conf': '' }));
    expect(error.message).toBe('".platform/httpd/conf.d/a.conf" is for Apache httpd, and the proxy here is nginx.');
  });

  test('two candidates are named, and how to choose', () => {
    const error = refusal(() => detect({ 'package.json': '{}', 'requirements.txt': '' }));
    expect(error.message).toBe('The source tree looks like Node.js (package.json) and Python (requirements.txt).');
    expect(error.fix).toBe('Choose with "platform.name: node" or "platform.name: python".');
  });

  test('a wanted platform settles which of two candidates it is', () => {
    expect(detect({ 'package.json': '{}', 'requirements.txt': '' }, 'python')).toBe('python because of platform.name');
  });

  test('an unrecognised tree says what was looked for', () => {
    const error = refusal(() => detect({ 'readme.md': '', 'css/a.css': '' }));
    expect(error.message).toBe('No platform recognises the source tree.');
    expect(error.fix).toContain('package.json, app.js, server.js (Node.js)');
    expect(error.fix).toContain('requirements.txt');
  });

  test('a zip of the folder instead of its content is recognised as that mistake', () => {
    const error = refusal(() => detect({ 'shop/package.json': '{}', 'shop/app.js': '' }));
    expect(error.message).toContain('Everything is inside the directory "shop": its content belongs at the root.');
  });

  test('a bundle without the files of the wanted platform is refused', () => {
    const error = refusal(() => detect({ 'package.json': '{}' }, 'python'));
    expect(error.message).toBe('The bundle holds no file of the platform Python.');
    expect(error.fix).toContain('requirements.txt');
  });

  test('a Procfile and a source file are enough for a platform that was asked for', () => {
    expect(detect({ Procfile: 'web: node src/x.mjs', 'src/x.mjs': '' }, 'node')).toBe('node because of platform.name');
    expect(() => detect({ Procfile: 'web: node src/x.mjs', 'src/x.mjs': '' }, 'python')).toThrow('no file');
  });

  test('an unknown platform is refused with the names that there are', () => {
    expect(refusal(() => detect({ 'app.js': '' }, 'cobol')).fix).toBe(
      `Set platform.name to one of ${platformNames.join(', ')}.`,
    );
    expect(() => detect({ 'app.js': '' }, 'constructor')).toThrow('no platform "constructor"');
  });

  test('a broken package.json is the user’s mistake, found before anything is touched', () => {
    expect(refusal(() => detect({ 'package.json': '{' })).message).toContain('package.json is not valid JSON');
    expect(refusal(() => detect({ 'package.json': '[]' })).message).toBe('package.json is not a JSON object.');
  });

  test.each([
    ['Pipfile', '[packages]\nflask = "*"'],
    ['pyproject.toml', '[project]\ndependencies = [\n  "flask",\n]'],
    ['pyproject.toml', '[tool.poetry.dependencies]\nflask = "^3"'],
  ])('dependencies in %s that nobody would install are refused', (file, text) => {
    expect(refusal(() => detect({ [file]: text, 'app.py': '' })).message).toContain(`${file} lists dependencies`);
    expect(detect({ [file]: text, 'app.py': '', 'requirements.txt': 'flask' })).toContain('python');
  });
});

describe('platformVersion', () => {
  test('is the default when nothing is asked for', () => {
    expect(platformVersion(node).packages).toEqual(['nodejs24', 'nodejs24-npm']);
    expect(platformVersion(python).programs).toEqual({ python3: 'python3.14', python: 'python3.14' });
  });

  test('refuses what is not offered with the versions that are', () => {
    const error = refusal(() => platformVersion(node, '18'));
    expect(error.message).toBe('Node.js "18" is not offered.');
    expect(error.fix).toBe('Set platform.version to one of 24, 22.');
  });
});
