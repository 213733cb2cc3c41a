import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { imageOf, planImage } from '../../src/commands/image.ts';
import { realFiles } from '../../src/runner/files.ts';
import { realGit } from '../../src/runner/git.ts';
import { runProgram } from '../../src/runner/program.ts';
import { openWorkspace } from '../../src/runner/workspace.ts';
import type { Settings } from '../../src/settings/settings.ts';
import type { Cloud, ProgramStep, World } from '../../src/world.ts';
import { write } from '../agent/rig.ts';
import { someSettings } from '../template/contexts.ts';

let room: string;
beforeEach(() => {
  room = realpathSync(mkdtempSync(join(tmpdir(), 'beanpole-image-')));
});
afterEach(() => rmSync(room, { recursive: true, force: true }));

const hcl = {
  'packer/shop.pkr.hcl':
    'source "null" "shop" {\n  communicator = "none"\n}\nbuild {\n  sources = ["source.null.shop"]\n}\n',
};

/** What packer 1.6.6 printed, word for word, when its builder amazon-ebs made an image against moto's EC2. */
const recorded = `1795409174,,ui,say,==> amazon-ebs.shop: Launching a source AWS instance...
1795409175,,ui,say,==> amazon-ebs.shop: No volumes to clean up%!(PACKER_COMMA) skipping
1795409175,,ui,say,\\n==> Wait completed after 1 second 32 milliseconds
1795409175,amazon-ebs.shop,artifact-count,1
1795409175,amazon-ebs.shop,artifact,0,builder-id,mitchellh.amazonebs
1795409175,amazon-ebs.shop,artifact,0,id,eu-central-1:ami-4ad96749a14a081f8
1795409175,amazon-ebs.shop,artifact,0,string,AMIs were created:\\neu-central-1: ami-4ad96749a14a081f8\\n
1795409175,amazon-ebs.shop,artifact,0,end`;

/** A script in the place of packer: it notes its words and its environment, and prints. */
function standIn(prints: string, end = 'exit 0'): void {
  const script = `#!/bin/sh\necho "$* $AWS_REGION $AWS_EB_PLATFORM_NAME" >> ${room}/runs\ncat <<'END'\n${prints}\nEND\n${end}\n`;
  write(room, { 'bin/packer': script });
  chmodSync(join(room, 'bin/packer'), 0o755);
}

const runs = () => (existsSync(join(room, 'runs')) ? readFileSync(join(room, 'runs'), 'utf8').trim().split('\n') : []);

interface Scene {
  readonly bucket?: Map<string, string>;
  readonly gone?: readonly string[];
  readonly path?: string;
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
}

/** Plans and makes the image of `packer/`, with real files and processes. */
async function make(files: Readonly<Record<string, string>>, scene: Scene = {}) {
  const { bucket = new Map<string, string>(), gone = [], limitMs = 60_000 } = scene;
  const workspace = join(room, 'workspace');
  write(workspace, files);
  const { instances, deploy, ...rest } = someSettings();
  const settings: Settings = {
    ...rest,
    deploy: { ...deploy, limit: limitMs / 1_000 },
    instances: { ...instances, packer: 'packer' },
  };
  const lines: string[] = [];
  const PATH = scene.path ?? `${join(room, 'bin')}${delimiter}${process.env['PATH']}`;
  const world = {
    files: realFiles,
    git: realGit,
    workspace: openWorkspace(workspace),
    journal: { stage: () => {}, line: (line: string) => lines.push(line), warning: (line: string) => lines.push(line) },
    clock: { now: () => 1_000 },
    began: 1_000,
    run: { id: '1', attempt: 1 },
    program: (step: ProgramStep, hear: (line: string) => void) =>
      runProgram(
        {
          ...step,
          environment: { ...process.env, PATH, ...step.environment },
          ...(scene.signal && { signal: scene.signal }),
        },
        hear,
      ),
  } as unknown as World;
  const cloud = {
    images: { exists: async (id: string) => !gone.includes(id) },
    artifacts: () => ({
      get: async (key: string) => bucket.get(key),
      put: async (key: string, text: string) => void bucket.set(key, text),
      putIfAbsent: async (key: string, text: string) => {
        if (bucket.has(key)) return 'present';
        bucket.set(key, text);
        return 'written';
      },
    }),
  } as unknown as Cloud;
  const plan = await planImage(settings, world);
  if (plan === undefined) throw new Error('There is a directory.');
  return { image: await imageOf(plan, { settings, cloud, bucket: 'artifacts' }, world), lines, bucket, plan };
}

