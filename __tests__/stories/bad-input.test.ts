import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { application, room, runAction, type Tree, write } from './stage.ts';

/** An error must be readable without scrolling. */
const screen = 40;

interface Mistake {
  readonly name: string;
  /** beanpole.yml; absent: a good one. */
  readonly yaml?: string | Uint8Array;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly files?: Tree;
  /** Done in the workspace before the run. */
  readonly prepare?: (workspace: string) => void;
  /** What the error must say: the place, and what is wrong. */
  readonly says: readonly (string | RegExp)[];
}

const base = 'application: story\n';
const fleet = `${base}mode: high-availability\n`;

const mistakes: readonly Mistake[] = [
  // Wrong types.
  {
    name: 'a word for a number',
    yaml: `${base}instances: { max: many }`,
    says: ['beanpole.yml:2:', 'instances.max', 'many'],
  },
  { name: 'a fraction of an instance', yaml: `${fleet}instances: { max: 2.5 }`, says: ['beanpole.yml:3:', '2.5'] },
  { name: 'a list for a map', yaml: `${base}health: [1, 2]`, says: ['beanpole.yml:2:', 'health'] },
  { name: 'a map for a word', yaml: 'application: { name: story }', says: ['beanpole.yml:1:', 'application'] },
  { name: 'a list for a variable', yaml: `${base}variables: { A: [1] }`, says: ['beanpole.yml:2:', 'variables.A'] },
  {
    name: 'a duration without a meaning',
    yaml: `${base}health: { interval: soon }`,
    says: ['beanpole.yml:2:', 'health.interval', 'soon'],
  },
  { name: 'nothing behind a key', yaml: `${base}source:`, says: ['beanpole.yml:2:', 'source'] },
  // Unknown keys.
  {
    name: 'a misspelt key',
    yaml: `${base}instanses: { max: 2 }`,
    says: ['beanpole.yml:2:1', 'instanses', 'instances'],
  },
  { name: 'a misspelt key inside', yaml: `${base}health: { pth: / }`, says: ['beanpole.yml:2:', 'pth', 'path'] },
  { name: 'a key in the wrong place', yaml: `${base}max: 3`, says: ['beanpole.yml:2:1', 'max'] },
  { name: 'an unknown tier', yaml: `${base}tier: batch`, says: ['beanpole.yml:2:', 'batch', 'web'] },
  { name: 'an unknown mode', yaml: `${base}mode: ha`, says: ['beanpole.yml:2:', 'ha', 'high-availability'] },
  {
    name: 'an unknown policy',
    yaml: `${fleet}deploy: { policy: slowly }`,
    says: ['beanpole.yml:3:', 'slowly', 'rolling'],
  },
  { name: 'an unknown platform', yaml: `${base}platform: cobol`, says: ['cobol', 'node', 'python'] },
  {
    name: 'a version that the platform has not',
    yaml: `${base}platform: { name: node, version: 8 }`,
    says: ['8', '24'],
  },
  { name: 'a tier that there is not', yaml: `${base}tier: batch`, says: ['beanpole.yml:2:', 'batch', 'worker', 'web'] },
  // Conflicts.
  {
    name: 'fewer at most than at least',
    yaml: `${fleet}instances: { min: 4, max: 2 }`,
    says: ['beanpole.yml:3:', 'instances.m'],
  },
  {
    name: 'several instances in single-instance mode',
    yaml: `${base}mode: single-instance\ninstances: { max: 3 }`,
    says: ['beanpole.yml:3:', 'instances.max'],
  },
  {
    name: 'a policy in single-instance mode',
    yaml: `${base}mode: single-instance\ndeploy: { policy: rolling }`,
    says: ['beanpole.yml:3:', 'deploy.policy'],
  },
  {
    name: 'an instance type of another architecture',
    yaml: `${base}instances: { type: t3.small, architecture: arm64 }`,
    says: ['beanpole.yml:2:', 't3.small'],
  },
  {
    name: 'artifact and source at once',
    yaml: `${base}artifact: app.zip\nsource: app`,
    says: ['beanpole.yml:', 'artifact'],
  },
  {
    name: 'artifact and build at once',
    yaml: `${base}artifact: app.zip\nbuild: make`,
    says: ['beanpole.yml:', 'artifact'],
  },
  {
    name: 'the same key twice',
    yaml: `${base}mode: single-instance\nmode: high-availability`,
    says: ['beanpole.yml:3:1', /twice|unique|duplicate/i],
  },
  {
    name: 'a certificate without a load balancer',
    yaml: `${base}tls: { certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/a' }`,
    says: ['beanpole.yml:2:', 'tls.certificate'],
  },
  // Impossible sizes and times.
  {
    name: 'no instance at all',
    yaml: `${fleet}instances: { min: 0, max: 0 }`,
    says: ['beanpole.yml:3:', 'instances.m'],
  },
  {
    name: 'a check that takes longer than its interval',
    yaml: `${base}health: { interval: 5s, timeout: 10s }`,
    says: ['beanpole.yml:2:', 'health.timeout'],
  },
  {
    name: 'a batch time-out over the hour that AWS allows',
    yaml: `${base}deploy: { timeout: 2h }`,
    says: ['beanpole.yml:2:', 'deploy.timeout'],
  },
  {
    name: 'a deadline that the batch time-out cuts off',
    yaml: `${base}health: { deadline: 20m }`,
    says: ['health.deadline'],
  },
  { name: 'a batch of nothing', yaml: `${fleet}deploy: { batch: 0 }`, says: ['beanpole.yml:3:', 'deploy.batch'] },
  {
    name: 'a batch over the whole',
    yaml: `${fleet}deploy: { batch: 150% }`,
    says: ['beanpole.yml:3:', 'deploy.batch', '150%'],
  },
  { name: 'four zones', yaml: `${base}network: { zones: 4 }`, says: ['beanpole.yml:2:', 'network.zones'] },
  {
    name: 'one subnet under a load balancer',
    yaml: `${fleet}network: { vpc: vpc-0123456789abcdef0, public-subnets: [subnet-0123456789abcdef0] }`,
    says: ['beanpole.yml:3:', 'network.public-subnets'],
  },
  // Broken files.
  { name: 'broken YAML', yaml: `${base}health: { path: /`, says: ['beanpole.yml:2:'] },
  { name: 'a tab as indentation', yaml: `${base}health:\n\tpath: /`, says: ['beanpole.yml:3:', 'tab'] },
  { name: 'two documents', yaml: `${base}---\n${base}`, says: ['beanpole.yml:'] },
  { name: 'a list as the whole', yaml: '- application', says: ['beanpole.yml:1:1'] },
  {
    name: 'bytes that are not UTF-8',
    yaml: Buffer.concat([Buffer.from('application: st'), Buffer.from([0xff, 0xfe])]),
    says: ['beanpole.yml', 'UTF-8'],
  },
  {
    name: 'a settings file that is not there',
    inputs: { config: 'deploy/beanpole.yml' },
    says: ['deploy/beanpole.yml', 'does not exist'],
  },
  { name: 'a source that is not there', yaml: `${base}source: app`, says: ['source', '"app" does not exist'] },
  {
    name: 'an artifact that is no archive',
    yaml: `${base}artifact: app.zip`,
    files: { 'app.zip': 'not a zip' },
    says: ['app.zip', 'zip'],
  },
  {
    name: 'an empty source',
    yaml: `${base}source: empty`,
    prepare: (workspace) => mkdirSync(join(workspace, 'empty')),
    says: [/empty|no file/i],
  },
  {
    name: 'a name of a file that is not UTF-8',
    prepare: (workspace) => writeFileSync(Buffer.concat([Buffer.from(`${workspace}/bad-`), Buffer.from([0xe9])]), ''),
    says: ['UTF-8'],
  },
  // Paths that leave the tree.
  {
    name: 'a source outside of the workspace',
    yaml: `${base}source: ../other`,
    says: ['beanpole.yml:2:', 'source', '../other'],
  },
  {
    name: 'an absolute artifact',
    yaml: `${base}artifact: /etc/passwd`,
    says: ['beanpole.yml:2:', 'artifact', '/etc/passwd'],
  },
  {
    name: 'a source behind a link that leads out',
    yaml: `${base}source: way-out`,
    prepare: (workspace) => symlinkSync('/usr/share', join(workspace, 'way-out')),
    says: ['source', 'way-out', 'link'],
  },
  {
    name: 'a link in the source that leads out',
    prepare: (workspace) => symlinkSync('/etc/hostname', join(workspace, 'secret')),
    says: ['secret'],
  },
  // Names.
  {
    name: 'an application name that is too long',
    yaml: `application: ${'a'.repeat(61)}`,
    says: ['beanpole.yml:1:', 'application'],
  },
  {
    name: 'an environment name with a slash',
    inputs: { environment: 'feature/x' },
    says: ['input "environment"', 'feature/x'],
  },
  {
    name: 'a label with a space',
    inputs: { 'version-label': 'my version' },
    says: ['input "version-label"', 'my version'],
  },
  { name: 'a variable with a hyphen', yaml: `${base}variables: { MY-NAME: x }`, says: ['beanpole.yml:2:', 'MY-NAME'] },
  { name: "a tag of AWS's own", yaml: `${base}tags: { 'aws:x': y }`, says: ['beanpole.yml:2:', 'aws:'] },
  // Inputs.
  { name: 'a command that there is not', inputs: { command: 'deplpy' }, says: ['deplpy', 'deploy'] },
  { name: 'a set line without a value', inputs: { set: 'instances.max' }, says: ['input "set"', 'line 1'] },
  {
    name: 'a set line for a key that there is not',
    inputs: { set: 'instances.max=1\ninstances.most=1' },
    says: ['input "set"', 'line 2', 'most'],
  },
  { name: 'no environment at all', inputs: { environment: '' }, says: ['environment'] },
  { name: 'a Procfile without web', files: { Procfile: 'worker: node server.js\n' }, says: ['Procfile', 'web'] },
];

