import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Look, lookInto } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, write } from './stage.ts';

const settings = `application: pair
health: { interval: 10s, successes: 2, deadline: 90s }
deploy: { timeout: 5m, drain: 10s }
variables: { PLACE: nowhere }
environments:
  blue: { variables: { PLACE: blue } }
  green: { variables: { PLACE: green }, instances: { volume: 12 } }
`;

/** Answers with its version and its place; version 1 does not start in the place `fussy`. */
const server = (version: string) => `
  const { createServer } = require('node:http');
  const { PORT, PLACE } = process.env;
  if ('${version}' === '1' && PLACE === 'fussy') throw new Error('version 1 cannot live here');
  const server = createServer((_, answer) => answer.end('version ${version} in ' + PLACE));
  server.listen(PORT);
  process.on('SIGTERM', () => server.close());
`;

describe('two environments of one application', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;
  const tree = (version: string) =>
    write(join(here.path, `tree-${version}`), {
      ...application(version, { 'beanpole.yml': settings, 'server.js': server(version) }),
    });
  const run = (command: string, environment: string, inputs: Readonly<Record<string, string>> = {}, version = '1') =>
    runAction({
      workspace: join(here.path, `tree-${version}`),
      inputs: { command, environment, ...inputs },
      environment: { ...cloud.environment },
    });
  const ended = ({ code, outputs }: Awaited<ReturnType<typeof run>>) => ({
    code,
    outcome: outputs['outcome'],
    version: outputs['version'],
  });
  const urls: Record<string, string> = {};
  const page = async (environment: string) => (await fetch(urls[environment] ?? '')).text();

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
    for (const version of ['1', '2']) tree(version);
    for (const [environment, version] of [
      ['blue', '1'],
      ['green', '2'],
    ] as const) {
      const step = await run('deploy', environment, { 'version-label': `v${version}` }, version);
      if (step.code !== 0) throw new Error(step.log);
      urls[environment] = step.outputs['url'] ?? '';
    }
  }, 120_000);
  afterAll(async () => {
    await cloud?.stop();
    here.remove();
  }, 30_000);

  test('swap exchanges their versions; addresses and settings stay where they are', async () => {
    const step = await run('swap', 'blue', { from: 'green' });
    expect(ended(step)).toEqual({ code: 0, outcome: 'swapped', version: 'v2' });
    expect(await page('blue')).toBe('version 2 in blue');
    expect(await page('green')).toBe('version 1 in green');
    expect(step.log).toContain('Environments blue and green have exchanged their versions.');
    expect(JSON.parse(step.outputs['result'] ?? '')).toMatchObject({
      schema: 1,
      outcome: 'swapped',
      environments: { blue: { version: 'v2', url: urls['blue'] }, green: { version: 'v1', url: urls['green'] } },
    });
  }, 120_000);

  test('swap with nobody, with itself, or with what is not there touches nothing', async () => {
    for (const [inputs, says] of [
      [{}, 'The input `from` is missing.'],
      [{ from: 'blue' }, 'The input `from` names this very environment.'],
      [{ from: 'red' }, 'Nothing can be taken from environment "red": it does not exist.'],
    ] as const) {
      const step = await run('swap', 'blue', inputs);
      expect(step.code).toBe(1);
      expect(step.log).toContain(says);
    }
    expect(await page('blue')).toBe('version 2 in blue');
  }, 60_000);

  test('clone makes a new environment with the settings, the version and the image of another one', async () => {
    const step = await run('clone', 'copy', { from: 'green' }, '2');
    expect(ended(step)).toEqual({ code: 0, outcome: 'created', version: 'v1' });
    expect(await (await fetch(step.outputs['url'] ?? '')).text()).toBe('version 1 in green');
    expect(step.log).toContain('Cloned from green: its settings, and the version that runs there, byte for byte.');
    expect(step.log).toContain('Its settings came from section "green"; for the next deploy write a section "copy"');
    expect(step.log).not.toContain('Not as in green');
    const [green, copy] = await Promise.all(['pair-green', 'pair-copy'].map((name) => look.stack(name)));
    for (const name of ['BundleKey', 'BundleSha256', 'ImageId', 'VersionLabel']) {
      expect(copy?.parameters[name]).toBe(green?.parameters[name]);
    }
    expect(await look.template('pair-copy')).toContain('"VolumeSize": 12');
    const again = await run('clone', 'copy', { from: 'green' });
    expect(again.code).toBe(1);
    expect(again.log).toContain('There is an environment "copy" already, which runs version "v1".');
  }, 120_000);

  test('clone says what it does otherwise than the original', async () => {
    const step = await run('clone', 'fussy', { from: 'blue', set: 'variables.PLACE=fussy' });
    expect(ended(step)).toEqual({ code: 0, outcome: 'created', version: 'v2' });
    expect(step.log).toContain('Not as in blue: variables.PLACE: blue → fussy (input "set" line 1)');
    urls['fussy'] = step.outputs['url'] ?? '';
  }, 120_000);

  test('half a swap is red, says what is live in both, and can be undone', async () => {
    const half = await run('swap', 'green', { from: 'fussy' });
    expect(half.log).toContain('version 1 cannot live here');
    expect(half.log).toMatch(/^::error title=Only half of the swap came about/m);
    expect(half.log).toContain('To undo the half that came about: `command: rollback` of green.');
    expect(ended(half)).toEqual({ code: 1, outcome: 'rolled-back', version: 'v2' });
    expect(await page('green')).toBe('version 2 in green');
    expect(await page('fussy')).toBe('version 2 in fussy');
    const same = await run('swap', 'green', { from: 'fussy' });
    expect(same.log).toContain('Both environments run version "v2": there is nothing to exchange.');
    expect(ended(await run('rollback', 'green'))).toEqual({ code: 0, outcome: 'updated', version: 'v1' });
    expect(await page('green')).toBe('version 1 in green');
  }, 120_000);

  test('a swap whose first half goes back does not touch the other environment', async () => {
    const step = await run('swap', 'fussy', { from: 'green' });
    expect(ended(step)).toEqual({ code: 1, outcome: 'rolled-back', version: 'v2' });
    expect(step.log).toContain('The swap ends here: environment green was not touched.');
    expect(await page('green')).toBe('version 1 in green');
    expect(await page('fussy')).toBe('version 2 in fussy');
  }, 120_000);

  test('a swap that is cancelled in its second half says what is done, and how to finish it', async () => {
    let child: ChildProcess | undefined;
    const step = await runAction({
      workspace: join(here.path, 'tree-1'),
      inputs: { command: 'swap', environment: 'green', from: 'blue' },
      environment: cloud.environment,
      onStart: (started: ChildProcess) => {
        child = started;
      },
      onLine: (line: string) => {
        if (line.startsWith('pair-blue: update begins')) child?.kill('SIGINT');
      },
    });
    expect([step.code, step.outputs['outcome']]).toEqual([1, 'cancelled']);
    expect(step.log).toContain(
      'The swap was half-way: green has its new version, and it is not known yet whether blue',
    );
    expect(await page('green')).toBe('version 2 in green');
    // As the message says; what CloudFormation still does is waited for.
    expect(step.log).toContain('`command: rollback` of blue with `version-label: v1` finishes the swap');
    const finish = await run('rollback', 'blue', { 'version-label': 'v1' });
    expect([finish.code, finish.outputs['version']]).toEqual([0, 'v1']);
    expect(await page('blue')).toBe('version 1 in blue');
  }, 120_000);
});
