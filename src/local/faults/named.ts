import type { IncomingHttpHeaders } from 'node:http';
import { credentialOf } from '../protocols/authentication.ts';
import { nameOf } from '../protocols/dispatch.ts';
import type { RpcRequest } from '../protocols/exchange.ts';
import { addressOf } from '../s3/address.ts';
import { operationOf } from '../s3/operation.ts';
import type { Service } from '../service.ts';
import type { Meeting } from './faults.ts';

type Call = Meeting['call'];

/** A request to a Query, JSON or CBOR service. Services are called as the signature calls them: `cloudformation`, `monitoring`, `sqs`. */
export function rpcCall(request: RpcRequest, services: readonly Service[]): Call {
  const { service, operation, protocol } = nameOf(request, services);
  const credential = credentialOf(request);
  return { service: credential?.service || service.toLowerCase(), operation, protocol, ...keyOf(credential) };
}

/** A request to S3. What S3 has no operation for has no name. */
export function s3Call(request: {
  readonly method: string;
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}): Call {
  const { method, query, headers } = request;
  const copies = headers['x-amz-copy-source'] !== undefined;
  const operation = operationOf({ ...place(request), method, query, copies }) ?? '';
  return { service: 's3', operation, protocol: 's3', ...keyOf(credentialOf({ headers, query })) };
}

/** An address that S3 cannot read is no object's. */
function place({ url, headers }: { readonly url: string; readonly headers: IncomingHttpHeaders }) {
  try {
    return addressOf(headers.host ?? '', url.split('?')[0] ?? '/');
  } catch {
    return { bucket: '', key: '' };
  }
}

function keyOf(credential: ReturnType<typeof credentialOf>): { readonly accessKeyId?: string } {
  return credential === undefined ? {} : { accessKeyId: credential.accessKeyId };
}
