import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, type Cloud } from '../service.ts';
import { addressOf } from './address.ts';
import { bucketOperations } from './bucket.ts';
import { header, type S3Call, type S3Operation } from './call.ts';
import { copyOperations } from './copy.ts';
import { deleteObjectsOperations } from './delete-objects.ts';
import { S3Error } from './error.ts';
import { listOperations } from './lists.ts';
import { multipartOperations } from './multipart.ts';
import { objectOperations } from './object.ts';
import { operationOf } from './operation.ts';
import { holdAuthentication } from './presigned.ts';
import { sendAnswer, sendError } from './respond.ts';
import { settingOperations } from './settings.ts';
import type { S3State } from './state.ts';
import { uploadListings } from './uploads.ts';
import { versionListOperations } from './version-list.ts';

/** Longest key, in bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const longestKeyBytes = 1024;

const operations: Readonly<Record<string, S3Operation>> = {
  ...bucketOperations,
  ...settingOperations,
  ...listOperations,
  ...versionListOperations,
  ...objectOperations,
  ...copyOperations,
  ...deleteObjectsOperations,
  ...multipartOperations,
  ...uploadListings,
};

/** S3 as a handler of HTTP requests. Every request gets an answer; one that rejects was cut by its client. */
export function s3Handler(cloud: Cloud, state: S3State) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? 'GET';
    const [resource = '/', search = ''] = splitOnce(request.url ?? '/', '?');
    try {
      const call = callOf({ cloud, state, request }, resource, search);
      const answer = await operate(call, method);
      await sendAnswer(response, answer, method);
    } catch (error) {
      // A client that went away is no fault of ours and hears nothing.
      if (request.destroyed && !request.complete) return;
      if (!(error instanceof AwsError) && !response.headersSent)
        cloud.log(`S3 ${method} ${resource}: ${String(error)}`);
      sendError(response, error, { method, resource });
      // What was not read of the body is in the way of the next request on this connection.
      request.resume();
    }
  };
}

function callOf(given: Pick<S3Call, 'cloud' | 'state' | 'request'>, path: string, search: string): S3Call {
  const { headers } = given.request;
  const { bucket, key } = addressOf(headers.host ?? '', path);
  return { ...given, bucket, key, headers, query: new URLSearchParams(search) };
}

async function operate(call: S3Call, method: string) {
  holdAuthentication(call, Date.now());
  const owner = header(call, 'x-amz-expected-bucket-owner');
  if (owner !== undefined && owner !== call.cloud.account) throw new S3Error('AccessDenied', 'Access Denied');
  if (Buffer.byteLength(call.key) > longestKeyBytes) throw new S3Error('KeyTooLongError', 'Your key is too long');
  const name = operationOf({ ...call, method, copies: header(call, 'x-amz-copy-source') !== undefined });
  const operation = name === undefined ? undefined : operations[name];
  if (operation !== undefined) return operation(call);
  const asked = [...call.query.keys()].join(', ');
  throw new S3Error(
    'NotImplemented',
    `The local cloud's S3 does not do ${method} of this resource${asked && ` with ${asked}`}.`,
  );
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
