import type { CloudClock } from './clock.ts';
import type { Store } from './store.ts';

/** One account, one region: what every service of the local cloud shares. */
export interface Cloud {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: CloudClock;
  readonly store: Store;
  /** Where the cloud listens, `http://127.0.0.1:4566`; known once the server is up. */
  endpoint: string;
  /** Throws when there is no capacity for an instance; absent: there always is. */
  readonly refuseLaunch?: (specification: { readonly instanceType: string; readonly zone: string }) => void;
  /** Directory tree of the system that instances boot as machines; absent: instances are bare processes. */
  readonly machineImage?: string;
  /** A line for the person who runs the cloud. */
  log(line: string): void;
}

/** An error that a client of AWS sees: `code` is AWS's own error code, `status` the HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

/** Input of an operation as it came over the wire: Query protocols give strings only, JSON protocols give JSON. */
// biome-ignore lint/suspicious/noExplicitAny: wire input is whatever the client sent; each operation reads and checks what it needs.
export type WireInput = Record<string, any>;

/** Output of an operation in the shape of AWS's API reference: members by name, lists as arrays, times as `Date`. */
export type WireOutput = object;

/** What an operation may know of the request beside its input. */
export interface WireContext {
  /** Aborted when the client goes away before it has its answer, or the cloud stops: a long poll must then take nothing more. */
  readonly gone: AbortSignal;
  /** Whose key signed the request. */
  readonly accessKeyId?: string;
}

/** How a service speaks: decides decoding and encoding. */
export type Protocol = 'query' | 'ec2' | 'json';

/**
 * A service of the local cloud. The server finds it by `version` (Query protocols send `Version`) or by `target`
 * (JSON protocols send `X-Amz-Target: <target>.<Operation>`), decodes the request, calls the operation, encodes its answer.
 */
export interface Service {
  readonly name: string;
  readonly protocol: Protocol;
  /** Query: API version, `2010-05-15`. */
  readonly version?: string;
  /** JSON: prefix of `X-Amz-Target`, `AmazonSQS`, and the JSON version that it answers in. */
  readonly target?: string;
  readonly jsonVersion?: '1.0' | '1.1';
  /** JSON services that once spoke Query: the Query code of an error where it differs, sent as `x-amzn-query-error`. */
  readonly queryErrors?: Readonly<Record<string, string>>;
  readonly operations: Readonly<
    Record<string, (input: WireInput, context: WireContext) => Promise<WireOutput> | WireOutput>
  >;
}
