import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { application, room, runAction, scale, startLocalCloud, type Tree, write } from './stage.ts';
import { until } from './cloud.ts';

/** The real Packer with its real builder for AWS; EC2 is moto's, as the local cloud has no disks to make an image of. */
const isHere = (program: string) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
const moto = ['.cache/judges/bin/moto_server', 'moto_server'].find(isHere);
const story = moto !== undefined && isHere('packer') ? test : test.skip;

const here = room();
let ec2: ChildProcess | undefined;
let endpoint = '';
let cloud: Awaited<ReturnType<typeof startLocalCloud>> | undefined;

beforeAll(async () => {
  if (moto === undefined) return;
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  ec2 = spawn(moto, ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' });
  const answers = () =>
    fetch(endpoint).then(
      () => true,
      () => false,
    );
  await until(answers, Boolean, 60_000);
  cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
}, 120_000);
afterAll(async () => {
  if (ec2?.kill('SIGTERM')) await once(ec2, 'exit');
  await cloud?.stop();
  here.remove();
}, 30_000);

const someone = { ...process.env, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_DEFAULT_REGION: 'us-east-1' };

const template = (source: string, more: string) => `source "amazon-ebs" "shop" {
  region                 = "us-east-1"
  ami_name               = "shop-${more}"
  source_ami             = "${source}"
  instance_type          = "t3.micro"
  communicator           = "none"
  custom_endpoint_ec2    = "${endpoint}"
  skip_region_validation = true
}
build {
  sources = ["source.amazon-ebs.shop"]
}
`;

story(
  'a template becomes an image that the version runs on, once; a rollback or a promotion brings the very image back',
  async () => {
    const source = anyImage();
    const settings =
      'application: story\nmode: single-instance\nhealth: { interval: 10s, successes: 2 }\ninstances: { packer: packer, type: t3.small }\n';
    const tree = (version: string, image: string): Tree =>
      application(version, { 'beanpole.yml': settings, 'packer/shop.pkr.hcl': template(source, image) });
    const run = (inputs: Readonly<Record<string, string>>) =>
      runAction({
        workspace: join(here.path, 'shop'),
        inputs: { environment: 'one', ...inputs },
        environment: cloud?.environment ?? {},
      });
    const image = (environment = 'one') => {
      const words = [
        'cloudformation',
        'describe-stacks',
        '--stack-name',
        `story-${environment}`,
        '--query',
        'Stacks[0].Parameters[?ParameterKey==`ImageId`].ParameterValue',
        '--output',
        'text',
      ];
      return execFileSync('aws', words, {
        env: { ...process.env, AWS_DEFAULT_REGION: 'us-east-1', ...cloud?.environment },
      })
        .toString()
        .trim();
    };

    write(join(here.path, 'shop'), tree('v1', 'first'));
    const first = await run({ 'version-label': 'v1' });
    expect([first.code, first.log]).toEqual([0, expect.stringMatching(/AMI: ami-[0-9a-f]+/)]);
    const one = image();
    expect(first.log).toContain(`${one} is built, and remembered as images/`);

    const production = await run({ environment: 'production', 'version-label': 'v1' });
    expect([production.code, image('production')]).toEqual([0, one]);

    write(join(here.path, 'shop'), tree('v2', 'first'));
    const same = await run({ 'version-label': 'v2' });
    expect([same.code, image(), same.log]).toEqual([0, one, expect.stringContaining(`${one} is known already`)]);

    write(join(here.path, 'shop'), tree('v3', 'second'));
    const other = await run({ 'version-label': 'v3' });
    const two = image();
    expect([other.code, two === one]).toEqual([0, false]);

    const back = await run({ command: 'rollback' });
    expect([back.code, back.outputs['version'], image()]).toEqual([0, 'v2', one]);
    const again = await run({ command: 'rollback', 'version-label': 'v3' });
    expect([again.code, image()]).toEqual([0, two]);

    // The template of the working tree may have changed meanwhile, and nothing could build it: what was proven is what comes.
    write(join(here.path, 'shop'), tree('v4', 'third'));
    const promoted = await run({ command: 'promote', environment: 'production', from: 'one' });
    expect([promoted.code, promoted.outputs['version'], image('production')]).toEqual([0, 'v3', two]);
    expect(promoted.log).not.toMatch(/amazon-ebs|packer build|is built/);
    const known = imagesOf();
    expect(known.filter((name) => name.startsWith('shop-')).toSorted()).toEqual(['shop-first', 'shop-second']);
  },
  600_000,
);

/** The names of the images that were made. */
function imagesOf(): readonly string[] {
  const words = ['ec2', 'describe-images', '--owners', 'self', '--query', 'Images[].Name', '--output', 'json'];
  return JSON.parse(execFileSync('aws', ['--endpoint-url', endpoint, ...words], { env: someone }).toString());
}

/** One of the images that moto brings along. */
function anyImage(): string {
  const words = [
    '--endpoint-url',
    endpoint,
    'ec2',
    'describe-images',
    '--query',
    'Images[0].ImageId',
    '--output',
    'text',
  ];
  return execFileSync('aws', words, { env: someone }).toString().trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
