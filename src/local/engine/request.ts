import { resolveDynamic } from './dynamic.ts';
import { type Engine, Halt, type Run } from './engine.ts';
import type { ExistingResource, JsonObject, ResourceHandler, ResourceRequest, ResourceState } from './resource.ts';
import type { Channel } from './signals.ts';
import { type Deployment, type Physical, type Stack, tagsOf } from './stack.ts';
import { objectOf } from './value.ts';

/** What every step of putting a deployment in force needs to know. */
export interface Act {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly run: Run;
  /** The deployment that is being put in force; in a rollback the previous one. */
  readonly deployment: Deployment;
  /** Ends waiting handlers: the halt of the operation going forward, the end of the cloud going back. */
  readonly cancelled: AbortSignal;
}

/** The parts of a request that differ from call to call. */
export interface Call {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly creationPolicy?: unknown;
  readonly updatePolicy?: unknown;
  readonly channel: Channel;
  note(reason: string): void;
  made?(state: ResourceState): void;
}

/** Builds what a handler is called with; dynamic references in the properties are looked up now. */
export async function requestOf(act: Act, call: Call): Promise<ResourceRequest> {
  const { engine, stack } = act;
  return {
    stackId: stack.id,
    stackName: stack.name,
    logicalId: call.logicalId,
    type: call.type,
    properties: await resolveDynamic(call.properties, engine.ports.resolveParameter),
    ...(call.creationPolicy === undefined ? {} : { creationPolicy: objectOf(call.creationPolicy) }),
    ...(call.updatePolicy === undefined ? {} : { updatePolicy: objectOf(call.updatePolicy) }),
    tags: tagsOf(stack, act.deployment, call.logicalId),
    signals: call.channel,
    note: call.note,
    ...(call.made === undefined ? {} : { made: call.made }),
    cancelled: act.cancelled,
  };
}

/** A physical resource as handlers know it. */
export async function existingOf(act: Act, physical: Physical): Promise<ExistingResource> {
  return {
    physicalId: physical.physicalId ?? '',
    ...(physical.ref === undefined ? {} : { ref: physical.ref }),
    attributes: physical.attributes,
    properties: await resolveDynamic(physical.properties, act.engine.ports.resolveParameter).catch(
      () => physical.properties,
    ),
  };
}

/** The handler of a type, or the one that only keeps records. */
export function handlerOf(
  engine: Engine,
  type: string,
): { readonly handler: ResourceHandler; readonly isRecord: boolean } {
  const handler = engine.handlers[type];
  return handler === undefined ? { handler: engine.records, isRecord: true } : { handler, isRecord: false };
}

/** Whether a failure is only the echo of a halt: the resource did not fail, it was told to stop. */
export function isEcho(act: Act): boolean {
  return act.cancelled.aborted;
}

/** Stops the operation because a resource failed; the first cause stays. */
export function haltAfterFailure(act: Act, message: string): void {
  if (!act.run.halt.signal.aborted) act.run.halt.abort(new Halt('failure', message));
}
