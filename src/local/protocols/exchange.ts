import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError, Service, WireInput } from '../service.ts';

/** A request to a service that takes its whole input at once (every service but S3). */
export interface RpcRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What goes back over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a request names, before anything is known about whether it exists. */
export interface Call {
  readonly operation: string;
  readonly service: Service | undefined;
  /** What the client named when no such service is here: a version, a target. */
  readonly named: string;
  readonly input: () => WireInput;
}

/** One way of speaking: reads a request, writes an answer or a failure. */
export interface Wire {
  read(request: RpcRequest, services: readonly Service[]): Call;
  answer(call: Call, output: object, requestId: string): Answer;
  failure(error: AwsError, requestId: string, call?: Call): Answer;
  /** The code with which AWS says in this protocol that it has no such operation. */
  readonly unknownOperation: string;
  /** The code with which AWS says in this protocol that nobody signed the request. */
  readonly unauthenticated: string;
}
