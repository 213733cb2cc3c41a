import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Aws } from './client.ts';
import { newRolePatience } from './refusal.ts';

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

function url(aws: Aws, { bucket, key }: ObjectPlace): string {
  return `${aws.bucket(bucket)}/${key.split('/').map(encode).join('/')}`;
}

/** AWS also encodes what `encodeURIComponent` leaves alone; a signature over the other form would not match. */
function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
