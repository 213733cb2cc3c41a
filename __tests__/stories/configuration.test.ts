import { join } from 'node:path';
import { DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requestStream } from '../../scripts/stage/stream.js';
import { type Look, lookInto, valuesOf } from './cloud.ts';
import { room, runAction, startLocalCloud, type Tree, write } from './stage.ts';

/** AWS seconds per real second. */
const scale = 30;

/** Tells what it was given, prints a secret as careless applications do, and is healthy at `/alive` with 204 only. */
const server = `
  const { createServer } = require('node:http');
  const { PORT, GREETING = '', PASSWORD = '', LICENSE = '', WHOLE = '', BREAK } = process.env;
  console.log('connecting with ' + PASSWORD + ' and ' + LICENSE);
  if (BREAK) { console.error('Error: password ' + PASSWORD + ' is wrong'); process.exit(1); }
  const server = createServer(({ url }, answer) => {
    if (url === '/alive') return answer.writeHead(204, { 'x-app-version': 'v1' }).end();
    if (url === '/variables') return answer.end(JSON.stringify({ GREETING, PASSWORD, LICENSE, WHOLE }));
    answer.writeHead(url === '/page' ? 200 : 404, { 'x-app-version': GREETING || 'v1' }).end();
  });
  server.listen(PORT);
  process.on('SIGTERM', () => server.close());
`;

const password = 'pass-9c1f0d77';
const license = 'licence-4be2a6c1';
const whole = 'whole-77aa01';

const settings = (more = '') => `application: story
source: app
health: { path: /alive, codes: '204', interval: 10s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 10s }
tags: { team: beans, cost-center: '42' }
environments:
  single: { mode: single-instance }
  fleet: { mode: high-availability, instances: { min: 2, max: 4 }, tags: { stage: live } }
${more}`;

const app = (yaml: string): Tree => ({
  // Beside the settings, so that they are no part of the version.
  'app/server.js': server,
  'app/Procfile': 'web: exec node server.js\n',
  'beanpole.yml': yaml,
});

