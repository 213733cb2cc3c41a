import { type Difference, differenceOf, isDifferent, keptName, recreationOf } from './difference.ts';
import { messageOf } from './errors.ts';
import { setResource } from './events.ts';
import { declaredResource, make, type Place, remake, stateOf } from './make.ts';
import { isThere, lookupNow } from './plan.ts';
import { recordReason } from './record.ts';
import { type Act, handlerOf, haltAfterFailure, isEcho } from './request.ts';
import { type Declared, declare, type Settled } from './settle.ts';
import { type Before, type Physical, type StackResource, tagsOf } from './stack.ts';
import { deniedBy, type PolicyAction } from './stack-policy.ts';

/** Brings one resource to what the template declares: creates, updates, replaces it, or leaves it alone. Rejects when it fails. */
export async function bringForward(act: Act, settled: Settled, logicalId: string): Promise<void> {
  const { stack } = act;
  const current = stack.resources[logicalId];
  try {
    const declared = declare(settled, logicalId, lookupNow(stack.resources));
    const place = { logicalId, dependsOn: settled.graph[logicalId] ?? [] };
    if (isThere(current)) await change(act, declared, current, place);
    else await create(act, declared, place);
  } catch (error) {
    const reason = isEcho(act) ? `Resource ${isThere(current) ? 'update' : 'creation'} cancelled` : messageOf(error);
    haltAfterFailure(act, reason);
    fail(act, settled, logicalId, reason);
    throw error;
  }
}

async function create(act: Act, declared: Declared, place: Place): Promise<void> {
  const before: Before = act.stack.resources[place.logicalId]?.before ?? { kind: 'absent' };
  const resource: StackResource = { ...declaredResource(act, declared, place), status: 'CREATE_IN_PROGRESS', before };
  setResource(act.engine, act.stack, resource);
  await make(act, declared, resource);
}

async function change(act: Act, declared: Declared, current: StackResource, place: Place): Promise<void> {
  const tags = tagsOf(act.stack, act.deployment, current.logicalId);
  const difference = differenceOf(current, declared, tags, act.engine.types);
  if (!isDifferent(difference)) return;
  if (recreationOf(difference) === 'Always') return await replace(act, declared, current, place);
  refuseByPolicy(act, 'Update:Modify', current);
  const before = current.before ?? { kind: 'changed', was: physicalOf(current) };
  await updateInPlace(act, declared, current, { difference, place, before });
}

/** Updates a resource where it is. A change of metadata alone touches nothing behind it. */
export async function updateInPlace(
  act: Act,
  declared: Declared,
  current: StackResource,
  how: { readonly difference: Difference; readonly place: Place; readonly before?: Before },
): Promise<void> {
  const { engine, stack } = act;
  const next = {
    ...declaredResource(act, declared, how.place),
    ...(how.before === undefined ? {} : { before: how.before }),
  };
  setResource(engine, stack, { ...next, ...stateOf(current), status: 'UPDATE_IN_PROGRESS' });
  const { properties, tags, unfinished } = how.difference;
  const touched = properties.length > 0 || tags || unfinished;
  const state = touched ? await remake(act, declared, current) : current;
  const isRecord = touched && handlerOf(engine, declared.type).isRecord;
  const reason = isRecord ? { reason: recordReason(declared.type) } : {};
  setResource(engine, stack, { ...next, ...stateOf(state), status: 'UPDATE_COMPLETE', ...reason });
}

async function replace(act: Act, declared: Declared, current: StackResource, place: Place): Promise<void> {
  refuseByPolicy(act, 'Update:Replace', current);
  const name = keptName(current, declared, act.engine.types);
  if (name !== undefined) {
    throw new Error(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
    );
  }
  const before = beforeReplacement(act, current);
  const reason = 'Requested update requires the creation of a new physical resource; hence creating one.';
  setResource(act.engine, act.stack, { ...current, status: 'UPDATE_IN_PROGRESS', reason, before });
  await make(act, declared, { ...declaredResource(act, declared, place), status: 'UPDATE_IN_PROGRESS', before });
}

// A second replacement before the first was complete leaves one between: neither the stack's old one nor its new one.
function beforeReplacement(act: Act, current: StackResource): Before {
  const { before } = current;
  if (before === undefined) return { kind: 'replaced', was: physicalOf(current) };
  if (before.kind === 'changed') return { kind: 'replaced', was: before.was };
  if (before.kind === 'absent' || before.was.physicalId !== current.physicalId) retire(act, current);
  return before;
}

/** Hands a physical resource that nothing refers to any more to the clean-up. */
export function retire(act: Act, resource: StackResource): void {
  const { logicalId } = resource;
  const key = `${logicalId}#${resource.physicalId}`;
  act.stack.retired.push({ ...physicalOf(resource), logicalId, key, policy: 'Delete' });
}

function fail(act: Act, settled: Settled, logicalId: string, reason: string): void {
  const { engine, stack } = act;
  const current = stack.resources[logicalId];
  if (current !== undefined) {
    const status = current.status === 'CREATE_IN_PROGRESS' || !isThere(current) ? 'CREATE_FAILED' : 'UPDATE_FAILED';
    setResource(engine, stack, { ...current, status, reason });
    return;
  }
  const type = settled.template.resources[logicalId]?.Type ?? '';
  const nothing = {
    attributes: {},
    properties: {},
    tags: [],
    dependsOn: [],
    deletionPolicy: 'Delete',
    updatedMs: 0,
  } as const;
  setResource(engine, stack, {
    ...nothing,
    logicalId,
    type,
    status: 'CREATE_FAILED',
    reason,
    before: { kind: 'absent' },
  });
}

function refuseByPolicy(act: Act, action: PolicyAction, resource: StackResource): void {
  const policy = act.stack.operation.policyDuringUpdate ?? act.stack.policy;
  const denied = policy === undefined ? undefined : deniedBy(policy, action, resource);
  if (denied !== undefined) throw new Error(denied);
}

/** The physical part of a resource. */
export function physicalOf(resource: StackResource): Physical {
  const { logicalId: _id, status: _status, reason: _reason, updatedMs: _ms, before: _before, ...physical } = resource;
  return physical;
}
