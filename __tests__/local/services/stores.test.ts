import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestCloud, testCloud } from './cloud.ts';
import { jsonClient } from './clients.ts';

let cloud: TestCloud;
let ssm: SSMClient;

beforeAll(async () => {
  cloud = await testCloud();
  ssm = new SSMClient(cloud.client);
});

afterAll(async () => {
  await cloud[Symbol.asyncDispose]();
  expect(cloud.faults).toEqual([]);
});

const nameOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error) => error.name,
  );

describe('Parameter Store', () => {
  test('keeps versions, and overwrites only when told to', async () => {
    const put = (Value: string, Overwrite?: boolean) =>
      ssm.send(
        new PutParameterCommand({
          Name: '/app/a',
          Value,
          Type: 'String',
          ...(Overwrite !== undefined && { Overwrite }),
        }),
      );
    expect((await put('1')).Version).toBe(1);
    expect(await nameOf(put('2'))).toBe('ParameterAlreadyExists');
    expect((await put('2', true)).Version).toBe(2);
    const read = async (Name: string) => (await ssm.send(new GetParameterCommand({ Name }))).Parameter;
    expect(await read('/app/a')).toMatchObject({
      Value: '2',
      Version: 2,
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/app/a',
    });
    expect((await read('/app/a:1'))?.Value).toBe('1');
    expect((await read('arn:aws:ssm:us-east-1:123456789012:parameter/app/a'))?.Value).toBe('2');
    expect((await read('/app/a'))?.LastModifiedDate).toBeInstanceOf(Date);
    expect(await nameOf(read('/app/a:9'))).toBe('ParameterVersionNotFound');
    expect(await nameOf(read('/none'))).toBe('ParameterNotFound');
  });

  test('shows a secret only to those who ask for it in clear', async () => {
    await ssm.send(new PutParameterCommand({ Name: 'secret', Value: 'hush', Type: 'SecureString' }));
    const read = (WithDecryption: boolean) => ssm.send(new GetParameterCommand({ Name: 'secret', WithDecryption }));
    expect((await read(true)).Parameter?.Value).toBe('hush');
    expect((await read(false)).Parameter?.Value).not.toContain('hush');
  });

  test('reads a path page by page, one level or all of them', async () => {
    for (let i = 0; i < 12; i += 1)
      await ssm.send(new PutParameterCommand({ Name: `/tree/${i}`, Value: 'x', Type: 'String' }));
    await ssm.send(new PutParameterCommand({ Name: '/tree/deep/er', Value: 'x', Type: 'String' }));
    const page = await ssm.send(new GetParametersByPathCommand({ Path: '/tree' }));
    expect(page.Parameters).toHaveLength(10);
    const rest = await ssm.send(new GetParametersByPathCommand({ Path: '/tree', NextToken: page.NextToken }));
    expect(rest.Parameters).toHaveLength(2);
    const all = await ssm.send(
      new GetParametersByPathCommand({ Path: '/tree/', Recursive: true, MaxResults: 20 } as never),
    );
    expect(all.Parameters).toHaveLength(13);
  });

  test('has the images of Amazon under their public names, which nobody else may use', async () => {
    const names = ['x86_64', 'arm64'].map(
      (kind) => `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${kind}`,
    );
    const { Parameters, InvalidParameters } = await ssm.send(
      new GetParametersCommand({ Names: [...names, '/aws/none'] }),
    );
    expect(Parameters?.map(({ Value }) => Value)).toEqual([
      expect.stringMatching(/^ami-[0-9a-f]{17}$/),
      expect.stringMatching(/^ami-/),
    ]);
    expect(InvalidParameters).toEqual(['/aws/none']);
    expect(await nameOf(ssm.send(new PutParameterCommand({ Name: '/aws/mine', Value: 'x', Type: 'String' })))).toBe(
      'AccessDeniedException',
    );
    expect(await nameOf(ssm.send(new DeleteParameterCommand({ Name: names[0] })))).toBe('ParameterNotFound');
  });
});