describe('bad input is refused on one screen, with its place, before the cloud is asked anything', () => {
  const here = room();
  let cloud: Server;
  let calls = 0;
  beforeAll(async () => {
    cloud = createServer((_, answer) => {
      calls += 1;
      answer.writeHead(500).end();
    });
    await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    cloud.close();
    here.remove();
  });

  test.each(mistakes.map((one, index) => ({ ...one, index })))(
    '$name',
    async ({ index, yaml, inputs, files, prepare, says }) => {
      const workspace = write(join(here.path, String(index)), {
        ...application('1'),
        ...(yaml === undefined ? {} : { 'beanpole.yml': yaml }),
        ...files,
      });
      prepare?.(workspace);
      const run = await runAction({
        workspace,
        inputs: { environment: 'single', ...inputs },
        environment: {
          AWS_ENDPOINT_URL: `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'x',
          AWS_SECRET_ACCESS_KEY: 'x',
        },
      });
      const [, error = ''] = /::error[^:]*::(.*)/.exec(run.log) ?? [];
      const text = decodeURIComponent(error.replaceAll('%0A', '\n').replace(/%(?![0-9A-F]{2})/g, '%25'));
      for (const one of says)
        expect(text).toMatch(typeof one === 'string' ? new RegExp(one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : one);
      expect(text).not.toContain('fault of Beanpole');
      expect(text.split('\n').length).toBeLessThanOrEqual(screen);
      expect({ code: run.code, outcome: run.outputs['outcome'], calls }).toEqual({
        code: 1,
        outcome: 'failed',
        calls: 0,
      });
    },
  );

  test('there are at least forty of them', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(40);
  });
});
