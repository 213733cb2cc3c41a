import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { requestStream } from '../../scripts/stage/stream.js';
import { application, room, runAction, scale, startLocalCloud, type Tree, write } from './stage.ts';

/** Real milliseconds in which so many AWS seconds pass. */
const aws = (seconds: number) => (seconds * 1000) / scale;

const broken = (server: string): Tree => ({ 'server.js': server });
const listen = (handler: string, port = 'process.env.PORT') =>
  `require('node:http').createServer(${handler}).listen(${port});`;

interface Case {
  readonly name: string;
  readonly files: Tree;
  /** How it ends: rolled back, or refused before anything was touched. */
  readonly ends: 'rolled-back' | 'refused';
  /** What the first line of the error must say. */
  readonly reason: RegExp;
  /** One of the application's own lines that must be shown. */
  readonly line?: string;
}

const cases: readonly Case[] = [
  {
    name: 'exits at once',
    files: broken("console.error('cannot find my configuration'); process.exit(3);"),
    ends: 'rolled-back',
    reason: /exited with code 3/,
    line: 'cannot find my configuration',
  },
  {
    name: 'exits after 20 s, when a good check or two have passed',
    files: broken(
      `${listen('(_, a) => a.end()')} setTimeout(() => { console.error('lost my database'); process.exit(1); }, ${aws(20)} + 300);`,
    ),
    ends: 'rolled-back',
    reason: /exited with code 1/,
    line: 'lost my database',
  },
  {
    name: 'answers 500',
    files: broken(`console.log('I answer, but badly'); ${listen("(_, a) => a.writeHead(500).end('no')")}`),
    ends: 'rolled-back',
    reason: /500/,
    line: 'I answer, but badly',
  },
  {
    name: 'answers only after the deadline',
    files: broken(`console.log('warming up'); setTimeout(() => { ${listen('(_, a) => a.end()')} }, ${aws(400)});`),
    ends: 'rolled-back',
    reason: /Nothing listens|deadline|within/,
    line: 'warming up',
  },
  {
    name: 'listens on the wrong port',
    files: broken(`console.log('my own port'); ${listen('(_, a) => a.end()', "0, '127.0.0.1'")}`),
    ends: 'rolled-back',
    reason: /Nothing listens on port \d+/,
    line: 'my own port',
  },
  {
    name: 'takes connections and never answers',
    files: broken(
      `console.log('listening, thinking'); require('node:net').createServer(() => {}).listen(process.env.PORT);`,
    ),
    ends: 'rolled-back',
    reason: /no answer|did not answer|never answered/i,
    line: 'listening, thinking',
  },
  {
    name: 'fails at install',
    files: {
      'package.json': JSON.stringify({
        name: 'story',
        version: '9',
        scripts: { start: 'node server.js', preinstall: 'echo the licence has run out; exit 7' },
        dependencies: { nothing: 'file:./nothing' },
      }),
      'nothing/package.json': JSON.stringify({ name: 'nothing', version: '1.0.0' }),
    },
    ends: 'rolled-back',
    reason: /npm install/,
    line: 'the licence has run out',
  },
  {
    name: 'has no start command',
    files: {
      'package.json': JSON.stringify({ name: 'story', version: '9' }),
      'server.js': '',
      Procfile: '# nothing\n',
    },
    ends: 'refused',
    reason: /Procfile|start/,
  },
  {
    name: 'lacks the files of its platform',
    files: {
      'package.json': '',
      'server.js': '',
      'notes.txt': 'There is no Python here.',
      'beanpole.yml':
        'application: story\nplatform: python\nenvironments: { single: { mode: single-instance }, fleet: { mode: high-availability } }\n',
    },
    ends: 'refused',
    reason: /no file of the platform Python/,
  },
  {
    name: 'eats memory until it is killed',
    files: {
      ...broken(
        "const all = []; console.log('hungry'); setInterval(() => all.push(new Array(1e6).fill(all.length)), 1);",
      ),
      Procfile: 'web: exec node --max-old-space-size=40 server.js\n',
    },
    ends: 'rolled-back',
    reason: /SIGABRT|SIGKILL|memory|code 134/,
    line: 'hungry',
  },
];

/**
 * Deploys the cases that are `mine` over a good version that is asked all the time. One test file for each environment, so that they run side by side.
 */
export function tellBrokenApplications(environment: 'single' | 'fleet', mine: (index: number) => boolean): void {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let url: string;
  const deploy = (tree: Tree, label: string) =>
    runAction({
      workspace: write(join(here.path, `tree-${label}`), tree),
      inputs: { environment, 'version-label': label },
      environment: cloud.environment,
    });

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    const good = await deploy(application('good'), 'good');
    if (good.code !== 0) throw new Error(good.log);
    url = good.outputs['url'] ?? '';
  }, 60_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test.each(cases.map((one, index) => ({ ...one, index })).filter(({ index }) => mine(index)))(
    '$name is $ends, with the cause first, and the old version answers throughout',
    async ({ index, files, ends, reason, line }) => {
      const stream = requestStream(url, { senders: 2, pauseMs: 20 });
      const bare = ends === 'refused' || files['package.json'] !== undefined;
      const tree = Object.fromEntries(
        Object.entries({ ...application('broken'), ...files }).filter(([, content]) => !bare || content !== ''),
      );
      const run = await deploy(tree, `broken-${index}`);
      const seen = await stream.stop();

      expect(run.code).toBe(1);
      const [, first = ''] = /::error[^:]*::([^\n]*?)(?:%0A|\n|$)/.exec(run.log) ?? [];
      expect(first).toMatch(reason);
      expect(run.outputs['outcome']).toBe(ends === 'refused' ? 'failed' : 'rolled-back');
      if (line !== undefined) expect(run.log).toContain(line);
      if (ends === 'refused') expect(run.log).not.toContain('Stack story');
      else expect(run.outputs['version']).toBe('good');
      expect({ failures: seen.failures, versions: Object.keys(seen.versions) }).toEqual({
        failures: [],
        versions: ['good'],
      });
    },
    120_000,
  );
}
