import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Look, lookInto, overhear, until, valuesOf } from './cloud.ts';
import { room, runAction, scale, startLocalCloud, type Tree, write } from './stage.ts';

/** Lists its own files, tells what its worker has written, and echoes what comes through a WebSocket. */
const server = `
  const { createHash } = require('node:crypto');
  const { readdirSync, readFileSync, existsSync } = require('node:fs');
  const server = require('node:http').createServer(({ url }, answer) => {
    if (url === '/files') return answer.end(readdirSync('.', { recursive: true }).sort().join());
    if (url === '/worker') return answer.end(existsSync('worker.txt') ? readFileSync('worker.txt', 'utf8') : 'nothing yet');
    answer.end('hello');
  });
  server.on('upgrade', ({ headers }, socket) => {
    const accept = createHash('sha1').update(headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
    socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n');
    socket.on('data', (frame) => {
      const mask = frame.subarray(2, 6);
      const text = frame.subarray(6, 6 + (frame[1] & 127)).map((byte, at) => byte ^ mask[at % 4]);
      socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text]));
    });
    socket.on('error', () => {});
  });
  server.listen(process.env.PORT);
  process.on('SIGTERM', () => process.exit(0));
`;
const worker = `
  require('node:fs').writeFileSync('worker.txt', 'the worker works for ' + process.env.BEANPOLE_ENVIRONMENT);
  setInterval(() => {}, 1000);
`;
const procfile = 'web: exec node server.js\nworker: exec node worker.js\n';

const settings = (more: string) => `health: { interval: 10s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 10s }
${more}`;

describe('shapes of applications', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let ear: Awaited<ReturnType<typeof overhear>>;
  let look: Look;

  const deploy = (workspace: string, inputs: Readonly<Record<string, string>>) =>
    runAction({ workspace, inputs, environment: { ...cloud.environment, AWS_ENDPOINT_URL: ear.endpoint } });
  const tree = (name: string, files: Tree) => write(join(here.path, name), files);
  const result = ({ code, outputs }: Awaited<ReturnType<typeof deploy>>) => ({ code, outcome: outputs['outcome'] });
  const text = async (url: string) => (await fetch(url)).text();

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    ear = await overhear(cloud.endpoint);
    look = lookInto(cloud.endpoint);
  });
  afterAll(async () => {
    ear.stop();
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('an artifact is deployed as it is, byte for byte; both processes of its Procfile run; a WebSocket goes through the Elastic IP', async () => {
    const workspace = tree('zipped', {
      'server.js': server,
      'worker.js': worker,
      Procfile: procfile,
      'not-in-it.txt': '',
    });
    execFileSync('python3', ['-m', 'zipfile', '-c', 'app.zip', 'server.js', 'worker.js', 'Procfile'], {
      cwd: workspace,
    });
    write(join(workspace, 'settings'), { 'deploy.yml': settings('artifact: app.zip\nplatform: node\n') });
    const run = await deploy(workspace, { application: 'story', environment: 'zipped', config: 'settings/deploy.yml' });
    expect(result(run)).toEqual({ code: 0, outcome: 'created' });
    expect(run.log).toContain('starts with web: exec node server.js, worker: exec node worker.js (Procfile)');
    const zip = readFileSync(join(workspace, 'app.zip'));
    const key = `bundles/${createHash('sha256').update(zip).digest('hex')}.zip`;
    expect(Buffer.from(await look.object('story', key)).equals(zip)).toBe(true);
    const url = run.outputs['url'] ?? '';
    expect((await text(`${url}/files`)).split(',')).toEqual(expect.not.arrayContaining(['not-in-it.txt', 'app.zip']));
    const written = await until(
      () => text(`${url}/worker`),
      (answer) => answer !== 'nothing yet',
    );
    expect(written).toBe('the worker works for zipped');
    expect(await echo(url, 'over the address')).toBe('over the address');
  }, 60_000);

  const built = (build: string) => ({
    'beanpole.yml': settings(`application: story\nsource: services/web\nbuild: |\n${build}`),
    'README.md': 'outside of the source',
    '.gitignore': 'dist\n',
    'services/web/server.js': server,
    'services/web/Procfile': 'web: exec node dist/server.js\n',
    'services/web/notes/private.txt': 'x',
    'services/web/.ebignore': 'notes\n/server.js\n',
  });

  test('of a sub-directory, what .ebignore leaves after the build is the bundle', async () => {
    const workspace = tree(
      'built',
      built('  mkdir -p dist\n  cp server.js dist/\n  echo "built in $(basename "$PWD")"\n'),
    );
    const run = await deploy(workspace, { environment: 'built', platform: 'node' });
    expect(result(run)).toEqual({ code: 0, outcome: 'created' });
    expect(run.log).toContain('built in web');
    const files = (await text(`${run.outputs['url']}/files`)).split(',');
    expect(files.filter((file) => !file.startsWith('.'))).toEqual(['Procfile', 'dist', 'dist/server.js']);
  }, 60_000);

  test('a build that fails is red, with its last lines, and AWS is asked nothing', async () => {
    ear.take();
    const workspace = tree(
      'built',
      built('  echo compiling\n  echo "error: missing semicolon" >&2\n  exit 3\n  echo never\n'),
    );
    const run = await deploy(workspace, { environment: 'built', platform: 'node' });
    expect(result(run)).toEqual({ code: 1, outcome: 'failed' });
    expect(run.log).toMatch(/::error title=[^:]+::The build command ended with exit code 3: echo compiling …/);
    expect(run.log).toContain('error: missing semicolon%0A');
    expect(run.log).not.toContain('never%0A');
    expect(ear.take()).toEqual([]);
    expect(await text(`${await look.output('story-built', 'Url')}`)).toBe('hello');
  }, 60_000);

  test('the Python example runs', async () => {
    const workspace = join(here.path, 'python');
    cpSync(new URL('../../examples/hello-python', import.meta.url).pathname, workspace, { recursive: true });
    const run = await deploy(workspace, { environment: 'tiny' });
    expect(result(run)).toEqual({ code: 0, outcome: 'created' });
    expect(run.log).toMatch(/^Python 3\.\d+, because of platform\.name$/m);
    expect(await text(run.outputs['url'] ?? '')).toBe('Hello from Python\n');
  }, 60_000);

  test('inputs and set override the file; in a network that is there already; a WebSocket goes through the load balancer', async () => {
    const network = await makeNetwork(look);
    const yaml = `application: guest
mode: single-instance
instances: { volume: 20, type: t4g.small }
network:
  vpc: ${network.vpc}
  public-subnets: [${network.subnets.join(', ')}]
environments:
  live: { instances: { volume: 30 } }
`;
    const workspace = tree('guest', {
      'server.js': server,
      Procfile: 'web: exec node server.js\n',
      'beanpole.yml': settings(yaml),
    });
    const run = await deploy(workspace, {
      environment: 'live',
      mode: 'high-availability',
      set: 'instances.volume=40\ninstances.min=2\nhealth.path=/files',
    });
    expect(result(run)).toEqual({ code: 0, outcome: 'created' });
    expect((await look.resources('guest')).map(({ ResourceType }) => ResourceType)).not.toContain('AWS::EC2::VPC');
    const reservations = await look.query('ec2', 'DescribeInstances', {
      'Filter.1.Name': 'vpc-id',
      'Filter.1.Value.1': network.vpc,
    });
    expect(new Set(valuesOf(reservations, 'subnetId'))).toEqual(new Set(network.subnets));
    expect(valuesOf(reservations, 'instanceId')).toHaveLength(2);
    expect(await look.output('guest-live', 'Mode')).toBe('high-availability');
    const template = JSON.parse(await look.template('guest-live'));
    expect(template.Resources.LaunchTemplate.Properties.LaunchTemplateData.BlockDeviceMappings[0].Ebs.VolumeSize).toBe(
      40,
    );
    expect(template.Resources.TargetGroup.Properties.HealthCheckPath).toBe('/files');
    expect(await echo(run.outputs['url'] ?? '', 'over the balancer')).toBe('over the balancer');
  }, 60_000);
});