describe('configuration', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;
  let runs = 0;
  const said: string[] = [];

  const deploy = async (yaml: string, inputs: Readonly<Record<string, string>> = {}) => {
    runs += 1;
    const run = await runAction({
      workspace: write(join(here.path, `tree-${runs}`), app(yaml)),
      inputs: { environment: 'single', ...inputs },
      environment: cloud.environment,
    });
    said.push(run.log, run.summary, JSON.stringify(run.outputs));
    return run;
  };
  const result = ({ code, outputs }: Awaited<ReturnType<typeof deploy>>) => ({ code, outcome: outputs['outcome'] });
  const variables = async (url = '') => JSON.parse(await (await fetch(`${url}/variables`)).text());

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
    await look.secrets('CreateSecret', { Name: 'story/database', SecretString: JSON.stringify({ password }) });
    await look.secrets('CreateSecret', { Name: 'story/whole', SecretString: whole });
    await look.ssm.send(new PutParameterCommand({ Name: '/story/license', Value: license, Type: 'SecureString' }));
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  const references = `
  GREETING: one
  PASSWORD: { secret: story/database, key: password }
  LICENSE: { parameter: /story/license }
  WHOLE: { secret: story/whole }
`;

  test('variables, secrets and parameters reach the application, in an environment whose health path and codes are its own', async () => {
    const run = await deploy(settings(`variables:${references}`));
    expect(result(run)).toEqual({ code: 0, outcome: 'created' });
    const url = run.outputs['url'] ?? '';
    expect(await variables(url)).toEqual({ GREETING: 'one', PASSWORD: password, LICENSE: license, WHOLE: whole });
    expect((await fetch(url)).status).toBe(404);
  }, 60_000);

  test('a changed variable alone rolls out as an update of the same version, and no request fails', async () => {
    const before = await look.stack('story-single');
    const stream = requestStream(`${before?.outputs['Url']}/page`, { senders: 2, pauseMs: 25 });
    const run = await deploy(settings(`variables:${references.replace('one', 'two')}`));
    const seen = await stream.stop();
    expect(result(run)).toEqual({ code: 0, outcome: 'updated' });
    expect(run.log).toContain('nothing zipped, nothing uploaded');
    expect(run.outputs['version']).toBe(before?.outputs['Version']);
    expect(run.outputs['previous-version']).toBe(before?.outputs['Version']);
    expect((await variables(run.outputs['url'])).GREETING).toBe('two');
    expect({ failed: seen.failed, versions: Object.keys(seen.versions) }).toEqual({
      failed: 0,
      versions: ['one', 'two'],
    });
  }, 60_000);

  test('a secret that a failing application prints is not in what the run shows of it', async () => {
    const run = await deploy(settings(`variables:${references}  BREAK: 'yes'\n`));
    expect(result(run)).toEqual({ code: 1, outcome: 'rolled-back' });
    expect(run.log).toContain('Error: password *** is wrong');
    expect(run.log).toContain('connecting with *** and ***');
  }, 60_000);

  test('a secret that is missing makes the run red, with the reason in its first line, and nothing changes', async () => {
    const run = await deploy(settings('variables: { PASSWORD: { secret: story/missing } }'));
    expect(result(run)).toEqual({ code: 1, outcome: 'rolled-back' });
    expect(firstLine(run.log)).toMatch(/The secret "story\/missing" could not be read: ResourceNotFoundException/);
    expect(await variables(run.outputs['url'])).toMatchObject({ GREETING: 'two', PASSWORD: password });
  }, 60_000);

  test('an answer with another code than the accepted ones does not pass the gate', async () => {
    const run = await deploy(settings(`variables:${references}`), { set: "health.codes='200'\nhealth.deadline=90s" });
    expect(result(run)).toEqual({ code: 1, outcome: 'rolled-back' });
    expect(firstLine(run.log)).toContain('GET /alive answered 204, expected 200.');
  }, 60_000);

  test('tags reach stacks, instances and volumes; what environments share has those that all of them have', async () => {
    const run = await deploy(settings(`variables:${references}`), { environment: 'fleet' });
    expect(result(run)).toEqual({ code: 0, outcome: 'created' });
    const all = { team: 'beans', 'cost-center': '42', stage: 'live' };
    expect((await look.stack('story-fleet'))?.tags).toMatchObject(all);
    const instances = await look.query('ec2', 'DescribeInstances', {
      'Filter.1.Name': 'tag:stage',
      'Filter.1.Value.1': 'live',
    });
    expect(valuesOf(instances, 'instanceId')).toHaveLength(2);
    expect(instances).toMatch(/<key>cost-center<\/key><value>42<\/value>/);
    const application = await look.template('story');
    expect(application).toContain('"Value": "beans"');
    expect(application).not.toContain('stage');
    expect(run.log).toContain('story: CREATE_COMPLETE, so nothing changes in it');
    const groups = await look.query('elasticloadbalancing', 'DescribeTargetGroups');
    expect(valuesOf(groups, 'HealthCheckPath')).toEqual(['/alive']);
    expect(valuesOf(groups, 'HttpCode')).toEqual(['204']);
  }, 60_000);

  test('other sizes are applied without replacing an instance', async () => {
    const before = await look.group('story-fleet');
    const run = await deploy(settings(`variables:${references}`), {
      environment: 'fleet',
      set: 'instances.min=3\ninstances.max=5',
    });
    expect(result(run)).toEqual({ code: 0, outcome: 'updated' });
    const after = await look.group('story-fleet');
    // The room of the additional batch is on top of the largest size.
    expect({ min: after.MinSize, max: after.MaxSize }).toEqual({ min: 3, max: 6 });
    const ids = (group: typeof after) => group.Instances?.map(({ InstanceId }) => InstanceId) ?? [];
    expect(ids(after)).toEqual(expect.arrayContaining(ids(before)));
    expect(run.log).not.toContain('Terminating instance');
  }, 60_000);

  test('an environment cannot take the network from under another', async () => {
    const wider = await deploy(settings(`variables:${references}`), { set: 'network.zones=3' });
    expect(result(wider)).toEqual({ code: 0, outcome: 'updated' });
    const narrower = await deploy(settings(`variables:${references}`), { environment: 'fleet' });
    expect(result(narrower)).toEqual({ code: 1, outcome: 'failed' });
    expect(firstLine(narrower.log)).toMatch(/PublicSubnet3 \(AWS::EC2::Subnet\) would be removed/);
    expect(narrower.log).toContain('give each of them the same `network` settings');
    expect(narrower.outputs).toMatchObject({ application: 'story', environment: 'fleet' });
    expect((await look.stack('story'))?.status).toBe('UPDATE_COMPLETE');
  }, 60_000);

  test('no value of a secret or parameter is in a template, a launch template, the bucket, an event, a log, a summary or an output', async () => {
    const shown = [...said, cloud.output(), ...(await everythingTold(look, ['story', 'story-single', 'story-fleet']))];
    expect(shown.length).toBeGreaterThan(30);
    for (const secret of [password, license, whole]) {
      for (const text of shown) expect(text).not.toContain(secret);
    }
    // What is told is told where it belongs: the references, in the configuration.
    expect(shown.some((text) => text.includes('story/database'))).toBe(true);
  });
});

/** The first line of the run's one error. */
function firstLine(log: string): string {
  return /::error[^:]*::([^\n]*?)(?:%0A|\n|$)/.exec(log)?.[1] ?? '';
}

/** Whatever AWS would tell somebody who may read, but not decrypt. */
async function everythingTold(look: Look, stacks: readonly string[]): Promise<readonly string[]> {
  const ofStacks = stacks.map(async (StackName) => [
    await look.template(StackName),
    JSON.stringify(await look.cloudFormation.send(new DescribeStacksCommand({ StackName }))),
    JSON.stringify(await look.cloudFormation.send(new DescribeStackEventsCommand({ StackName }))),
  ]);
  const launches = await look.query('ec2', 'DescribeLaunchTemplateVersions', { 'LaunchTemplateVersion.1': '$Latest' });
  const userData = valuesOf(launches, 'userData').map((text) => Buffer.from(text, 'base64').toString());
  const instances = await look.query('ec2', 'DescribeInstances');
  const consoles = valuesOf(instances, 'instanceId').map((id) =>
    look.query('ec2', 'GetConsoleOutput', { InstanceId: id }),
  );
  const printed = (await Promise.all(consoles)).flatMap((answer) =>
    valuesOf(answer, 'output').map((text) => Buffer.from(text, 'base64').toString()),
  );
  const keys = await look.keys('story');
  const objects = await Promise.all(
    keys.map(async (key) => Buffer.from(await look.object('story', key)).toString('latin1')),
  );
  expect(userData.length).toBeGreaterThan(0);
  expect(printed.join()).toContain('connecting with *** and ***');
  expect(keys.join()).toMatch(/environments\/single\/failures\/[^,]+\.log/);
  return [...(await Promise.all(ofStacks)).flat(), launches, ...userData, instances, ...printed, ...objects];
}
