import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { LaunchSpecification } from '../../../src/local/compute/instance.ts';
import { base64, get, serving, startCloud, subnets, type TestCloud, until } from '../world/cloud.ts';

const clouds: TestCloud[] = [];
const start = async (options?: Parameters<typeof startCloud>[0]) => {
  const cloud = await startCloud(options);
  clouds.push(cloud);
  return cloud;
};
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

function specification(
  test: TestCloud,
  userData: string,
  more: Partial<LaunchSpecification> = {},
): LaunchSpecification {
  const subnet = test.world.parts.network.subnet(subnets(test)[0] ?? '');
  return {
    imageId: 'ami-1',
    instanceType: 't3.micro',
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    zone: subnet.zone,
    userData: base64(userData),
    securityGroups: [],
    tags: [{ Key: 'Name', Value: 'shop' }],
    tokensRequired: true,
    metadataTags: true,
    ...more,
  };
}

function alive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('an instance', () => {
  test('runs its user data in bash and serves on the port that stands for its port 80', async () => {
    const { world, ...rest } = await start();
    const instance = await world.parts.instances.launch(specification({ world, ...rest }, serving("s.end('hello')")));
    expect(instance.id).toMatch(/^i-[0-9a-f]{17}$/);
    expect(instance.state).toBe('running');
    const page = await until('the page', () => get(`http://127.0.0.1:${instance.port}/`).catch(() => undefined));
    expect(page.body).toBe('hello');
  });

  test('gets its own environment and none of the secrets of who runs the cloud', async () => {
    process.env['GITHUB_TOKEN_OF_TEST'] = 'secret';
    const test = await start();
    const { instances } = test.world.parts;
    const { id } = await instances.launch(
      specification(test, '#!/bin/bash\nenv; dnf install -y nginx; systemctl start nginx; node-24 -v; echo done\n'),
    );
    const text = await until(
      'the console',
      () => /^done$/m.test(String(instances.console(id))) && String(instances.console(id)),
    );
    expect(text).toContain(`AWS_EC2_METADATA_SERVICE_ENDPOINT=${test.cloud.endpoint}/_imds/${id}\n`);
    expect(text).toContain('BEANPOLE_HOST=local\n');
    expect(text).toContain('BEANPOLE_TIME_SCALE=20\n');
    expect(text).toContain(`${process.version}\n`);
    expect(text).not.toContain('secret');
    expect(readFileSync(join(instances.directory(id), 'asked.log'), 'utf8')).toBe(
      'dnf install -y nginx\nsystemctl start nginx\n',
    );
  });

  test('asks the metadata service with curl and a token, and the cloud with aws', async () => {
    const test = await start();
    test.objects.set('/bucket/agents/one.js', 'the agent');
    const script = `#!/bin/bash
set -eu
base=$AWS_EC2_METADATA_SERVICE_ENDPOINT
token=$(curl -sf -X PUT "$base/latest/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
id=$(curl -sf -H "X-aws-ec2-metadata-token: $token" "$base/latest/meta-data/instance-id")
aws s3 cp s3://bucket/agents/one.js one.js --region eu-central-1 --quiet
cat one.js; echo
aws s3 cp s3://bucket/nothing nothing || echo "failed with $?"
aws cloudformation signal-resource --stack-name shop --logical-resource-id Group --unique-id "$id" --status FAILURE --region eu-central-1
echo "$id signalled"
`;
    const { instances } = test.world.parts;
    const { id } = await instances.launch(specification(test, script));
    const text = await until(
      'the console',
      () => String(instances.console(id)).includes('signalled') && String(instances.console(id)),
    );
    expect(text).toContain('the agent\n');
    expect(text).toContain('failed with 255\n');
    expect(text).toContain(`${id} signalled`);
    expect(Object.fromEntries(test.forms[0] ?? [])).toMatchObject({
      Action: 'SignalResource',
      StackName: 'shop',
      LogicalResourceId: 'Group',
      UniqueId: id,
      Status: 'FAILURE',
    });
  });

  test('stays running when its main process ends, but nothing listens', async () => {
    const test = await start();
    const { instances } = test.world.parts;
    const { id, port } = await instances.launch(specification(test, '#!/bin/bash\nexit 3\n'));
    await until('the end of user data', () => String(instances.console(id)).includes('user data ended with status 3'));
    expect(instances.describe(id).state).toBe('running');
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  test('takes every process with it when it is terminated, also one that left its process group', async () => {
    const test = await start();
    const { instances } = test.world.parts;
    const script =
      '#!/bin/bash\ntrap "" TERM\nsetsid sleep 300 &\nsleep 300 &\necho "pids $! $$"\nwhile true; do sleep 1; done\n';
    const { id } = await instances.launch(specification(test, script));
    await until('the pids', () => /pids/.test(String(instances.console(id))));
    const mark = instances.describe(id).process;
    const detached = await until('the detached process', () => {
      const found = sleepers(instances.directory(id));
      return found.length >= 2 ? found : undefined;
    });
    await instances.terminate(id);
    expect(instances.describe(id).state).toBe('terminated');
    expect(existsSync(instances.directory(id))).toBe(false);
    expect([...detached, mark?.pid ?? 0].filter(alive)).toEqual([]);
  });

  test('runs again after a restart of the cloud: same id, same port, user data executed again', async () => {
    const root = mkdtempSync(join(tmpdir(), 'cloud-'));
    const first = await start({ root });
    const launched = await first.world.parts.instances.launch(
      specification(first, serving('s.end(String(process.pid))')),
    );
    const before = await until('the first page', () =>
      get(`http://127.0.0.1:${launched.port}/`).catch(() => undefined),
    );
    await first.stop();
    clouds.length = 0;
    expect(alive(Number(before.body))).toBe(false);
    const second = await start({ root });
    const record = second.world.parts.instances.describe(launched.id);
    expect(record).toMatchObject({ port: launched.port, state: 'running' });
    const after = await until('the second page', () =>
      get(`http://127.0.0.1:${launched.port}/`).catch(() => undefined),
    );
    expect(after.body).not.toBe(before.body);
    await second.stop();
    clouds.length = 0;
    rmSync(root, { recursive: true });
  });

  test('ends the process that a killed cloud left behind before it boots again', async () => {
    const root = mkdtempSync(join(tmpdir(), 'cloud-'));
    const first = await start({ root });
    const { instances } = first.world.parts;
    const launched = await instances.launch(specification(first, '#!/bin/bash\nexit 0\n'));
    await until('its end', () => String(instances.console(launched.id)).includes('user data ended'));
    await first.stop();
    clouds.length = 0;
    const orphan = spawn('sleep', ['300'], {
      detached: true,
      env: { PATH: `${join(instances.directory(launched.id), 'bin')}:${process.env['PATH']}` },
      stdio: 'ignore',
    });
    expect(alive(orphan.pid ?? 0)).toBe(true);
    const second = await start({ root });
    expect(alive(orphan.pid ?? 0)).toBe(false);
    await second.stop();
    clouds.length = 0;
    rmSync(root, { recursive: true });
  });
});

describe('the metadata service', () => {
  test('refuses everything without a token, and a token of another instance', async () => {
    const test = await start();
    const { instances } = test.world.parts;
    const [a, b] = await Promise.all([1, 2].map(() => instances.launch(specification(test, '#!/bin/bash\nexit 0\n'))));
    const ask = (id: string | undefined, path: string, headers = {}, method = 'GET') =>
      test.world.imds({ method, path: `/_imds/${id}/latest/${path}`, headers });
    expect(ask(a?.id, 'meta-data/instance-id').status).toBe(401);
    expect(ask(a?.id, 'api/token', {}, 'PUT').status).toBe(400);
    const token = ask(a?.id, 'api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '60' }, 'PUT').body;
    const headers = { 'x-aws-ec2-metadata-token': token };
    expect(ask(a?.id, 'meta-data/instance-id', headers)).toMatchObject({ status: 200, body: a?.id });
    expect(ask(b?.id, 'meta-data/instance-id', headers).status).toBe(401);
    expect(ask(a?.id, 'meta-data/nothing', headers).status).toBe(404);
    expect(ask(a?.id, 'meta-data/tags/instance/', headers).body).toBe('Name');
    expect(JSON.parse(ask(a?.id, 'dynamic/instance-identity/document', headers).body)).toMatchObject({
      instanceId: a?.id,
      region: 'eu-central-1',
    });
    expect(ask(a?.id, 'user-data', headers).body).toBe('#!/bin/bash\nexit 0\n');
  });

  test('gives the credentials of the role in the instance profile', async () => {
    const test = await start();
    const { instances, iam } = test.world.parts;
    iam.profiles.set('web', {
      name: 'web',
      id: 'AIPA1',
      arn: 'arn:aws:iam::000000000000:instance-profile/web',
      path: '/',
      createdAt: 0,
      roles: ['web-role'],
    });
    const { id } = await instances.launch(
      specification(test, '#!/bin/bash\n', { profile: 'web', tokensRequired: false }),
    );
    const ask = (path: string) =>
      test.world.imds({ method: 'GET', path: `/_imds/${id}/latest/${path}`, headers: {} }).body;
    expect(ask('meta-data/iam/security-credentials/')).toBe('web-role');
    expect(JSON.parse(ask('meta-data/iam/security-credentials/web-role'))).toMatchObject({
      Code: 'Success',
      Type: 'AWS-HMAC',
    });
    expect(JSON.parse(ask('meta-data/iam/info'))).toMatchObject({
      InstanceProfileArn: 'arn:aws:iam::000000000000:instance-profile/web',
    });
  });
});

/** Pids of sleeping processes that belong to an instance. */
function sleepers(directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'sleep' &&
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${directory}/bin:`)
        );
      } catch {
        return false;
      }
    });
}
