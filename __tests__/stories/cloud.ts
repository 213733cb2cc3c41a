import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AwsClient } from 'aws4fetch';

/** Services that this repository has no client of, and the version of their query protocol. */
const queryVersions = {
  ec2: '2016-11-15',
  elasticloadbalancing: '2015-12-01',
  iam: '2010-05-08',
  rds: '2014-10-31',
  sns: '2010-03-31',
} as const;

/** A look into the local cloud from outside of the action: through AWS's own clients, and over the wire where there is none. */
export function lookInto(endpoint: string) {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const region = 'us-east-1';
  const connection = { endpoint, region, credentials };
  const cloudFormation = new CloudFormationClient(connection);
  const autoScaling = new AutoScalingClient(connection);
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  const ssm = new SSMClient(connection);
  const signed = new AwsClient({ ...credentials, region, retries: 0 });

  const send = async (service: string, headers: Record<string, string>, body: string): Promise<string> => {
    const answer = await signed.fetch(`${endpoint}/`, { method: 'POST', headers, body, aws: { service, region } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
    return text;
  };
  /** A call in the query protocol; its answer is XML. */
  const query = (
    service: keyof typeof queryVersions,
    Action: string,
    parameters: Readonly<Record<string, string>> = {},
  ) =>
    send(
      service,
      { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      new URLSearchParams({ Action, Version: queryVersions[service], ...parameters }).toString(),
    );

  const stack = async (name: string) => {
    const answer = await cloudFormation.send(new DescribeStacksCommand({ StackName: name })).catch(() => undefined);
    const found = answer?.Stacks?.[0];
    return (
      found && {
        id: found.StackId ?? '',
        status: found.StackStatus ?? '',
        outputs: Object.fromEntries(
          found.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue ?? '']) ?? [],
        ),
        parameters: Object.fromEntries(
          found.Parameters?.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue ?? '']) ?? [],
        ),
        tags: Object.fromEntries(found.Tags?.map(({ Key, Value }) => [Key, Value ?? '']) ?? []),
      }
    );
  };
  const output = async (name: string, key: string): Promise<string> => (await stack(name))?.outputs[key] ?? '';
  const bucket = (application: string) => output(application, 'ArtifactBucket');
  return {
    connection,
    cloudFormation,
    autoScaling,
    s3,
    ssm,
    query,
    stack,
    output,
    /** A call to Secrets Manager. */
    secrets: (action: string, input: object) =>
      send(
        'secretsmanager',
        { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `secretsmanager.${action}` },
        JSON.stringify(input),
      ),
    /** A call to CloudWatch Logs. */
    logs: async <T>(action: string, input: object): Promise<T> =>
      JSON.parse(
        await send(
          'logs',
          { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${action}` },
          JSON.stringify(input),
        ),
      ) as T,
    /** The snapshot of a database, as RDS tells it. */
    snapshotOf: async (id: string): Promise<string> =>
      valuesOf(await query('rds', 'DescribeDBSnapshots', { DBInstanceIdentifier: id }), 'DBSnapshotIdentifier')[0] ??
      '',
    template: async (name: string): Promise<string> =>
      (await cloudFormation.send(new GetTemplateCommand({ StackName: name }))).TemplateBody ?? '',
    resources: async (name: string) =>
      (await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: name }))).StackResources ?? [],
    /** The group of an environment's compute stack, as Auto Scaling tells it. */
    group: async (computeStack: string) => {
      const name = await output(computeStack, 'AutoScalingGroupName');
      const answer = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
      const [found] = answer.AutoScalingGroups ?? [];
      if (found === undefined) throw new Error(`There is no group of ${computeStack}.`);
      return found;
    },
    /** States of the targets of a target group, as the load balancer tells them. */
    targets: async (arn: string): Promise<readonly string[]> =>
      valuesOf(await query('elasticloadbalancing', 'DescribeTargetHealth', { TargetGroupArn: arn }), 'State'),
    keys: async (application: string, prefix = ''): Promise<readonly string[]> => {
      const listed = await s3.send(new ListObjectsV2Command({ Bucket: await bucket(application), Prefix: prefix }));
      return listed.Contents?.map(({ Key }) => Key ?? '') ?? [];
    },
    object: async (application: string, key: string): Promise<Uint8Array> => {
      const answer = await s3.send(new GetObjectCommand({ Bucket: await bucket(application), Key: key }));
      return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
    },
  };
}

export type Look = ReturnType<typeof lookInto>;

/** Stands before the local cloud and notes which operations are asked of it. */
export async function overhear(endpoint: string) {
  const heard: string[] = [];
  const { port } = new URL(endpoint);
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const onward = request({ host: '127.0.0.1', port, method, path, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    const pieces: Buffer[] = [];
    asked.on('data', (piece: Buffer) => {
      pieces.push(piece);
      onward.write(piece);
    });
    asked.on('end', () => {
      onward.end();
      heard.push(
        operationOf({ method, path, target: headers['x-amz-target'] }, Buffer.concat(pieces).toString('latin1')),
      );
    });
    onward.on('error', () => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What was heard since the last time. */
    take: () => heard.splice(0),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Asked {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly target?: string | string[] | undefined;
}

/** The name of an operation, by whichever protocol it is asked; of S3, method and path. */
function operationOf({ method = '', path = '', target }: Asked, body: string): string {
  if (target !== undefined) return String(target).split('.').at(-1) ?? '';
  return /\/operation\/(\w+)/.exec(path)?.[1] ?? new URLSearchParams(body).get('Action') ?? `${method} ${path}`;
}

/** The texts of all elements of a name. */
export function valuesOf(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);
}

/** Asks until the answer is as wanted; the last answer, when it never is. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, limitMs = 15_000): Promise<T> {
  for (const end = Date.now() + limitMs; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) return answer;
  }
}