describe('the machine image that Packer makes', () => {
  test('is built once for each content of its directory, and remembered', async () => {
    standIn(recorded);
    const first = await make(hcl);
    expect(first.image).toBe('ami-4ad96749a14a081f8');
    expect(first.lines).toContain('==> amazon-ebs.shop: No volumes to clean up, skipping');
    const key = `images/${first.plan.digest}.json`;
    expect(JSON.parse(first.bucket.get(key) ?? '')).toMatchObject({ schema: 1, image: 'ami-4ad96749a14a081f8' });
    const again = await make(hcl, { bucket: first.bucket });
    expect([again.image, runs()]).toEqual([first.image, ['build -machine-readable . eu-central-1 shop']]);
    const changed = await make({ ...hcl, 'packer/setup.sh': 'dnf install -y htop\n' }, { bucket: first.bucket });
    expect([changed.plan.digest === first.plan.digest, runs().length]).toEqual([false, 2]);
  });

  test('is built anew when it was deregistered', async () => {
    standIn(recorded);
    const { bucket, plan } = await make(hcl);
    bucket.set(`images/${plan.digest}.json`, JSON.stringify({ schema: 1, image: 'ami-0old', createdAt: 'then' }));
    const { lines, image } = await make(hcl, { bucket, gone: ['ami-0old'] });
    expect([image, runs().length]).toEqual(['ami-4ad96749a14a081f8', 2]);
    expect(lines).toContain('ami-0old, built then, is not there any more');
    expect(bucket.get(`images/${plan.digest}.json`)).toContain('ami-4ad96749a14a081f8');
  });

  test('fetches the plugins that a template asks for', async () => {
    standIn(recorded);
    await make({ 'packer/a.pkr.hcl': 'packer {\n  required_plugins {}\n}\n' });
    expect(runs().map((line) => line.split(' ')[0])).toEqual(['init', 'build']);
  });

  test.each([
    [
      'a custom platform of Elastic Beanstalk',
      {
        'packer/platform.yaml': 'version: "1.0"\nprovisioner: {type: packer, template: tomcat.json, flavor: amazon}\n',
        'packer/tomcat.json': '{}',
        'packer/other.json': '{}',
      },
      'tomcat.json',
    ],
    ['a template in JSON', { 'packer/only.json': '{}', 'packer/scripts/a.sh': '' }, 'only.json'],
  ])('takes %s', async (_, files, template) => {
    standIn(recorded);
    await make(files);
    expect(runs()).toEqual([`build -machine-readable ${template} eu-central-1 shop`]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['nothing to build', { 'packer/a.sh': '' }, 'does not say what Packer should build'],
    [
      'a platform.yaml without a template',
      { 'packer/platform.yaml': 'version: "1.0"\n' },
      'does not name the Packer template',
    ],
    [
      'a template that is not there',
      { 'packer/platform.yaml': 'provisioner: {type: packer, template: a.json}\n' },
      'names the template "a.json", which is not there',
    ],
    [
      'options of a platform',
      { 'packer/platform.yaml': 'option_settings: []\n' },
      'platform.yaml has option_settings, which nobody would read here',
    ],
  ])('refuses %s before anything runs', async (_, files, message) => {
    standIn(recorded);
    await expect(make(files)).rejects.toThrow(message);
    expect(runs()).toEqual([]);
  });

  test('fails with Packer’s own last lines', async () => {
    standIn('1795409174,,ui,error,Build errored: no default VPC%!(PACKER_COMMA) set subnet_id', 'exit 1');
    await expect(make(hcl)).rejects.toThrow(
      'The machine image could not be built: "packer build -machine-readable ." ended with exit code 1.\nIts last lines:\nBuild errored: no default VPC, set subnet_id',
    );
  });

  test('says so when Packer is not on the runner', async () => {
    await expect(make(hcl, { path: join(room, 'nowhere') })).rejects.toThrow('Packer is not on this runner');
  });

  test('is interrupted when its time is over, and may clear up', async () => {
    standIn(
      '1795409174,,ui,say,waiting',
      `trap 'echo cleared >> ${room}/runs; exit 1' INT\nwhile :; do sleep 0.1; done`,
    );
    await expect(make(hcl, { limitMs: 1_500 })).rejects.toThrow('did not end within 2 s.\nIts last lines:\nwaiting');
    expect(runs().at(-1)).toBe('cleared');
  });

  test.each([
    ['artifact,0,id,us-east-1:ami-0a', 'Packer has made no machine image in eu-central-1, but in us-east-1.'],
    ['artifact,0,files-count,0', 'Packer has made no machine image in eu-central-1.'],
    [
      'artifact,0,id,eu-central-1:ami-0a\n1795409175,b,artifact,0,id,eu-central-1:ami-0b',
      'Packer has made 2 machine images in eu-central-1: ami-0a, ami-0b.',
    ],
  ])('is refused when the build says %j', async (said, message) => {
    standIn(`1795409175,a,${said}`);
    await expect(make(hcl)).rejects.toThrow(message);
  });

  test('is found among those of several regions', async () => {
    standIn('1795409175,a,artifact,0,id,ap-south-1:ami-0a%!(PACKER_COMMA)eu-central-1:ami-0b');
    expect((await make(hcl)).image).toBe('ami-0b');
  });

  const real = spawnSync('packer', ['version']).status === 0 ? test : test.skip;
  real('by the real Packer: its words are read, and a template that makes no image is refused', async () => {
    await expect(make(hcl, { path: process.env['PATH'] ?? '' })).rejects.toThrow(
      'Packer has made no machine image in eu-central-1.',
    );
    const broken = { 'packer/shop.pkr.hcl': 'build {\n  sources = ["source.null.nothing"]\n}\n' };
    await expect(make(broken, { path: process.env['PATH'] ?? '' })).rejects.toThrow(
      /ended with exit code 1\.\nIts last lines:\n(.*\n)*.*null\.nothing/,
    );
  });
});
