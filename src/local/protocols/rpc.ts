import { AwsError } from '../service.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Answer, RpcRequest, Wire } from './exchange.ts';
import { queryError } from './json.ts';
import { plain } from './plain.ts';

/** Smithy RPC v2 CBOR, https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html, with which botocore speaks to CloudWatch. */
export const cborWire: Wire = {
  unknownOperation: 'UnknownOperationException',
  unauthenticated: 'MissingAuthenticationTokenException',
  read(request, services) {
    const [, name = '', operation = ''] = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path) ?? [];
    const service = services.find((one) => one.target === name);
    return { operation, service, named: `service ${name}`, input: () => decode(request) };
  },
  answer(_call, output, requestId) {
    return write(requestId, { status: 200, headers: {}, body: encode(output) });
  },
  failure(error, requestId, call) {
    const body = encode({ __type: error.code, message: error.message });
    return write(requestId, { status: error.status, headers: queryError(error, call), body });
  },
};

function decode(request: RpcRequest) {
  const value = request.body.length === 0 ? {} : decodeCbor(request.body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new AwsError('SerializationException', 'The body of the request is not a CBOR map.');
}

function encode(value: object): Buffer {
  return encodeCbor(plain(value, (leaf) => leaf));
}

function write(requestId: string, answer: Answer): Answer {
  const headers = {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
  };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
