import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import { openCloud, type OpenCloud } from '../../../src/local/cloud.ts';

const has = (...names: string[]) => names.some((name) => spawnSync(name, ['--version']).status === 0);
const hasServer = has('mariadbd', 'mysqld') && has('mariadb', 'mysql');
if (!hasServer) console.warn('SKIPPED: this machine has no MariaDB or MySQL, or no command line of it.');
const tool = has('mariadb') ? 'mariadb' : 'mysql';

const root = mkdtempSync(join(tmpdir(), 'cloud-mysql-'));
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const region = 'us-east-1';
const lines: string[] = [];
let cloud: OpenCloud;
let client: CloudFormationClient;

async function open(): Promise<void> {
  cloud = await openCloud({ port: 0, state: join(root, 'state'), scale: 20, region, log: (line) => lines.push(line) });
  client = new CloudFormationClient({ endpoint: cloud.endpoint, region, credentials });
}

type Outputs = Readonly<Record<string, string>>;

async function create(name: string, properties: object): Promise<Outputs> {
  const common = { DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', ManageMasterUserPassword: true };
  const Database = {
    Type: 'AWS::RDS::DBInstance',
    DeletionPolicy: 'Snapshot',
    Properties: { ...common, Engine: 'mariadb', EngineVersion: '11.4', ...properties },
  };
  const output = (...path: string[]) => ({ Value: { 'Fn::GetAtt': ['Database', path.join('.')] } });
  const Outputs = {
    Host: output('Endpoint', 'Address'),
    Port: output('Endpoint', 'Port'),
    Secret: output('MasterUserSecret', 'SecretArn'),
    Id: { Value: { Ref: 'Database' } },
  };
  const TemplateBody = JSON.stringify({ Resources: { Database }, Outputs });
  await client.send(new CreateStackCommand({ StackName: name, TemplateBody }));
  const status = await settled(name);
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
  const failures = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect([status, failures.map(({ ResourceStatusReason }) => ResourceStatusReason)]).toEqual(['CREATE_COMPLETE', []]);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
  return Object.fromEntries(Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? []);
}

async function settled(name: string): Promise<string> {
  for (;;) {
    const answer = await client.send(new DescribeStacksCommand({ StackName: name })).catch(() => undefined);
    const status = answer?.Stacks?.[0]?.StackStatus ?? 'DELETE_COMPLETE';
    if (!status.endsWith('_IN_PROGRESS')) return status;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ask(service: string, target: string, input: object) {
  const signed = new AwsClient({ ...credentials, region, service, retries: 0 });
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const answer = await signed.fetch(`${cloud.endpoint}/`, { method: 'POST', headers, body: JSON.stringify(input) });
  return (await answer.json()) as Record<string, string>;
}

function rds(request: string): Promise<Response> {
  const signed = new AwsClient({ ...credentials, region, service: 'rds', retries: 0 });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return signed.fetch(`${cloud.endpoint}/`, { method: 'POST', headers, body: `${request}&Version=2014-10-31` });
}

async function secretOf(outputs: Outputs): Promise<{ readonly username: string; readonly password: string }> {
  const { SecretString } = await ask('secretsmanager', 'secretsmanager.GetSecretValue', {
    SecretId: outputs['Secret'],
  });
  return JSON.parse(SecretString ?? '{}');
}

/** Speaks SQL as the master user; `tls` as the command line takes it. */
async function sql(outputs: Outputs, text: string, tls = proven, former?: string): Promise<string> {
  const { username, password } = await secretOf(outputs);
  const url = `${cloud.endpoint}/_beanpole/truststore/${region}/${region}-bundle.pem`;
  writeFileSync(join(root, 'bundle.pem'), await (await fetch(url)).text());
  const place = ['--protocol=tcp', `--host=${outputs['Host']}`, `--port=${outputs['Port']}`, `--user=${username}`];
  const words = ['--no-defaults', ...place, ...tls, '--batch', '--skip-column-names', '-e', text, 'shop'];
  const env = { ...process.env, MYSQL_PWD: former ?? password };
  return (await promisify(execFile)(tool, words, { env, timeout: 60_000 })).stdout.trim();
}

const ca = `--ssl-ca=${join(root, 'bundle.pem')}`;
const proven = tool === 'mariadb' ? [ca, '--ssl-verify-server-cert'] : [ca, '--ssl-mode=VERIFY_IDENTITY'];
const plain = tool === 'mariadb' ? ['--skip-ssl'] : ['--ssl-mode=DISABLED'];

(hasServer ? describe : describe.skip)('AWS::RDS::DBInstance of MariaDB or MySQL', () => {
  beforeAll(open, 60_000);
  afterAll(async () => {
    await cloud.stop();
    rmSync(root, { recursive: true, force: true });
  }, 30_000);

  let first: Outputs = {};

  test('is a real one, whose password only its secret knows, and that nobody reaches without TLS', async () => {
    first = await create('one', { MasterUsername: 'app', DBName: 'shop' });
    expect(await sql(first, "CREATE TABLE t (v text); INSERT INTO t VALUES ('kept'); SELECT v FROM t")).toBe('kept');
    await expect(sql(first, 'SELECT 1', plain)).rejects.toThrow(/secure[_ ]transport|Access denied/i);
    expect(lines.join('\n')).toMatch(/is served by (?:MariaDB|MySQL) .* in place of mariadb 11.4/);
  }, 180_000);

  test('outlives a restart of the cloud', async () => {
    await cloud.stop();
    await open();
    expect(await sql(first, 'SELECT v FROM t')).toBe('kept');
  }, 180_000);

  test('gets another password when RDS rotates it, and the one before is worth nothing', async () => {
    const before = await secretOf(first);
    const rotation = `Action=ModifyDBInstance&DBInstanceIdentifier=${first['Id']}&RotateMasterUserPassword=true`;
    expect((await rds(rotation)).status).toBe(400);
    expect((await rds(`${rotation}&ApplyImmediately=true`)).status).toBe(200);
    expect((await secretOf(first)).password).not.toBe(before.password);
    expect(await sql(first, 'SELECT v FROM t')).toBe('kept');
    await expect(sql(first, 'SELECT 1', proven, before.password)).rejects.toThrow(/Access denied/);
  }, 180_000);

  test('leaves a last snapshot, and another database is restored from it with a password of its own', async () => {
    const before = await secretOf(first);
    await client.send(new DeleteStackCommand({ StackName: 'one' }));
    expect(await settled('one')).toBe('DELETE_COMPLETE');
    const answer = await (await rds('Action=DescribeDBSnapshots')).text();
    const [, snapshot = ''] = /<DBSnapshotIdentifier>([^<]+)</.exec(answer) ?? [];
    const second = await create('two', { DBSnapshotIdentifier: snapshot });
    expect(await sql(second, 'SELECT v FROM t')).toBe('kept');
    expect((await secretOf(second)).password).not.toBe(before.password);
  }, 240_000);
});
