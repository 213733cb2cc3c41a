import { AwsError } from '../service.ts';
import type { Answer, Call, Wire } from './exchange.ts';
import { type Plain, type PlainLeaf, plain } from './plain.ts';

/** AWS JSON 1.0 and 1.1, https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html: the operation in `X-Amz-Target`, times in epoch seconds. */
export const jsonWire: Wire = {
  unknownOperation: 'UnknownOperationException',
  unauthenticated: 'MissingAuthenticationTokenException',
  read(request, services) {
    const [target = '', operation = ''] = splitLast(String(request.headers['x-amz-target']));
    const service = services.find((one) => one.target === target);
    return { operation, service, named: `target ${target}`, input: () => parse(request.body) };
  },
  answer(call, output, requestId) {
    return write(call, requestId, { status: 200, headers: {}, body: encode(output) });
  },
  failure(error, requestId, call) {
    const body = encode({ __type: error.code, message: error.message, Message: error.message });
    return write(call, requestId, { status: error.status, headers: queryError(error, call), body });
  },
};

/** For clients that still match on the codes of the Query protocol, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#awsquerycompatible. */
export function queryError(error: AwsError, call: Call | undefined): Record<string, string> {
  if (call?.service?.queryErrors === undefined) return {};
  const code = call.service.queryErrors[error.code] ?? error.code;
  return { 'x-amzn-query-error': `${code};${error.status >= 500 ? 'Receiver' : 'Sender'}` };
}

/** Writes times as epoch seconds and bytes as base64. */
export function jsonLeaf(value: PlainLeaf): Plain {
  return value instanceof Date ? value.getTime() / 1000 : Buffer.from(value).toString('base64');
}

function encode(value: object): string {
  return JSON.stringify(plain(value, jsonLeaf));
}

function write(call: Call | undefined, requestId: string, answer: Answer): Answer {
  const type = `application/x-amz-json-${call?.service?.jsonVersion ?? '1.1'}`;
  return { ...answer, headers: { 'content-type': type, 'x-amzn-requestid': requestId, ...answer.headers } };
}

function splitLast(target: string): [string, string] {
  const dot = target.lastIndexOf('.');
  return [target.slice(0, Math.max(dot, 0)), target.slice(dot + 1)];
}

function parse(body: Buffer) {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the one error that AWS has for every unreadable body.
  }
  throw new AwsError('SerializationException', 'The body of the request is not a JSON object.');
}
