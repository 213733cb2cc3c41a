import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Cloud } from '../service.ts';
import { S3Error } from './error.ts';
import type { S3State } from './state.ts';

/** One request to S3, its address taken apart. */
export interface S3Call {
  readonly cloud: Cloud;
  readonly state: S3State;
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for a bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** For its body. */
  readonly request: IncomingMessage;
}

/** Bytes of a file that go back as a body, both ends included. */
export interface FileRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** What S3 answers. A body that is an object is XML: the name of the root element and what is in it. */
export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: { readonly root: string; readonly content: object };
  /** A stored document, given back as it is. */
  readonly text?: string;
  readonly file?: FileRange;
}

/** An operation of S3. */
export type S3Operation = (call: S3Call) => Promise<S3Answer> | S3Answer;

/** A header as one string. */
export function header(call: S3Call, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** A whole number of the query, within limits. */
export function numberOf(call: S3Call, name: string, limits: { fallback: number; most: number }): number {
  const text = call.query.get(name);
  if (text === null || text === '') return limits.fallback;
  if (!/^\d{1,10}$/.test(text)) {
    throw new S3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
      ArgumentName: name,
      ArgumentValue: text,
    });
  }
  return Math.min(Number(text), limits.most);
}
