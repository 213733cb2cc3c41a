import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import { bounded } from './bounded.ts';

/** What all clients share. */
export interface Connection {
  readonly region: string;
  /** Beanpole's own version, for the user agent that CloudTrail shows. */
  readonly version: string;
  /** Where AWS is answered for, when it is not AWS: `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string;
  /** Milliseconds that one attempt of a request may be silent. */
  readonly requestMs?: number;
  /** Ends the requests that are under way: the run is cancelled, or its time is over. */
  readonly signal?: AbortSignal;
  /** Told of every request that goes out, repeated ones included. */
  readonly onCall?: () => void;
  /** Instead of those that the SDK finds. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** One client for each service, made and its code loaded at the first use: a run that only plans starts without them. */
export interface Clients {
  autoScaling(): Promise<AutoScalingClient>;
  cloudFormation(): Promise<CloudFormationClient>;
  cloudWatch(): Promise<CloudWatchClient>;
  s3(): Promise<S3Client>;
  ssm(): Promise<SSMClient>;
  sts(): Promise<STSClient>;
  /** Where a service is asked for which there is no client here, by the first word of its host name. */
  endpointOf(service: string): string;
  /** Ends the requests that are under way. */
  readonly signal: AbortSignal | undefined;
}

/** Makes the clients. Credentials come from the SDK's own chain unless they are given: environment, web identity, profile, container, instance. */
export function makeClients(connection: Connection): Clients {
  const configuration = configurationOf(connection);
  return {
    autoScaling: once(async () => {
      const { AutoScalingClient } = await import('@aws-sdk/client-auto-scaling');
      return watched(new AutoScalingClient(configuration), connection);
    }),
    cloudFormation: once(async () => {
      const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation');
      return watched(new CloudFormationClient(configuration), connection);
    }),
    cloudWatch: once(async () => {
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      return watched(new CloudWatchClient(configuration), connection);
    }),
    s3: once(async () => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      // The bucket as a part of the host name needs a wildcard DNS name, which an endpoint on loopback has not.
      const forcePathStyle = connection.endpoint !== undefined;
      // To ask before every part of an upload whether it may be sent costs a round trip each; that the bucket is ours is known by then.
      const s3 = { ...configuration, forcePathStyle, expectContinueHeader: false };
      return watched(new S3Client(s3), connection);
    }),
    ssm: once(async () => {
      const { SSMClient } = await import('@aws-sdk/client-ssm');
      return watched(new SSMClient(configuration), connection);
    }),
    sts: once(async () => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      return watched(new STSClient(configuration), connection);
    }),
    signal: connection.signal,
    endpointOf: (service) => {
      const { endpoint, region } = connection;
      return endpoint ?? `https://${service}.${region}.${domainOf(region)}/`;
    },
  };
}

/** China's partition has a domain of its own. */
export function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/**
 * Ten attempts with adaptive back-off and jitter: CloudFormation throttles a whole account, and a deploy must outlast that. No attempt waits for ever:
 * the SDK's own default is to wait without a limit. All attempts together end with the run.
 */
function configurationOf({ region, version, endpoint, requestMs = 60_000, credentials }: Connection) {
  return {
    region,
    maxAttempts: 10,
    retryMode: 'adaptive',
    customUserAgent: [['beanpole', version] as [string, string]],
    requestHandler: { connectionTimeout: 10_000, socketTimeout: requestMs },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** A client whose requests are told, below the retries, so that each try counts; and which end when the run does. */
function watched<C extends { readonly middlewareStack: object }>(client: C, { onCall, signal }: Connection): C {
  if (signal !== undefined) bound(client as unknown as S3Client, signal);
  const stack = client.middlewareStack as S3Client['middlewareStack'];
  stack.add(
    (next) => (request) => {
      onCall?.();
      return next(request);
    },
    { step: 'finalizeRequest', name: 'countCalls', priority: 'low' },
  );
  return client;
}

/** Around the retries, so that their pauses are bounded too. */
function bound(client: S3Client, run: AbortSignal): void {
  const send = client.send.bind(client) as (command: unknown, options: object) => Promise<unknown>;
  const inTime = (command: unknown, options: { readonly abortSignal?: AbortSignal } = {}) =>
    bounded(run, (own) => {
      const abortSignal = options.abortSignal === undefined ? own : AbortSignal.any([own, options.abortSignal]);
      return send(command, { ...options, abortSignal });
    });
  client.send = inTime as S3Client['send'];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (request) => {
        if (!lastWords.test(commandName)) run.throwIfAborted();
        return next(request);
      },
    { step: 'initialize', name: 'changeNothingAfterTheEnd' },
  );
}

/** What a run that is over may still ask: how things stand, and that its own update or upload be undone. Nothing else is begun any more. */
const lastWords = /^(Abort|Cancel|Describe|Get|Head|List)/;

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
