import { describe, expect, test } from '@jest/globals';
import { BeanpoleError } from '../../src/errors.ts';
import { node } from '../../src/platforms/node.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { python } from '../../src/platforms/python.ts';
import { checkStart } from '../../src/platforms/order.ts';
import { tree } from './source.ts';

function web(platform: Platform, texts: Record<string, string>): string {
  const { files, read } = tree(texts);
  const { processes, because } = checkStart(platform, files, read);
  return `${processes.map(({ name, command }) => `${name}: ${command}`).join('; ')} (${because})`;
}

describe('checkStart', () => {
  test('a Procfile stands above everything else', () => {
    const texts = { Procfile: 'web: node x.js\njobs: node jobs.js', 'package.json': '{"scripts":{"start":"no"}}' };
    expect(web(node, texts)).toBe('web: node x.js; jobs: node jobs.js (Procfile)');
  });

  test.each<[Record<string, string>, string]>([
    [
      { 'package.json': '{"scripts":{"start":"node s.js"}}', 'app.js': '' },
      'web: npm start (scripts.start in package.json)',
    ],
    [{ 'package.json': '{"main":"m.js"}', 'm.js': '', 'app.js': '', 'server.js': '' }, 'web: node app.js (app.js)'],
    [{ 'package.json': '{"main":"m.js"}', 'm.js': '', 'server.js': '' }, 'web: node server.js (server.js)'],
    [{ 'package.json': '{"main":"./lib"}', 'lib/index.js': '' }, 'web: node "lib/index.js" (main in package.json)'],
  ])('node: %j starts with %s', (texts, expected) => {
    expect(web(node, texts)).toBe(expected);
  });

  const gunicorn = 'web: exec gunicorn --bind "127.0.0.1:$PORT" --workers 1 --threads 15';
  test.each<[Record<string, string>, string]>([
    [
      { 'requirements.txt': 'flask\ngunicorn==23.0', 'application.py': 'application = Flask(__name__)' },
      `${gunicorn} application:application (the WSGI application application:application)`,
    ],
    [
      { 'requirements.txt': 'gunicorn', 'app.py': 'app = Flask(__name__)' },
      `${gunicorn} app:app (the WSGI application app:app)`,
    ],
    [
      { 'requirements.txt': 'gunicorn', 'shop/wsgi.py': 'application = get_wsgi_application()', 'manage.py': '' },
      `${gunicorn} shop.wsgi:application (the WSGI application shop.wsgi:application)`,
    ],
    [
      { 'requirements.txt': 'fastapi', 'main.py': 'app = FastAPI()' },
      'web: exec uvicorn --host 127.0.0.1 --port "$PORT" --proxy-headers main:app (the ASGI application main:app)',
    ],
    [{ 'requirements.txt': 'requests', 'main.py': 'serve()' }, 'web: python main.py (main.py)'],
    [
      { 'requirements.txt': '# gunicorn', 'application.py': 'application = 1' },
      'web: python3 application.py (application.py)',
    ],
    [{ 'app.py': '', 'main.py': '' }, 'web: python3 app.py (app.py)'],
    [{ 'main.py': '' }, 'web: python3 main.py (main.py)'],
  ])('python: %j starts with %s', (texts, expected) => {
    expect(web(python, texts)).toBe(expected);
  });

  test.each<[Platform, Record<string, string>]>([
    [node, { 'package.json': '{"main":"gone.js"}' }],
    [python, { 'requirements.txt': 'flask' }],
  ])('a missing start command is refused with what is accepted', (platform, texts) => {
    const { files, read } = tree(texts);
    const refused = expect(() => checkStart(platform, files, read));
    refused.toThrow(BeanpoleError);
    refused.toThrow(`Nothing says how the ${platform.title} application starts.`);
    try {
      checkStart(platform, files, read);
    } catch (error) {
      for (const rule of platform.accepted) expect((error as BeanpoleError).fix).toContain(rule);
    }
  });
});

describe('install', () => {
  test.each<[Record<string, string>, string]>([
    [
      { 'package.json': '{"dependencies":{"a":"1"}}', 'package-lock.json': '{}' },
      'npm ci --omit=dev --no-audit --no-fund',
    ],
    [{ 'package.json': '{"dependencies":{"a":"1"}}' }, 'npm install --omit=dev --no-audit --no-fund'],
    [{ 'package.json': '{"dependencies":{"a":"1"}}', 'node_modules/a/index.js': '' }, ''],
    [{ 'package.json': '{"devDependencies":{"a":"1"}}', 'package-lock.json': '{}' }, ''],
    [{ 'package.json': '{"scripts":{"postinstall":"node b.js"}}' }, 'npm install --omit=dev --no-audit --no-fund'],
    [{ 'app.js': '' }, ''],
  ])('node: %j installs with %j', (texts, expected) => {
    expect(
      node
        .install(tree(texts))
        .map((command) => command.join(' '))
        .join(' && '),
    ).toBe(expected);
  });

  test('python: a virtual environment and pip, or nothing when nothing is required', () => {
    expect(python.install(tree({ 'requirements.txt': 'flask' })).map((command) => command.join(' '))).toEqual([
      'python3 -m venv --clear --without-pip .venv',
      'python3 -m pip --disable-pip-version-check --python .venv/bin/python install --requirement requirements.txt',
    ]);
    const flask = python.install(tree({ 'requirements.txt': 'flask', 'app.py': 'app = Flask(__name__)' }));
    expect(flask.at(-1)?.at(-1)).toMatch(/^gunicorn==/);
    expect(python.install(tree({ 'requirements.txt': '\n# none\n' }))).toEqual([]);
    expect(python.install(tree({ 'app.py': '' }))).toEqual([]);
  });
});
