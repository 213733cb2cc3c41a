import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';

/** What all clients share. */
export interface Connection {
  readonly region: string;
  /** Beanpole's own version, for the user agent that CloudTrail shows. */
  readonly version: string;
  /** Where AWS is answered for, when it is not AWS: `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string;
  /** Milliseconds that one attempt of a request may be silent. */
  readonly requestMs?: number;
  /** Ends every request that is under way; its reason is what the request then rejects with. */
  readonly signal?: AbortSignal;
}

/** One client for each service, made and its code loaded at the first use: a run that only plans starts without them. */
export interface Clients {
  autoScaling(): Promise<AutoScalingClient>;
  cloudFormation(): Promise<CloudFormationClient>;
  cloudWatch(): Promise<CloudWatchClient>;
  s3(): Promise<S3Client>;
  ssm(): Promise<SSMClient>;
  sts(): Promise<STSClient>;
}

/** Makes the clients. Credentials come from the SDK's own chain: environment, web identity, profile, container, instance. */
export function makeClients(connection: Connection): Clients {
  const configuration = configurationOf(connection);
  return {
    autoScaling: once(async () => {
      const { AutoScalingClient } = await import('@aws-sdk/client-auto-scaling');
      return ending(new AutoScalingClient(configuration), connection.signal);
    }),
    cloudFormation: once(async () => {
      const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation');
      return ending(new CloudFormationClient(configuration), connection.signal);
    }),
    cloudWatch: once(async () => {
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      return ending(new CloudWatchClient(configuration), connection.signal);
    }),
    s3: once(async () => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      // The bucket as a part of the host name needs a wildcard DNS name, which an endpoint on loopback has not.
      const s3 = new S3Client({ ...configuration, forcePathStyle: connection.endpoint !== undefined });
      return ending(s3, connection.signal);
    }),
    ssm: once(async () => {
      const { SSMClient } = await import('@aws-sdk/client-ssm');
      return ending(new SSMClient(configuration), connection.signal);
    }),
    sts: once(async () => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      return ending(new STSClient(configuration), connection.signal);
    }),
  };
}

/**
 * Ten attempts with adaptive back-off: CloudFormation throttles a whole account, and a deploy must outlast that. No request waits for ever:
 * the SDK's own default is to wait without a limit.
 */
function configurationOf({ region, version, endpoint, requestMs = 60_000 }: Connection) {
  return {
    region,
    maxAttempts: 10,
    retryMode: 'adaptive',
    customUserAgent: [['beanpole', version] as [string, string]],
    requestHandler: { connectionTimeout: 10_000, socketTimeout: requestMs },
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

type Send = (command: unknown, options?: object) => Promise<unknown>;

/** A client whose requests end when the run is cancelled: one that is silent, or rests between two attempts, would hold the run for minutes. */
function ending<C extends { send: unknown }>(client: C, signal: AbortSignal | undefined): C {
  if (signal === undefined) return client;
  const send = client.send as Send;
  const ended: Send = async (command, options) => {
    signal.throwIfAborted();
    let abort = () => {};
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(signal.reason);
    });
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([aborted, send.call(client, command, { abortSignal: signal, ...options })]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
  client.send = ended;
  return client;
}
