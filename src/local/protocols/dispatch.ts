import { randomUUID } from 'node:crypto';
import { AwsError, type Service, type WireContext } from '../service.ts';
import { credentialOf } from './authentication.ts';
import type { Answer, Call, RpcRequest, Wire } from './exchange.ts';
import { jsonWire } from './json.ts';
import { ec2Wire, parametersOf, queryJsonWire, queryWire } from './query.ts';
import { cborWire } from './rpc.ts';

/** The operations that AWS takes from anybody: their input is the proof, or they are the links of a mail. */
const unsigned = new Set(['AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML', 'ConfirmSubscription', 'Unsubscribe']);

/** What surrounds a request. */
export interface Around extends WireContext {
  /** Hears of mistakes of this cloud; the client sees `InternalFailure`. */
  fault(error: unknown): void;
}

/** Answers one request to a Query, JSON or CBOR service. Never rejects: what goes wrong is an answer too. */
export async function dispatch(request: RpcRequest, services: readonly Service[], around: Around): Promise<Answer> {
  const requestId = randomUUID();
  const wire = wireOf(request, services);
  let call: Call | undefined;
  try {
    call = wire.read(request, services);
    const operation = operationOf(call, wire);
    const credential = credentialOf(request);
    if (!unsigned.has(call.operation) && credential === undefined) {
      throw new AwsError(wire.unauthenticated, 'Request is missing Authentication Token', 403);
    }
    return wire.answer(
      call,
      await operation(call.input(), { gone: around.gone, ...(credential && { accessKeyId: credential.accessKeyId }) }),
      requestId,
    );
  } catch (error) {
    if (!(error instanceof AwsError)) around.fault(error);
    return wire.failure(asAwsError(error), requestId, call);
  }
}

/** What a client sees of an error: AWS's own, or `InternalFailure` for a mistake of this cloud. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', `The local cloud made a mistake: ${detail}`, 500);
}

/** What a request asks for, in the words of the service; empty where it names nothing that is here. */
export function nameOf(request: RpcRequest, services: readonly Service[]) {
  try {
    const { service, operation } = wireOf(request, services).read(request, services);
    return { service: service?.name ?? '', operation, protocol: service?.protocol ?? 'query' };
  } catch {
    return { service: '', operation: '', protocol: 'query' } as const;
  }
}

/** An error as the answer to a request, in the request's own protocol. */
export function refusal(request: RpcRequest, services: readonly Service[], error: AwsError): Answer {
  const wire = wireOf(request, services);
  return wire.failure(error, randomUUID(), wire.read(request, services));
}

function wireOf(request: RpcRequest, services: readonly Service[]): Wire {
  if (request.path.startsWith('/service/')) return cborWire;
  if (request.headers['x-amz-target'] !== undefined) return jsonWire;
  const parameters = parametersOf(request);
  const version = parameters.get('Version');
  if (services.some((service) => service.protocol === 'ec2' && service.version === version)) return ec2Wire;
  return parameters.get('ContentType') === 'JSON' ? queryJsonWire : queryWire;
}

function operationOf(call: Call, wire: Wire): Service['operations'][string] {
  if (call.service === undefined) {
    const message = `The local cloud has no service of ${call.named} (asked for ${call.operation || 'nothing'}).`;
    throw new AwsError(wire.unknownOperation, message, 501);
  }
  // `operations` is an object literal: `toString` and its like are not operations.
  const operation = Object.hasOwn(call.service.operations, call.operation)
    ? call.service.operations[call.operation]
    : undefined;
  if (operation !== undefined) return operation;
  throw new AwsError(wire.unknownOperation, `The local cloud does not do ${call.operation} of ${call.service.name}.`);
}
