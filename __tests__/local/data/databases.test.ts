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
import { openCloud, type OpenCloud } from '../../../src/local/cloud.ts';
import { AwsClient } from 'aws4fetch';

const hasPostgres = ['postgres', 'psql'].every((name) => spawnSync(name, ['--version']).status === 0);
if (!hasPostgres) console.warn('SKIPPED: this machine has no postgres and psql; what a missing engine does is tested.');
const hasAws = spawnSync('aws', ['--version']).status === 0;
if (!hasAws) console.warn('SKIPPED: the aws command line is not on this machine.');
const ifPostgres = hasPostgres ? test : test.skip;

const root = mkdtempSync(join(tmpdir(), 'cloud-'));
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const region = 'us-east-1';
const lines: string[] = [];
let cloud: OpenCloud;
let client: CloudFormationClient;

/** A template with one database. */
function databaseOf(properties: object, policy = 'Snapshot') {
  const Properties = {
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: '20',
    ManageMasterUserPassword: true,
    ...properties,
  };
  return {
    Resources: { Database: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: policy, Properties } },
    Outputs: {
      Id: { Value: { Ref: 'Database' } },
      Host: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] } },
      Port: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] } },
      Secret: { Value: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } },
    },
  };
}

const fresh = { Engine: 'postgres', EngineVersion: '17', MasterUsername: 'app', DBName: 'shop' };

async function open(): Promise<void> {
  cloud = await openCloud({ port: 0, state: join(root, 'state'), scale: 20, region, log: (line) => lines.push(line) });
  client = new CloudFormationClient({ endpoint: cloud.endpoint, region, credentials });
}

async function create(name: string, template: object): Promise<Readonly<Record<string, string>>> {
  await client.send(new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }));
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

async function secretOf(id: string): Promise<{ readonly username: string; readonly password: string }> {
  const signed = new AwsClient({ ...credentials, region, service: 'secretsmanager', retries: 0 });
  const answer = await signed.fetch(`${cloud.endpoint}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: JSON.stringify({ SecretId: id }),
  });
  return JSON.parse(((await answer.json()) as { SecretString: string }).SecretString);
}

/** Speaks SQL as the master user, over TLS that is proved by what the truststore gives. */
async function sql(outputs: Readonly<Record<string, string>>, text: string, mode = 'verify-full'): Promise<string> {
  const { username, password } = await secretOf(outputs['Secret'] ?? '');
  const bundle = join(root, 'bundle.pem');
  const url = `${cloud.endpoint}/_beanpole/truststore/${region}/${region}-bundle.pem`;
  writeFileSync(bundle, await (await fetch(url)).text());
  const where = `host=${outputs['Host']} port=${outputs['Port']} dbname=shop user=${username} sslmode=${mode} sslrootcert=${bundle}`;
  const env = { ...process.env, PGPASSWORD: password };
  const { stdout } = await promisify(execFile)('psql', ['-XAtqc', text, where], { env, timeout: 60_000 });
  return stdout.trim();
}

async function aws(...words: readonly string[]) {
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const all = [...words, '--endpoint-url', cloud.endpoint, '--output', 'json'];
  return JSON.parse((await promisify(execFile)('aws', all, { env, timeout: 60_000 })).stdout);
}

describe('AWS::RDS::DBInstance', () => {
  beforeAll(open, 60_000);
  afterAll(async () => {
    await cloud.stop();
    rmSync(root, { recursive: true, force: true });
  }, 30_000);

  let first: Readonly<Record<string, string>> = {};
  let snapshot = '';

  ifPostgres(
    'is a real PostgreSQL, whose password only its secret knows, and that nobody reaches without TLS',
    async () => {
      first = await create('one', databaseOf(fresh));
      expect(await sql(first, "CREATE TABLE t (v text); INSERT INTO t VALUES ('kept'); SELECT v FROM t")).toBe('kept');
      expect(await sql(first, 'SELECT usesuper, usecreatedb FROM pg_user WHERE usename = current_user')).toBe('f|t');
      await expect(sql(first, 'SELECT 1', 'disable')).rejects.toThrow(/no pg_hba.conf entry|no encryption/);
      expect(first['Secret']).toMatch(/:secret:rds!db-/);
      expect(lines.join('\n')).toMatch(/is served by PostgreSQL .* in place of postgres 17/);
    },
    120_000,
  );

  ifPostgres(
    'outlives a restart of the cloud',
    async () => {
      await cloud.stop();
      await open();
      expect(await sql(first, 'SELECT v FROM t')).toBe('kept');
    },
    120_000,
  );

  (hasPostgres && hasAws ? test : test.skip)(
    'is shown by the aws command line',
    async () => {
      const { DBInstances } = await aws('rds', 'describe-db-instances', '--db-instance-identifier', first['Id'] ?? '');
      expect(DBInstances).toMatchObject([
        {
          Engine: 'postgres',
          EngineVersion: '17',
          DBInstanceStatus: 'available',
          DBName: 'shop',
          Endpoint: { Address: '127.0.0.1', Port: Number(first['Port']) },
          MasterUserSecret: { SecretArn: first['Secret'] },
        },
      ]);
      await expect(aws('rds', 'describe-db-instances', '--db-instance-identifier', 'nobody')).rejects.toThrow(
        'DBInstanceNotFound',
      );
    },
    120_000,
  );

  ifPostgres(
    'leaves a last snapshot where the policy says so, and another database is restored from it with a password of its own',
    async () => {
      await client.send(new DeleteStackCommand({ StackName: 'one' }));
      expect(await settled('one')).toBe('DELETE_COMPLETE');
      await expect(sql(first, 'SELECT 1')).rejects.toThrow();
      const signed = new AwsClient({ ...credentials, region, service: 'rds', retries: 0 });
      const body = new URLSearchParams({
        Action: 'DescribeDBSnapshots',
        Version: '2014-10-31',
        DBInstanceIdentifier: first['Id'] ?? '',
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await signed.fetch(`${cloud.endpoint}/`, { method: 'POST', headers, body: body.toString() });
      const shown = await answer.text();
      snapshot = /<DBSnapshotIdentifier>([^<]+)/.exec(shown)?.[1] ?? '';
      expect(snapshot).toMatch(/^one-snapshot-database-/);
      const second = await create('two', databaseOf({ DBSnapshotIdentifier: snapshot }, 'Delete'));
      expect(second['Secret']).not.toBe(first['Secret']);
      expect(await sql(second, 'SELECT v FROM t')).toBe('kept');
    },
    120_000,
  );

  test.each([
    ['sqlserver-ex', 'This machine has no SQL Server'],
    ['oracle-se2', 'This machine has no Oracle'],
    ['cobol-db', 'Invalid DB engine: cobol-db'],
  ])(
    'of the engine %s fails, and says why',
    async (Engine, reason) => {
      const name = `none-${Engine}`;
      const template = databaseOf({ Engine, EngineVersion: '1', MasterUsername: 'app' });
      await client.send(new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }));
      expect(await settled(name)).toBe('ROLLBACK_COMPLETE');
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
      const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
      expect(failed?.ResourceStatusReason).toContain(reason);
    },
    60_000,
  );

  ifPostgres(
    'is not deleted while it is protected',
    async () => {
      await create('guarded', databaseOf({ ...fresh, DeletionProtection: true }));
      await client.send(new DeleteStackCommand({ StackName: 'guarded' }));
      expect(await settled('guarded')).toBe('DELETE_FAILED');
    },
    120_000,
  );
});
