import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { asAwsError } from '../protocols/dispatch.ts';
import { element } from '../protocols/xml.ts';
import type { FileRange, S3Answer } from './call.ts';
import { S3Error } from './error.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Sends an answer. Rejects when the client goes away in the middle of a body. */
export async function sendAnswer(response: ServerResponse, answer: S3Answer, method: string): Promise<void> {
  for (const [name, value] of Object.entries({ ...identity(), ...answer.headers })) response.setHeader(name, value);
  response.statusCode = answer.status;
  if (answer.file !== undefined && method !== 'HEAD') return sendFile(response, answer.file);
  const text = answer.xml === undefined ? (answer.text ?? '') : documentOf(answer.xml.root, answer.xml.content);
  if (answer.xml !== undefined) response.setHeader('content-type', 'application/xml');
  // A HEAD, and a 304, say the length of what they do not send, or nothing.
  if (!response.hasHeader('content-length') && answer.status !== 204 && answer.status !== 304) {
    response.setHeader('content-length', Buffer.byteLength(text));
  }
  response.end(method === 'HEAD' ? undefined : text);
}

/** Sends an error as S3 writes them: XML without a namespace, and no body at all for a HEAD. */
export function sendError(response: ServerResponse, error: unknown, about: { method: string; resource: string }): void {
  // Headers are out: all that is left is to cut the body, so that the client does not take half of it for the whole.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = asAwsError(error);
  const ids = identity();
  const more = known instanceof S3Error ? known : { details: {}, headers: {} };
  for (const [name, value] of Object.entries({ ...ids, ...more.headers })) response.setHeader(name, value);
  response.statusCode = known.status;
  const detail = {
    Code: known.code,
    Message: known.message,
    ...more.details,
    Resource: about.resource,
    RequestId: ids['x-amz-request-id'],
    HostId: ids['x-amz-id-2'],
  };
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', detail, '')}`;
  response.setHeader('content-type', 'application/xml');
  if (about.method === 'HEAD' || known.status === 304) response.end();
  else response.setHeader('content-length', Buffer.byteLength(text)).end(text);
}

async function sendFile(response: ServerResponse, range: FileRange): Promise<void> {
  // Opened before a byte is sent: whoever deletes the object now deletes a name, not what is being read.
  const file = await open(range.file);
  await pipeline(file.createReadStream({ start: range.start, end: range.end }), response);
}

function documentOf(root: string, content: object): string {
  const xml = element(root, content, '');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}"${xml.slice(root.length + 1)}`;
}

function identity() {
  return {
    'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
    'x-amz-id-2': randomBytes(48).toString('base64'),
    server: 'AmazonS3',
  };
}