/** A network as somebody else has made it. */
async function makeNetwork(look: Look) {
  const subnet = (zone: number) => ({
    Type: 'AWS::EC2::Subnet',
    Properties: {
      VpcId: { Ref: 'Vpc' },
      CidrBlock: `10.9.${zone}.0/24`,
      AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
    },
  });
  const template = {
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
      First: subnet(0),
      Second: subnet(1),
    },
    Outputs: {
      Vpc: { Value: { Ref: 'Vpc' } },
      Subnets: { Value: { 'Fn::Join': [',', [{ Ref: 'First' }, { Ref: 'Second' }]] } },
    },
  };
  await look.cloudFormation.send(
    new CreateStackCommand({ StackName: 'landlord', TemplateBody: JSON.stringify(template) }),
  );
  const made = await until(
    () => look.stack('landlord'),
    (stack) => stack?.status === 'CREATE_COMPLETE',
  );
  return { vpc: made?.outputs['Vpc'] ?? '', subnets: made?.outputs['Subnets']?.split(',') ?? [] };
}

/** Opens a WebSocket, sends one text frame and gives the text of the frame that comes back. */
function echo(url: string, words: string): Promise<string> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  };
  return new Promise((resolve, reject) => {
    const asked = get(`${url}/socket`, { headers, timeout: 10_000 }, ({ statusCode }) =>
      reject(new Error(`answered ${statusCode}`)),
    );
    asked.once('error', reject);
    asked.once('timeout', () => asked.destroy(new Error('no answer within 10 s')));
    asked.once('upgrade', (_, socket) => {
      const mask = randomBytes(4);
      const text = Buffer.from(words).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length]), mask, text]));
      socket.once('data', (frame: Buffer) => {
        socket.destroy();
        resolve(frame.subarray(2).toString());
      });
      socket.once('error', reject);
    });
  });
}
