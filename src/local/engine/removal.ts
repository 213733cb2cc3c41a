import { messageOf } from './errors.ts';
import { setResource, tellOf } from './events.ts';
import { circle, type Graph, walk } from './graph.ts';
import { noSignals } from './signals.ts';
import { type Act, existingOf, handlerOf, requestOf } from './request.ts';
import type { Physical, ResourceStatus, Retired, Stack, StackResource } from './stack.ts';
import type { LeavePolicy } from './template.ts';

/** A physical resource that is to go, or to be let go. */
interface Leaving extends Physical {
  readonly key: string;
  readonly logicalId: string;
  readonly keep: boolean;
  readonly policy: LeavePolicy;
  /** The resource of the stack, when it is one still: its status is then led along. */
  readonly resource?: StackResource;
}

/** Deletes (or lets go) all resources of the stack, dependents first. Gives whether all went well. */
export async function takeDown(act: Act, keeps: (resource: StackResource) => boolean): Promise<boolean> {
  const { stack } = act;
  retireReplaced(stack);
  const isLeft = ({ status }: StackResource) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED';
  const left = Object.values(stack.resources).filter(isLeft);
  const leaving = left.map((resource): Leaving => {
    return { ...resource, key: resource.logicalId, keep: keeps(resource), policy: resource.deletionPolicy, resource };
  });
  return leave(act, [...leaving, ...retiredOf(act)], 1);
}

// When an update stopped half-way, the resources that it had replaced are still there.
function retireReplaced(stack: Stack): void {
  for (const { before, ...resource } of Object.values(stack.resources)) {
    if (before?.kind !== 'replaced') continue;
    const { logicalId } = resource;
    const policy = before.was.deletionPolicy;
    stack.resources[logicalId] = resource;
    if (before.was.physicalId === resource.physicalId) continue;
    stack.retired.push({ ...before.was, logicalId, key: `${logicalId}#${before.was.physicalId}`, policy });
  }
}

/** Deletes (or lets go) what the last operation left over. What cannot be deleted in three attempts is forgotten. */
export async function cleanUp(act: Act): Promise<boolean> {
  return leave(act, retiredOf(act), 3);
}

function retiredOf({ stack }: Act): Leaving[] {
  return stack.retired.map((retired: Retired) => ({ ...retired, keep: isKept(retired.policy) }));
}

/** Whether a policy keeps a resource that leaves a stack that was complete. */
export function isKept(policy: LeavePolicy): boolean {
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}

async function leave(act: Act, all: readonly Leaving[], attempts: number): Promise<boolean> {
  const byKey = new Map(all.map((item) => [item.key, item]));
  const work = async (key: string) => {
    const item = byKey.get(key);
    if (item === undefined) return;
    const forget = () => {
      if (!act.cancelled.aborted) act.stack.retired = act.stack.retired.filter((retired) => retired.key !== key);
    };
    await depart(act, item, attempts).finally(forget);
  };
  const failed = await walk(leavingOrder(all), work, { halt: act.cancelled, afterFailure: 'continue' });
  act.cancelled.throwIfAborted();
  return failed.length === 0;
}

// A resource goes after all that depend on it. Where two templates turned a dependency round, the order no longer matters.
function leavingOrder(all: readonly Leaving[]): Graph {
  const dependents = (item: Leaving) =>
    all.filter((other) => other.key !== item.key && other.dependsOn.includes(item.logicalId));
  const graph = Object.fromEntries(all.map((item) => [item.key, dependents(item).map(({ key }) => key)]));
  return { ...graph, ...Object.fromEntries(circle(graph).map((key) => [key, []])) };
}

async function depart(act: Act, item: Leaving, attempts: number): Promise<void> {
  if (item.keep) return say(act, item, 'DELETE_SKIPPED');
  if (item.physicalId === undefined) return say(act, item, 'DELETE_COMPLETE');
  for (let attempt = 1; ; attempt++) {
    say(act, item, 'DELETE_IN_PROGRESS');
    try {
      await destroy(act, item);
      const isKept = handlerOf(act.engine, item.type).handler.snapshots === true;
      const lost = item.policy === 'Snapshot' && !isKept ? 'The local cloud keeps no snapshots of it.' : undefined;
      return say(act, item, 'DELETE_COMPLETE', lost);
    } catch (error) {
      act.cancelled.throwIfAborted();
      say(act, item, 'DELETE_FAILED', messageOf(error));
      if (attempt >= attempts) throw error;
      await act.engine.cloud.clock.sleep(30_000, act.cancelled);
    }
  }
}

async function destroy(act: Act, item: Leaving): Promise<void> {
  const { logicalId, type, physicalId } = item;
  const note = (reason: string) => {
    const place = physicalId === undefined ? {} : { physicalId };
    tellOf(act.engine, act.stack, { logicalId, type, ...place, status: 'DELETE_IN_PROGRESS', reason });
  };
  const unresolved = await requestOf(act, { logicalId, type, properties: {}, channel: noSignals, note });
  const existing = await existingOf(act, item);
  const snapshot = item.policy === 'Snapshot' ? ({ snapshot: true } as const) : {};
  const request = { ...unresolved, ...snapshot, properties: existing.properties };
  await handlerOf(act.engine, type).handler.delete(request, existing);
}

function say(act: Act, item: Leaving, status: ResourceStatus, reason?: string): void {
  const { engine, stack } = act;
  const why = reason === undefined ? {} : { reason };
  if (item.resource !== undefined) {
    const { reason: _reason, before: _before, ...resource } = item.resource;
    setResource(engine, stack, { ...resource, status, ...why });
    return;
  }
  const { logicalId, type, properties, physicalId } = item;
  tellOf(engine, stack, {
    logicalId,
    type,
    properties,
    status,
    ...why,
    ...(physicalId === undefined ? {} : { physicalId }),
  });
}
