import { key } from './key.ts';
import { choice } from './kinds.ts';

/** Who can be sent traces. */
const tracers = ['xray', 'none'] as const;
export type Tracer = Exclude<(typeof tracers)[number], 'none'>;

export interface TracingSettings {
  /** Where instances send traces; absent: they take none. */
  readonly tracing?: Tracer;
}

export const tracingKeys = {
  tracing: key(
    choice(tracers),
    'Where the instances send the traces that an SDK of X-Ray or OpenTelemetry gives them, at the usual ports of this machine: to AWS X-Ray, which costs by the trace.',
  ),
} as const;

/** `none` is what it is without a word; it takes back what a weaker source has said. */
export function tracerFrom(said: (typeof tracers)[number] | undefined): TracingSettings {
  return said === undefined || said === 'none' ? {} : { tracing: said };
}
