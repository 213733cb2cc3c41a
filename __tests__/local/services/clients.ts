import { execFile, spawnSync } from 'node:child_process';
import { AwsClient } from 'aws4fetch';

/** Speaks an AWS JSON protocol by hand: for services whose SDK client is not among our dependencies. */
export function jsonClient(endpoint: string, target: string, service: string) {
  const signed = new AwsClient({
    accessKeyId: 'AKIATEST',
    secretAccessKey: 'test',
    service,
    region: 'us-east-1',
    retries: 0,
  });
  return async (operation: string, input: object = {}) => {
    const headers = { 'x-amz-target': `${target}.${operation}`, 'content-type': 'application/x-amz-json-1.0' };
    const answer = await signed.fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
    const body = (await answer.json()) as any;
    if (!answer.ok)
      throw Object.assign(new Error(body.message), {
        name: body.__type,
        query: answer.headers.get('x-amzn-query-error'),
      });
    return body;
  };
}

/** Speaks AWS Query by hand. */
export function queryClient(endpoint: string, version: string, service: string) {
  const signed = new AwsClient({
    accessKeyId: 'AKIATEST',
    secretAccessKey: 'test',
    service,
    region: 'us-east-1',
    retries: 0,
  });
  return async (Action: string, input: Record<string, string> = {}, path = '/') => {
    const body = new URLSearchParams({ Action, Version: version, ...input }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await signed.fetch(`${endpoint}${path}`, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
}

/** Python with boto3, when the machine has it; tests that need it say that they are skipped when it has not. */
export const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;

/** The environment of real clients: keys that mean nothing, and no way to ask for others. */
export const clientEnvironment = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nonexistent',
};

/** Runs a real client beside us, at most 30 s, and returns all that it printed. */
export function runClient(
  command: string,
  words: readonly string[],
  more: Record<string, string> = {},
): Promise<string> {
  return new Promise((resolve) => {
    const options = { env: { ...clientEnvironment, ...more }, timeout: 30_000 };
    execFile(command, [...words], options, (_error, stdout, stderr) => resolve(stderr + stdout));
  });
}
