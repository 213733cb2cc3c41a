import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clients } from '../../../src/aws/clients.ts';

/** One request as it came over the wire: the fields of a Query request, or the JSON of a JSON request as `body`. */
export interface Received {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** An AWS endpoint on loopback that answers what a test has written by hand, after AWS's API reference. */
export interface Loopback {
  readonly clients: Clients;
  readonly received: Received[];
  /** Answers to the next requests of one action, in order; the last one is repeated. */
  answer(action: string, ...answers: readonly Answer[]): void;
  close(): Promise<void>;
}

export async function loopback(): Promise<Loopback> {
  const received: Received[] = [];
  const answers = new Map<string, Answer[]>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      const target = String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1);
      const action = fields['Action'] || target || `${request.method} ${request.url}`;
      received.push({ action, fields, body, headers: request.headers });
      const planned = answers.get(action) ?? [];
      const {
        status = 200,
        type = 'text/xml',
        body: text,
      } = (planned.length > 1 ? planned.shift() : planned[0]) ?? unknown(action);
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clients = await clientsFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    clients,
    received,
    answer: (action, ...given) => void answers.set(action, [...given]),
    close: () => close(server),
  };
}

/** A Query error as AWS writes it. */
export function queryError(code: string, message: string, status = 400): Answer {
  const body = `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
  <RequestId>4af14eec-350b-11e4-b260-EXAMPLE</RequestId></ErrorResponse>`;
  return { status, body };
}

/** A Query result as AWS writes it. */
export function queryResult(action: string, result: string): Answer {
  return {
    body: `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <${action}Result>${result}</${action}Result>
  <ResponseMetadata><RequestId>b9b4b068-3a41-11e5-94eb-example</RequestId></ResponseMetadata></${action}Response>`,
  };
}

function unknown(action: string): Answer {
  return queryError('InvalidAction', `Could not find operation ${action} for version 2010-05-15`);
}

async function clientsFor(endpoint: string): Promise<Clients> {
  const configuration = {
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  };
  const { AutoScalingClient } = await import('@aws-sdk/client-auto-scaling');
  const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation');
  const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
  const { S3Client } = await import('@aws-sdk/client-s3');
  const { SSMClient } = await import('@aws-sdk/client-ssm');
  const { STSClient } = await import('@aws-sdk/client-sts');
  const cloudFormation = new CloudFormationClient(configuration);
  const autoScaling = new AutoScalingClient(configuration);
  const cloudWatch = new CloudWatchClient(configuration);
  const s3 = new S3Client({ ...configuration, forcePathStyle: true });
  const ssm = new SSMClient(configuration);
  const sts = new STSClient(configuration);
  return {
    cloudFormation: async () => cloudFormation,
    autoScaling: async () => autoScaling,
    cloudWatch: async () => cloudWatch,
    s3: async () => s3,
    ssm: async () => ssm,
    sts: async () => sts,
    endpointOf: () => endpoint,
    signal: undefined,
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
