import { awaitSignals, signalsWanted } from './creation-policy.ts';
import { setResource, tellOf } from './events.ts';
import { recordReason } from './record.ts';
import { type Act, existingOf, handlerOf, requestOf } from './request.ts';
import type { JsonObject, ResourceState } from './resource.ts';
import type { Declared } from './settle.ts';
import { type Channel, handleOf, noSignals } from './signals.ts';
import { type ResourceStatus, type StackResource, tagsOf } from './stack.ts';
import { known, objectOf, type Value } from './value.ts';

/** Where a declared resource stands in its template. */
export interface Place {
  readonly logicalId: string;
  readonly dependsOn: readonly string[];
}

/** A resource as declared, with nothing physical behind it yet. */
export function declaredResource(act: Act, declared: Declared, place: Place) {
  return {
    logicalId: place.logicalId,
    type: declared.type,
    attributes: {},
    properties: propertiesOf(declared),
    ...(declared.metadata === undefined ? {} : { metadata: known(declared.metadata) }),
    tags: tagsOf(act.stack, act.deployment, place.logicalId),
    dependsOn: place.dependsOn,
    deletionPolicy: declared.deletionPolicy,
    updatedMs: 0,
  };
}

/** Creates the physical resource of `started` and waits for the signals that its creation policy asks for. */
export async function make(act: Act, declared: Declared, started: StackResource): Promise<void> {
  const { engine, stack } = act;
  const { handler, isRecord } = handlerOf(engine, declared.type);
  const isCondition = declared.type === 'AWS::CloudFormation::WaitCondition';
  const wanted = isCondition || isRecord ? undefined : signalsWanted(declared.creationPolicy);
  const channel = wanted !== undefined || isCondition ? openChannel(act, started) : noSignals;
  let resource = started;
  const made = (state: ResourceState) => {
    if (resource !== started) return;
    resource = { ...started, ...stateOf(state) };
    setResource(engine, stack, { ...resource, reason: 'Resource creation Initiated' });
  };
  const call = callOf(act, declared, started.logicalId, started.status);
  try {
    const state = await handler.create(await requestOf(act, { ...call, channel, made }));
    made(state);
    resource = { ...resource, ...stateOf(state) };
    if (wanted !== undefined) {
      await awaitSignals(wanted, {
        signals: channel,
        type: declared.type,
        now: engine.cloud.clock.now,
        note: call.note,
      });
    }
  } finally {
    channel.close();
  }
  const status = started.status === 'CREATE_IN_PROGRESS' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
  setResource(engine, stack, { ...resource, status, ...(isRecord ? { reason: recordReason(declared.type) } : {}) });
}

/** Has the handler bring a physical resource from what it was (`current`) to what is declared. */
export async function remake(act: Act, declared: Declared, current: StackResource): Promise<ResourceState> {
  const rolling = objectOf(objectOf(declared.updatePolicy)['AutoScalingRollingUpdate']);
  const waits = String(rolling['WaitOnResourceSignals']) === 'true';
  const channel = waits ? openChannel(act, { ...current, status: 'UPDATE_IN_PROGRESS' }) : noSignals;
  const { handler } = handlerOf(act.engine, declared.type);
  try {
    const call = callOf(act, declared, current.logicalId, 'UPDATE_IN_PROGRESS');
    return await handler.update(await requestOf(act, { ...call, channel }), await existingOf(act, current));
  } finally {
    channel.close();
  }
}

/** The parts of a resource that its handler decides. */
export function stateOf({ physicalId, ref, attributes }: Partial<ResourceState>) {
  return {
    ...(physicalId === undefined ? {} : { physicalId }),
    ...(ref === undefined ? {} : { ref }),
    attributes: attributes ?? {},
  };
}

function openChannel(act: Act, resource: Pick<StackResource, 'logicalId' | 'type' | 'status' | 'properties'>): Channel {
  const handle = resource.properties['Handle'];
  return act.engine.desk.open({
    stackId: act.stack.id,
    logicalId: resource.logicalId,
    ...(typeof handle === 'string' ? { handle: handleOf(handle) } : {}),
    halted: act.cancelled,
    told: (signal) => note(act, resource, `Received ${signal.status} signal with UniqueId ${signal.uniqueId}`),
  });
}

function callOf(act: Act, declared: Declared, logicalId: string, status: ResourceStatus) {
  const { type, creationPolicy, updatePolicy } = declared;
  return {
    logicalId,
    type,
    properties: propertiesOf(declared),
    ...(creationPolicy === undefined ? {} : { creationPolicy: known(creationPolicy) }),
    ...(updatePolicy === undefined ? {} : { updatePolicy: known(updatePolicy) }),
    note: (reason: string) => note(act, { logicalId, type, status }, reason),
  };
}

// A note tells of the resource as it is by then: with its physical id, once it has one.
function note(act: Act, about: Pick<StackResource, 'logicalId' | 'type' | 'status'>, reason: string): void {
  const { logicalId, type, status } = about;
  const { physicalId } = act.stack.resources[logicalId] ?? {};
  tellOf(act.engine, act.stack, {
    logicalId,
    type,
    status,
    reason,
    ...(physicalId === undefined ? {} : { physicalId }),
  });
}

function propertiesOf(declared: Declared): JsonObject {
  return objectOf(known(declared.properties as Value));
}
