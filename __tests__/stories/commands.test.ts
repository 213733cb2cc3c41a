import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Look, lookInto, overhear, valuesOf } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, write } from './stage.ts';

const settings = `application: story
health: { interval: 10s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 10s }
variables: { GREETING: hello, API_TOKEN: do-not-show }
environments:
  t*: { tags: { kind: test } }
`;

describe('commands', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let ear: Awaited<ReturnType<typeof overhear>>;
  let look: Look;

  const tree = (version: string) =>
    write(join(here.path, `tree-${version}`), {
      ...application(version, { 'beanpole.yml': settings, Procfile: 'web: exec node server.js\n' }),
    });
  const run = (
    command: string,
    environment: string,
    workspace: string,
    inputs: Readonly<Record<string, string>> = {},
  ) =>
    runAction({
      workspace,
      inputs: { command, environment, ...inputs },
      environment: { ...cloud.environment, AWS_ENDPOINT_URL: ear.endpoint },
    });
  const result = ({ code, outputs }: Awaited<ReturnType<typeof run>>) => ({ code, outcome: outputs['outcome'] });
  const page = async (url = '') => (await fetch(url)).text();
  let one = '';

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    ear = await overhear(cloud.endpoint);
    look = lookInto(cloud.endpoint);
    one = tree('1');
  });
  afterAll(async () => {
    ear.stop();
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('plan says where each value came from and what would be made, and only describes', async () => {
    const planned = await run('plan', 'tiny', one, {
      set: 'instances.volume=20\nhealth.path=/x',
      mode: 'single-instance',
    });
    expect(result(planned)).toEqual({ code: 0, outcome: 'planned' });
    for (const line of [
      /^application += story .*\(beanpole\.yml:1:1\d?\)$/m,
      /^mode += single-instance .*\(input "mode"\)$/m,
      /^instances\.volume += 20 .*\(input "set" line 1\)$/m,
      /^health\.path += \/x .*\(input "set" line 2\)$/m,
      /^health\.timeout += 5s .*\(default\)$/m,
      /^region += us-east-1 .*\(AWS_REGION\)$/m,
      /^tags\.kind += test .*\(beanpole\.yml:6:\d+, section "t\*"\)$/m,
      /^story: would be created$/m,
      /^story-tiny-data: would be created$/m,
      /^[0-9a-f]{12} would replace nothing\.$/m,
    ])
      expect(planned.log).toMatch(line);
    expect(planned.log + planned.summary).not.toContain('do-not-show');
    expect(new Set(ear.take())).toEqual(new Set(['DescribeStacks']));
    expect(await look.stack('story')).toBeUndefined();
  });

  test('two environments of a new application, deployed at the same moment, both end well on one application stack', async () => {
    const runs = await Promise.all([run('deploy', 'tiny', one), run('', 'toy', one)]);
    expect(runs.map(result)).toEqual([
      { code: 0, outcome: 'created' },
      { code: 0, outcome: 'created' },
    ]);
    for (const [index, environment] of ['tiny', 'toy'].entries()) {
      const { outputs, summary } = runs[index]!;
      expect(await page(outputs['url'])).toBe('version 1');
      const stack = await look.stack(`story-${environment}`);
      expect(outputs).toMatchObject({
        application: 'story',
        environment,
        'stack-id': stack?.id,
        version: stack?.outputs['Version'],
      });
      expect(outputs).not.toHaveProperty('previous-version');
      expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ schema: 1, outcome: 'created', url: outputs['url'] });
      expect(summary).toContain(`### ✅ story, ${environment}: created`);
      expect(summary).toMatch(new RegExp(`\\| story-${environment}-data \\| created \\|`));
    }
    expect(runs[0]!.outputs['url']).not.toBe(runs[1]!.outputs['url']);
  }, 60_000);

  test('plan of what is live says so', async () => {
    const planned = await run('plan', 'tiny', one);
    expect(planned.log).toMatch(/^story-tiny: CREATE_COMPLETE$/m);
    expect(planned.log).toMatch(/^Version [0-9a-f]{12} is live already\.$/m);
    expect(planned.outputs['version']).toBe(await look.output('story-tiny', 'Version'));
    expect(planned.log).toMatch(/^no setting would change, as far as what runs tells$/m);
  });

  test('plan says which settings would be others than those in force, who says so, and no secret', async () => {
    const planned = await run('plan', 'tiny', one, {
      set: 'instances.volume=20\nvariables.API_TOKEN=new-secret\nvariables.ADDED=yes\nhealth.successes=4\ndeploy.limit=2h',
    });
    expect(JSON.parse(planned.outputs['result'] ?? '').settingChanges).toEqual([
      { key: 'instances.volume', before: '10', after: '20', origin: 'input "set" line 1' },
      { key: 'health.successes', before: '2', after: '4', origin: 'input "set" line 4' },
      { key: 'variables.ADDED', after: 'yes', origin: 'input "set" line 3' },
      { key: 'variables.API_TOKEN', before: '***', after: '***', origin: 'input "set" line 2' },
    ]);
    for (const text of [planned.log, planned.summary]) {
      expect(text).toMatch(/^(setting )?instances\.volume: 10 → 20 \(input "set" line 1\)$/m);
      expect(text).toMatch(
        /^(setting )?variables\.API_TOKEN: another value, which is not shown \(input "set" line 2\)$/m,
      );
      expect(text).not.toMatch(/do-not-show|new-secret/);
    }
  });

  test('export prints the very templates that are deployed, and asks AWS nothing', async () => {
    ear.take();
    const exported = await run('export', 'tiny', one);
    expect(result(exported)).toEqual({ code: 0, outcome: 'exported' });
    expect(ear.take()).toEqual([]);
    const { templates } = JSON.parse(exported.outputs['result'] ?? '');
    for (const [name, stack] of Object.entries({
      application: 'story',
      data: 'story-tiny-data',
      compute: 'story-tiny',
    })) {
      const deployed = await look.template(stack);
      expect(templates[name]).toEqual(JSON.parse(deployed));
      expect(exported.log).toContain(deployed.trim());
    }
  });

  test('of two runs for one environment at the same moment one waits, and what is live in the end is what the last one says', async () => {
    const both = await Promise.all(
      ['2', '3'].map((version) => run('deploy', 'tiny', tree(version), { 'version-label': version })),
    );
    expect(both.map(result)).toEqual([
      { code: 0, outcome: 'updated' },
      { code: 0, outcome: 'updated' },
    ]);
    const live = await look.output('story-tiny', 'Version');
    expect(['2', '3']).toContain(live);
    const last = both.find(({ outputs }) => outputs['version'] === live);
    expect(last?.log).toMatch(/story-tiny: UPDATE_IN_PROGRESS, held by run \d+ since [0-9:]+ UTC; waiting for \d+ s/);
    expect(await page(last?.outputs['url'])).toBe(`version ${live}`);
  }, 60_000);

  test('destroy leaves nothing of the environment, and everything of the application and its other environment', async () => {
    const versions = await look.keys('story', 'versions/');
    const toy = await look.output('story-toy', 'Url');
    const destroyed = await run('destroy', 'tiny', one);
    expect(result(destroyed)).toEqual({ code: 0, outcome: 'destroyed' });
    expect(destroyed.log).toContain('Environment tiny of story is gone.');
    expect(await look.stack('story-tiny')).toBeUndefined();
    expect(await look.stack('story-tiny-data')).toBeUndefined();
    const of = { 'Filter.1.Name': 'tag:beanpole:environment', 'Filter.1.Value.1': 'tiny' };
    const states = valuesOf(await look.query('ec2', 'DescribeInstances', of), 'name');
    expect(states.filter((state) => state !== 'terminated' && state.length > 0)).toEqual([]);
    expect(valuesOf(await look.query('ec2', 'DescribeAddresses', of), 'publicIp')).toEqual([]);
    expect(valuesOf(await look.query('ec2', 'DescribeAddresses'), 'publicIp')).toHaveLength(1);
    expect(await look.keys('story', 'versions/')).toEqual(versions);
    expect(await page(toy)).toBe('version 1');
    const again = await run('destroy', 'tiny', one);
    expect(result(again)).toEqual({ code: 0, outcome: 'destroyed' });
    expect(again.log).toContain('There is no environment tiny of story.');
  }, 60_000);

  test('after a destroy the same version deploys again, and nothing is uploaded', async () => {
    const run3 = await run('deploy', 'tiny', tree('3'), { 'version-label': '3' });
    expect(result(run3)).toEqual({ code: 0, outcome: 'created' });
    expect(run3.log).toContain('nothing zipped, nothing uploaded');
    expect(await page(run3.outputs['url'])).toBe('version 3');
  }, 60_000);

  test('rehearse as a step of a workflow never asks the AWS that the step is set up for, and leaves nothing', async () => {
    ear.take();
    const named = { 'beanpole.yml': `domain: { zone: Z0123456789ABCDEFGHIJ }\n${settings}` };
    const rehearsed = await runAction({
      workspace: write(join(here.path, 'tree-named'), application('1', named)),
      inputs: {
        command: 'rehearse',
        environment: 'tiny',
        'aws-region': 'eu-central-1',
        set: 'domain.name=shop.example.com',
      },
      environment: { AWS_ENDPOINT_URL: ear.endpoint, AWS_PROFILE: 'nobody', TMPDIR: here.path },
    });
    expect(result(rehearsed)).toEqual({ code: 0, outcome: 'created' });
    expect(rehearsed.log).toContain('This was a rehearsal');
    expect(rehearsed.log).toContain('Nobody is asked about shop.example.com');
    expect(rehearsed.outputs['url']).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
    expect(rehearsed.outputs['stack-id']).toMatch(/^arn:aws:cloudformation:eu-central-1:/);
    expect(ear.take()).toEqual([]);
    await expect(fetch(rehearsed.outputs['url'] ?? '')).rejects.toThrow();
  }, 60_000);

  test('rehearse from a terminal ends 0, and no process and no file is left', async () => {
    const temp = join(here.path, 'temp');
    mkdirSync(temp);
    const { code, output } = await onTerminal(['rehearse', '--environment', 'tiny'], one, {
      TMPDIR: temp,
      BEANPOLE_POLL_MS: '100',
    });
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringMatching(/Version [0-9a-f]{12} is live after/),
    });
    expect(output).not.toContain('::');
    expect(readdirSync(temp)).toEqual([]);
    expect(processesWith(temp)).toEqual([]);
  }, 60_000);

  test('rehearse of a broken version from a terminal is red, with the reason, and leaves nothing either', async () => {
    const temp = join(here.path, 'temp-broken');
    mkdirSync(temp);
    const broken = write(join(here.path, 'tree-broken'), {
      ...application('4', {
        'beanpole.yml': settings,
        'server.js': "console.error('Error: no such table'); process.exit(1);",
      }),
    });
    const { code, output } = await onTerminal(['rehearse', '--environment=tiny'], broken, {
      TMPDIR: temp,
      BEANPOLE_POLL_MS: '100',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/The web process exited with code 1/);
    expect(output).toContain('Error: no such table');
    expect(output).toContain('No version is live in tiny.');
    expect(readdirSync(temp)).toEqual([]);
    expect(processesWith(temp)).toEqual([]);
  }, 60_000);

  test.each([
    [['--help'], 0, /^Usage: beanpole \[deploy \| plan/],
    [['rehearse', '--environment', 'tin/y'], 1, /"tin\/y" is not an environment name/],
    [['deplpy'], 1, /There is no command "deplpy"/],
    [
      ['plan', '--environment', 'tiny', '--aws-region', 'us-east-1', '--instances', '3'],
      1,
      /"--instances" is not an argument/,
    ],
  ])('%j on a terminal ends %i, without a colon command of GitHub', async (words, expected, says) => {
    const { code, output } = await onTerminal(words, one, {});
    expect({ code, output }).toMatchObject({ code: expected, output: expect.stringMatching(says) });
    expect(output).not.toContain('::');
  });
});

/** Runs the action as a command, outside of GitHub. */
async function onTerminal(words: readonly string[], directory: string, environment: Readonly<Record<string, string>>) {
  const action = new URL('../../dist/index.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [action, ...words], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_NO_WARNINGS: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** Command lines of processes that know of a path. Where there is no /proc, only what the directory holds can be looked at. */
function processesWith(path: string): readonly string[] {
  const read = (file: string) => {
    try {
      return readFileSync(file, 'latin1');
    } catch {
      return '';
    }
  };
  const ids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return ids
    .filter((id) => read(`/proc/${id}/environ`).includes(path) || read(`/proc/${id}/cmdline`).includes(path))
    .map((id) => read(`/proc/${id}/cmdline`).replaceAll('\0', ' '));
}
