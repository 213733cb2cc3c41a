import { differenceOf, isDifferent } from './difference.ts';
import { environmentOf } from './environment.ts';
import { messageOf } from './errors.ts';
import { setResource } from './events.ts';
import { walk } from './graph.ts';
import { isThere, lookupNow } from './plan.ts';
import { retire, updateInPlace } from './provision.ts';
import type { Act } from './request.ts';
import { declare, type Settled, settle } from './settle.ts';
import { type Before, type StackResource, tagsOf } from './stack.ts';
import { readTemplate } from './template.ts';

/**
 * Brings every resource that the failed update touched back to the previous deployment, and whatever follows from that: a launch template
 * that goes back gets a new version, so the group that refers to its version follows. `skip` are given up as they are.
 * Gives whether all went well.
 */
export async function goBack(act: Act, skip: readonly string[]): Promise<boolean> {
  const { engine, stack, deployment } = act;
  const settled = settle(
    readTemplate(deployment.templateBody),
    deployment.parameters,
    environmentOf(engine, stack, deployment),
  );
  for (const id of skip) giveUp(act, id);
  const work = (logicalId: string) => bringBack(act, settled, logicalId);
  const graph = Object.fromEntries(Object.entries(settled.graph).filter(([id]) => !skip.includes(id)));
  const failed = await walk(graph, work, { halt: act.cancelled, afterFailure: 'continue' });
  act.cancelled.throwIfAborted();
  return failed.length === 0;
}

/** Makes the stack what it was before the update: what the update added is handed to the clean-up. */
export function forgetUpdate(act: Act): void {
  const { stack, deployment } = act;
  for (const resource of Object.values(stack.resources)) {
    if (resource.before?.kind !== 'absent') continue;
    delete stack.resources[resource.logicalId];
    if (isThere(resource)) retireNew(act, resource);
  }
  stack.deployment = deployment;
  stack.previous = undefined;
}

// "DeletionPolicy: Retain" keeps even what a failed update created, unless the operation or the policy says otherwise.
function retireNew(act: Act, resource: StackResource): void {
  retire(act, resource);
  const last = act.stack.retired.at(-1);
  const keeps = resource.deletionPolicy === 'Retain' && !act.stack.operation.retainExceptOnCreate;
  if (last !== undefined && keeps) act.stack.retired[act.stack.retired.length - 1] = { ...last, policy: 'Retain' };
}

function giveUp(act: Act, logicalId: string): void {
  const resource = act.stack.resources[logicalId];
  if (resource === undefined || resource.before?.kind === 'absent') return;
  const { before: _before, reason: _reason, ...rest } = resource;
  setResource(act.engine, act.stack, { ...rest, status: 'UPDATE_COMPLETE' });
}

async function bringBack(act: Act, settled: Settled, logicalId: string): Promise<void> {
  const { engine, stack } = act;
  const resource = stack.resources[logicalId];
  if (resource === undefined || resource.before?.kind === 'absent') return;
  try {
    if (resource.before?.kind === 'replaced') putBack(act, resource, resource.before);
    else if (resource.before === undefined && resource.status === 'UPDATE_FAILED') settleDown(act, resource);
    else await restore(act, settled, resource);
  } catch (error) {
    act.cancelled.throwIfAborted();
    setResource(engine, stack, {
      ...(stack.resources[logicalId] ?? resource),
      status: 'UPDATE_FAILED',
      reason: messageOf(error),
    });
    throw error;
  }
}

// The replaced resource was never touched: it is the stack's again, and its replacement goes in the clean-up.
function putBack(act: Act, resource: StackResource, before: Before & { kind: 'replaced' }): void {
  const { engine, stack } = act;
  if (resource.physicalId !== before.was.physicalId) retire(act, resource);
  const { logicalId } = resource;
  setResource(engine, stack, { ...before.was, logicalId, updatedMs: 0, status: 'UPDATE_IN_PROGRESS', before });
  settleDown(act, { ...before.was, logicalId, updatedMs: 0, status: 'UPDATE_COMPLETE' });
}

// Nothing was done to it yet when the update stopped.
function settleDown(act: Act, resource: StackResource): void {
  const { reason: _reason, before: _before, ...rest } = resource;
  setResource(act.engine, act.stack, { ...rest, status: 'UPDATE_COMPLETE' });
}

async function restore(act: Act, settled: Settled, resource: StackResource): Promise<void> {
  const { engine, stack, deployment } = act;
  const { logicalId, before } = resource;
  const declared = declare(settled, logicalId, lookupNow(stack.resources));
  const difference = differenceOf(resource, declared, tagsOf(stack, deployment, logicalId), engine.types);
  if (!isDifferent(difference) && before === undefined) return;
  const place = { logicalId, dependsOn: settled.graph[logicalId] ?? [] };
  await updateInPlace(act, declared, resource, { difference, place, ...(before === undefined ? {} : { before }) });
  const restored = stack.resources[logicalId];
  if (restored !== undefined) delete (restored as { before?: Before }).before;
}