describe('STS', () => {
  test('tells who a key stands for', async () => {
    const sts = new STSClient(cloud.client);
    expect((await sts.send(new GetCallerIdentityCommand())).Arn).toBe('arn:aws:iam::123456789012:root');
    const RoleArn = 'arn:aws:iam::123456789012:role/path/deployer';
    const { Credentials, AssumedRoleUser } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'run' }));
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    const role = new STSClient({
      ...cloud.client,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    const { Arn } = await role.send(new GetCallerIdentityCommand());
    expect([Arn, AssumedRoleUser?.Arn]).toEqual(Array(2).fill('arn:aws:sts::123456789012:assumed-role/deployer/run'));
  });

  test('gives a role for a token of GitHub, to a request that nobody signed', async () => {
    const claims = {
      sub: 'repo:a/b:ref:refs/heads/main',
      aud: 'sts.amazonaws.com',
      iss: 'https://token.actions.githubusercontent.com',
    };
    const WebIdentityToken = ['{}', JSON.stringify(claims), 'x']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
    const sts = new STSClient(cloud.client);
    const input = { RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 'ci', WebIdentityToken };
    const answer = await sts.send(new AssumeRoleWithWebIdentityCommand(input));
    expect(answer).toMatchObject({ SubjectFromWebIdentityToken: claims.sub, Audience: claims.aud });
    const bad = sts.send(new AssumeRoleWithWebIdentityCommand({ ...input, WebIdentityToken: 'junk' }));
    expect(await nameOf(bad)).toMatch(/^InvalidIdentityToken/);
  });
});

describe('Secrets Manager', () => {
  test('moves the labels with each value, and keeps the name of a deleted secret taken', async () => {
    const secrets = jsonClient(cloud.endpoint, 'secretsmanager', 'secretsmanager');
    const { ARN } = await secrets('CreateSecret', { Name: 'db', SecretString: 'one' });
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:db-\w{6}$/);
    await secrets('PutSecretValue', { SecretId: ARN, SecretString: 'two' });
    expect((await secrets('GetSecretValue', { SecretId: 'db' })).SecretString).toBe('two');
    expect((await secrets('GetSecretValue', { SecretId: 'db', VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('one');
    await secrets('DeleteSecret', { SecretId: 'db' });
    expect(await nameOf(secrets('GetSecretValue', { SecretId: 'db' }))).toBe('InvalidRequestException');
    expect(await nameOf(secrets('CreateSecret', { Name: 'db', SecretString: 'x' }))).toBe('InvalidRequestException');
    await secrets('DeleteSecret', { SecretId: 'db', ForceDeleteWithoutRecovery: true });
    expect(await nameOf(secrets('GetSecretValue', { SecretId: 'db' }))).toBe('ResourceNotFoundException');
    await secrets('CreateSecret', { Name: 'db', SecretString: 'new' });
  });
});

describe('references of templates', () => {
  test('lead to parameters and secrets', async () => {
    await ssm.send(new PutParameterCommand({ Name: '/ref/a', Value: 'v1', Type: 'String' }));
    const secrets = jsonClient(cloud.endpoint, 'secretsmanager', 'secretsmanager');
    const { ARN } = await secrets('CreateSecret', { Name: 'ref', SecretString: '{"user":"u"}' });
    const { resolve } = cloud.wired;
    expect(resolve({ service: 'ssm', name: '/ref/a:1' })).toBe('v1');
    expect(resolve({ service: 'ssm', name: '/ref/none' })).toBeUndefined();
    expect(resolve({ service: 'secretsmanager', name: 'ref:SecretString:user' })).toBe('u');
    expect(resolve({ service: 'secretsmanager', name: `${ARN}:SecretString:user::` })).toBe('u');
    expect(resolve({ service: 'secretsmanager', name: ARN })).toBe('{"user":"u"}');
  });
});
