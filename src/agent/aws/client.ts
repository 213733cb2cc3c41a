import { AwsV4Signer } from 'aws4fetch';
import type { Clock } from '../clock.ts';
import { persist } from '../persist.ts';
import type { Credentials } from './credentials.ts';
import { refusal, transientPatience } from './refusal.ts';

export type ServiceName =
  | 'autoscaling'
  | 'cloudformation'
  | 'ec2'
  | 'elasticloadbalancing'
  | 'logs'
  | 's3'
  | 'secretsmanager'
  | 'sqs'
  | 'ssm';

export interface AwsRequest {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** How long which error is worth another attempt; by default what is transient. */
  readonly patience?: (error: unknown) => number;
  /** AWS milliseconds of silence after which an attempt has failed, where that is not the usual. */
  readonly silenceMs?: number;
  /** Breaks the attempt off. */
  readonly signal?: AbortSignal;
}

/** Takes the answer in. `alive` is called whenever something arrives: only silence has a limit, not size. */
export type Intake<T> = (response: Response, alive: () => void) => Promise<T>;

/** Signed calls to AWS, each attempt with a time-out, with a bounded number of attempts. */
export interface Aws {
  /** `https://ssm.eu-west-1.amazonaws.com`, or the one endpoint that stands for all. */
  endpoint(service: ServiceName): string;
  /** Where a bucket's keys hang: path style under a custom endpoint, which has no name for each bucket. */
  bucket(name: string): string;
  /** Throws AwsRefusal when AWS answers with an error. */
  send<T>(request: AwsRequest, take: Intake<T>): Promise<T>;
}

export interface AwsAccess {
  readonly region: string;
  /** `AWS_ENDPOINT_URL`. */
  readonly endpoint: string | undefined;
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
}

const silenceMs = 15_000;
/** Real milliseconds: a local cloud shares a busy machine with all of its instances, however fast its time runs. */
const leastSilenceMs = 5_000;

export function awsClient({ region, endpoint, credentials, clock }: AwsAccess): Aws {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const own = endpoint?.replace(/\/$/, '');
  // Keys derived from the credentials are the same all day long: by service, made once.
  const cache = new Map<string, ArrayBuffer>();
  return {
    endpoint: (service) => own ?? `https://${service}.${region}.${domain}`,
    bucket: (name) => (own === undefined ? `https://${name}.s3.${region}.${domain}` : `${own}/${name}`),
    send: (request, take) => {
      const attempt = async () =>
        exchange(await signed(request, { region, cache, credentials: await credentials() }), take, {
          clock,
          ...request,
        });
      return persist(clock, attempt, request.patience ?? transientPatience);
    },
  };
}

type Signed = Pick<RequestInit, 'method' | 'headers' | 'body'> & { readonly url: URL };

interface Signing {
  readonly region: string;
  readonly credentials: Credentials;
  readonly cache: Map<string, ArrayBuffer>;
}

async function signed(request: AwsRequest, { region, credentials, cache }: Signing): Promise<Signed> {
  const { service, method, url, headers = {}, body } = request;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new AwsV4Signer({
    service,
    region,
    cache,
    method,
    url,
    headers: { ...headers },
    ...(body !== undefined && { body }),
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
  });
  const { method: signedMethod, url: signedUrl, headers: signedHeaders } = await signer.sign();
  return { method: signedMethod, url: signedUrl, headers: signedHeaders, ...(body !== undefined && { body }) };
}

type Bounds = Pick<AwsRequest, 'silenceMs' | 'signal'> & { readonly clock: Clock };

async function exchange<T>({ url, ...init }: Signed, take: Intake<T>, bounds: Bounds): Promise<T> {
  const silence = new AbortController();
  const limit = Math.max(bounds.clock.limit(bounds.silenceMs ?? silenceMs), leastSilenceMs);
  const timer = setTimeout(() => silence.abort(new Error(`${url.host} does not answer.`)), limit);
  const signal = bounds.signal === undefined ? silence.signal : AbortSignal.any([silence.signal, bounds.signal]);
  try {
    const response = await fetch(url, { ...init, signal });
    if (!response.ok) throw refusal(response.status, await response.text());
    return await take(response, () => timer.refresh());
  } finally {
    clearTimeout(timer);
  }
}
