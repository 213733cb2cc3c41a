import { credentialOf } from './protocols/authentication.ts';
import type { RpcRequest } from './protocols/exchange.ts';

/** What a request is for. `control` and `health` are this cloud's own; the others are AWS's. */
export type Kind = 'control' | 'health' | 'imds' | 'rpc' | 's3' | 'signal';

type Head = Pick<RpcRequest, 'method' | 'path' | 'query' | 'headers'>;

/** Where a request belongs. Paths first, then what only one kind of client sends, and S3 for all that is left. */
export function kindOf(request: Head): Kind {
  return kindOfPath(request) ?? kindOfClient(request);
}

function kindOfPath({ method, path }: Head): Kind | undefined {
  if (path === '/_beanpole/health') return 'health';
  if (path.startsWith('/_beanpole/')) return 'control';
  if (path.startsWith('/_imds/')) return 'imds';
  // CloudFormation hands these out as presigned URLs of a bucket of its own.
  return method === 'PUT' && path.startsWith('/cloudformation-waitcondition-') ? 'signal' : undefined;
}

function kindOfClient(request: Head): Kind {
  const { headers, query } = request;
  if (headers['smithy-protocol'] !== undefined || headers['x-amz-target'] !== undefined) return 'rpc';
  const service = credentialOf(request)?.service;
  if (service !== undefined && service !== '') return service === 's3' ? 's3' : 'rpc';
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return (request.method === 'POST' && form) || (query.has('Action') && query.has('Version')) ? 'rpc' : 's3';
}
