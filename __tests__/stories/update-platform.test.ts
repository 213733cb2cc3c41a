import { join } from 'node:path';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requestStream } from '../../scripts/stage/stream.js';
import { lookInto } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, write } from './stage.ts';

/** Tells which machine image it runs on; does not come up on the one that it is told to refuse. */
const server = `
  const imds = process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT ?? 'http://169.254.169.254';
  const ask = async (path, init) => (await fetch(imds + '/latest/' + path, init)).text();
  (async () => {
    const token = await ask('api/token', { method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' } });
    const image = await ask('meta-data/ami-id', { headers: { 'x-aws-ec2-metadata-token': token } });
    if (image === process.env.REFUSED) throw new Error('cannot run on ' + image);
    const server = require('node:http').createServer((_, answer) => answer.setHeader('x-app-version', image).end(image));
    server.listen(process.env.PORT);
    process.on('SIGTERM', () => server.close());
  })();
`;

/** Amazon's own names of two images of Amazon Linux 2023. */
const names = '/aws/service/ami-amazon-linux-latest/al2023-ami';

describe('update-platform', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: ReturnType<typeof lookInto>;
  let old = '';
  let newest = '';
  let pinned = '';
  let free = '';

  const tree = (name: string, pin: string) => {
    const settings = `application: story
health: { interval: 10s, successes: 3, deadline: 90s }
deploy: { timeout: 5m, drain: 20s }
environments:
  fleet: { mode: high-availability, instances: { min: 2, max: 3 } }
  single: { mode: single-instance, variables: { REFUSED: ${newest} } }
${pin}`;
    return write(join(here.path, name), application('1', { 'server.js': server, 'beanpole.yml': settings }));
  };
  const run = (workspace: string, environment: string, inputs: Readonly<Record<string, string>> = {}) =>
    runAction({ workspace, inputs: { environment, 'version-label': 'v1', ...inputs }, environment: cloud.environment });
  const ended = ({ code, outputs }: Awaited<ReturnType<typeof run>>) => ({
    code,
    outcome: outputs['outcome'],
    version: outputs['version'],
  });
  const instancesOf = async (stack: string) =>
    (await look.group(stack)).Instances?.map(({ InstanceId }) => InstanceId ?? '').sort() ?? [];

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
    const image = async (name: string) =>
      (await look.ssm.send(new GetParameterCommand({ Name: `${names}-${name}` }))).Parameter?.Value ?? '';
    [old, newest] = await Promise.all([image('minimal-kernel-default-arm64'), image('kernel-default-arm64')]);
    pinned = tree('pinned', `instances: { image: ${old} }\n`);
    const first = await Promise.all([run(pinned, 'fleet'), run(pinned, 'single')]);
    for (const { code, log } of first) if (code !== 0) throw new Error(log);
    free = tree('free', '');
  }, 120_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('a deploy leaves the image that runs, and status names the newer one', async () => {
    expect(ended(await run(free, 'fleet'))).toEqual({ code: 0, outcome: 'unchanged', version: 'v1' });
    const { log } = await run(free, 'fleet', { command: 'status' });
    expect(log).toContain(`machine image ${old}; ${newest} is newer, and \`command: update-platform\` brings it`);
  }, 60_000);

  test('replaces every instance, the version stays, and no request is lost; the second time nothing is touched', async () => {
    const [before, url] = [await instancesOf('story-fleet'), await look.output('story-fleet', 'Url')];
    const load = requestStream(url, { senders: 2 });
    const updated = await run(free, 'fleet', { command: 'update-platform' });
    const seen = await load.stop();
    expect(ended(updated)).toEqual({ code: 0, outcome: 'updated', version: 'v1' });
    expect(updated.log).toContain(`Every instance has the machine image ${newest} now, in place of ${old}.`);
    const after = await instancesOf('story-fleet');
    expect([after.length, after.filter((id) => before.includes(id))]).toEqual([2, []]);
    expect([seen.failures, Object.keys(seen.versions).sort()]).toEqual([[], [old, newest].sort()]);

    const again = await run(free, 'fleet', { command: 'update-platform' });
    expect(ended(again)).toEqual({ code: 0, outcome: 'unchanged', version: 'v1' });
    expect(again.log).toContain(`Its machine image ${newest} is the newest.`);
    expect(await instancesOf('story-fleet')).toEqual(after);
    expect(ended(await run(free, 'fleet'))).toEqual({ code: 0, outcome: 'unchanged', version: 'v1' });
  }, 90_000);

  test('an image on which the application does not come up goes back', async () => {
    const failed = await run(free, 'single', { command: 'update-platform' });
    expect(ended(failed)).toEqual({ code: 1, outcome: 'rolled-back', version: 'v1' });
    expect(failed.log).toContain(`cannot run on ${newest}`);
    expect(failed.log).toContain(`The machine image ${newest} was not taken in single; ${old} stays`);
    const url = await look.output('story-single', 'Url');
    expect(await (await fetch(url)).text()).toBe(old);
  }, 90_000);

  test('is refused where it would not be what was asked for: a pinned image, instances that stay', async () => {
    const refused = await run(pinned, 'fleet', { command: 'update-platform' });
    expect([refused.code, refused.outputs['outcome']]).toEqual([1, 'failed']);
    expect(refused.log).toContain(`The settings pin the machine image ${old} (instances.image).`);
    const staying = { set: 'deploy.policy=in-place' };
    expect((await run(free, 'fleet', staying)).code).toBe(0);
    const inPlace = await run(free, 'fleet', { command: 'update-platform', ...staying });
    expect([inPlace.code, inPlace.log]).toEqual([
      1,
      expect.stringContaining('With the policy in-place instances stay'),
    ]);
  }, 90_000);
});
