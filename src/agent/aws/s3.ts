import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Aws } from './client.ts';
import { AwsRefusal, newRolePatience } from './refusal.ts';

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** Writes an object into a file and says the sha256 of what arrived, in hexadecimal. */
export function download(aws: Aws, place: ObjectPlace, file: string): Promise<string> {
  const request = { service: 's3', method: 'GET', url: url(aws, place), patience: newRolePatience } as const;
  return aws.send(request, async (response, alive) => {
    const hash = createHash('sha256');
    const observed = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        alive();
        hash.update(chunk);
        yield chunk;
      }
    };
    const body = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body);
    await pipeline(body, observed, createWriteStream(file));
    return hash.digest('hex');
  });
}

/** Writes a text as an object. */
export function upload(aws: Aws, place: ObjectPlace, text: string, type: string): Promise<void> {
  const body = Buffer.from(text);
  const headers = { 'content-type': type };
  return aws.send({ service: 's3', method: 'PUT', url: url(aws, place), headers, body }, async (response) => {
    await response.arrayBuffer();
  });
}

/** A small object, and the tag by which S3 tells whether it is still the same. */
export interface Held {
  readonly text: string;
  readonly etag: string;
}

/** Reads a small object whole. */
export function read(aws: Aws, place: ObjectPlace): Promise<Held> {
  const request = { service: 's3', method: 'GET', url: url(aws, place), patience: newRolePatience } as const;
  return aws.send(request, async (response) => ({ text: await response.text(), etag: etagOf(response) }));
}

/** Reads a small object that may not be there: S3 refuses whoever may not list the bucket rather than to say so. */
export async function readIfThere(aws: Aws, place: ObjectPlace): Promise<string | undefined> {
  try {
    return await aws.send({ service: 's3', method: 'GET', url: url(aws, place) }, (response) => response.text());
  } catch (error) {
    if (error instanceof AwsRefusal && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/**
 * Writes a small object if there is none yet, or if it is still the one with the given tag: S3 lets exactly one of several writers through. Gives the new
 * tag; nothing when somebody else was quicker.
 */
export async function writeIf(
  aws: Aws,
  place: ObjectPlace,
  text: string,
  former: 'none' | { readonly etag: string },
): Promise<string | undefined> {
  const condition = former === 'none' ? { 'if-none-match': '*' } : { 'if-match': former.etag };
  const headers = { 'content-type': 'application/json', ...condition };
  const body = Buffer.from(text);
  const request = {
    service: 's3',
    method: 'PUT',
    url: url(aws, place),
    headers,
    body,
    patience: conflictPatience,
  } as const;
  try {
    return await aws.send(request, async (response) => {
      await response.arrayBuffer();
      return etagOf(response);
    });
  } catch (error) {
    if (error instanceof AwsRefusal && error.status === 412) return undefined;
    throw error;
  }
}

/** 409 says that two wrote at the same moment and that neither needs to have been let through. */
function conflictPatience(error: unknown): number {
  return error instanceof AwsRefusal && error.status === 409 ? 30_000 : newRolePatience(error);
}

function etagOf({ headers }: Response): string {
  return headers.get('etag') ?? '';
}

function url(aws: Aws, { bucket, key }: ObjectPlace): string {
  return `${aws.bucket(bucket)}/${key.split('/').map(encode).join('/')}`;
}

/** AWS also encodes what `encodeURIComponent` leaves alone; a signature over the other form would not match. */
function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
