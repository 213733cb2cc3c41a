import { randomUUID } from 'node:crypto';
import { farewell } from './farewell.ts';
import { activeMembers, type Group, isLeaving, type Market, type Member } from './group.ts';
import type { Site } from './groups.ts';
import { endedWaits, launchingHook } from './hooks.ts';
import { launch, nextMarket } from './launch.ts';
import { type Findings, plan } from './plan.ts';

/** An instance that somebody asked to terminate, and the desired capacity that then holds. */
export interface Request {
  readonly terminate: string;
  readonly cause: string;
  readonly desired: number;
  /** What an instance refresh may still have beyond it. */
  readonly surge?: number;
}

/** After a launch that failed Auto Scaling waits before it tries again. */
const retryMs = 30_000;

/** Begins what a group needs: at once on every change, and by the clock for what nobody announces. Never waits: the work goes on beside. */
export function reconcile(site: Site, name: string, request?: Request): void {
  if (request) {
    const { desired, surge } = request;
    patch(site, name, () => ({ desired, ...(surge !== undefined && { surge }) }));
    leave(site, name, request);
  }
  const found = site.records.get(name);
  if (!found || site.tasks.stopped.aborted) return;
  adopt(site, found);
  endWaits(site, found);
  const group = site.records.get(name) ?? found;
  const next = plan(group, findingsOf(site, group));
  const ill = new Set(next.unhealthy.map(({ id }) => id));
  if (ill.size > 0)
    patchMembers(site, name, (member) => (ill.has(member.id) ? { ...member, health: 'Unhealthy' } : member));
  for (const one of next.terminate) leave(site, name, { terminate: one.id, cause: one.cause });
  const from = activeMembers(group).length - next.terminate.length + (site.launching.get(name)?.length ?? 0);
  for (const [index, zone] of next.launch.entries())
    enter(site, group, { zone, why: next.replacing ? [replacement] : [group.cause, increase(from + index)] });
}

/** Takes up what an earlier run of the cloud left half done. */
function adopt(site: Site, group: Group): void {
  for (const member of group.members) {
    if (site.busy.has(member.id)) continue;
    if (member.lifecycle === 'Pending') serve(site, group, member.id);
    if (isLeaving(member)) retire(site, group, { id: member.id, cause: 'the local cloud was restarted.' });
  }
}

/** Lets in what its hook lets in, and ends what it does not. */
function endWaits(site: Site, group: Group): void {
  for (const { id, activity, abandoned } of endedWaits(group, site.cloud.clock.now())) {
    site.activities.end(activity, abandoned);
    if (abandoned === undefined) serve(site, group, id);
    else leave(site, group.name, { terminate: id, cause: 'an instance failed to complete its lifecycle action.' });
  }
}

const replacement = 'an instance was launched in response to an unhealthy instance needing to be replaced.';

function increase(from: number): string {
  return `an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${from} to ${from + 1}.`;
}

function findingsOf(site: Site, group: Group): Findings {
  const now = site.cloud.clock.now();
  const zones = [...new Set(group.subnets.map((id) => site.network.subnet(id).zone))];
  const states = group.targetGroups.flatMap((arn) => site.targets.of(arn));
  const finding = (member: Member) => {
    const state = site.instances.find(member.id)?.state;
    if (state !== 'running' && state !== 'pending')
      return 'an EC2 health check indicating it has been terminated or stopped.';
    const inGrace = now - (member.inServiceAt ?? now) < group.gracePeriod * 1000;
    if (!group.healthCheckType.includes('ELB') || inGrace) return undefined;
    const failed = states.some(
      (target) => target.id === member.id && site.targets.verdict(target).state === 'unhealthy',
    );
    return failed ? 'an ELB system health check failure.' : undefined;
  };
  return { now, zones, finding, launching: site.launching.get(group.name)?.length ?? 0 };
}

function enter(site: Site, group: Group, { zone, why }: { zone: string; why: readonly string[] }): void {
  const { name } = group;
  const subnetId = group.subnets.find((id) => site.network.subnet(id).zone === zone) ?? '';
  const activity = site.activities.begin({
    group: name,
    description: 'Launching a new EC2 instance',
    why,
    zone,
    subnetId,
  });
  const others = site.launching.get(name) ?? [];
  const market = nextMarket(group, others);
  site.launching.set(name, [...others, market]);
  site.tasks.run(`launching an instance of ${name}`, async () => {
    try {
      const id = await launch(site, name, { subnetId, market });
      site.activities.change(activity, { status: 'InProgress', description: `Launching a new EC2 instance: ${id}` });
      launched(site, name, market);
      admit(site, site.records.get(name) ?? group, { id, activity });
    } catch (error) {
      fail(site, activity, error);
      await site.tasks.sleep(retryMs).finally(() => launched(site, name, market));
    }
    reconcile(site, name);
  });
}

/** One launch of the kind is over. */
function launched(site: Site, name: string, market: Market): void {
  const under = site.launching.get(name) ?? [];
  site.launching.set(name, under.toSpliced(under.indexOf(market), 1));
}

/** A launching hook comes before everything else: until it is completed no target group knows of the instance. */
function admit(site: Site, group: Group, { id, activity }: { readonly id: string; readonly activity: string }): void {
  const hook = launchingHook(group);
  if (hook === undefined) {
    serve(site, group, id);
    site.activities.end(activity);
    return;
  }
  const until = site.cloud.clock.now() + hook.heartbeat * 1000;
  const wait = { hook: hook.name, token: randomUUID(), until, otherwise: hook.defaultResult, activity };
  patchMembers(site, group.name, (one) => (one.id === id ? { ...one, lifecycle: 'Pending:Wait', wait } : one));
}

/** Registers a running instance with the target groups, then calls it in service: in this order, as Auto Scaling does. */
function serve(site: Site, group: Group, id: string): void {
  if (!group.suspended.includes('AddToLoadBalancer'))
    for (const arn of group.targetGroups) site.targets.register(arn, { id });
  const inServiceAt = site.cloud.clock.now();
  const inService = ({ wait: _, ...one }: Member): Member => ({ ...one, lifecycle: 'InService', inServiceAt });
  patchMembers(site, group.name, (one) => (one.id === id ? inService(one) : one));
}

function leave(site: Site, name: string, { terminate: id, cause }: Pick<Request, 'terminate' | 'cause'>): void {
  const group = site.records.get(name);
  const member = group?.members.find((one) => one.id === id);
  if (!group || !member || isLeaving(member)) return;
  const terminating = ({ wait: _, ...one }: Member): Member => ({ ...one, lifecycle: 'Terminating' });
  patchMembers(site, name, (one) => (one.id === id ? terminating(one) : one));
  retire(site, group, { id, cause });
}

/** Takes an instance out of its target groups, waits until they have drained it, then terminates it. */
function retire(site: Site, group: Group, { id, cause }: { id: string; cause: string }): void {
  site.busy.add(id);
  const activity = site.activities.begin({
    group: group.name,
    description: `Terminating EC2 instance: ${id}`,
    why: [cause],
  });
  site.tasks.run(`terminating ${id} of ${group.name}`, async () => {
    try {
      const drained = group.targetGroups.filter((arn) => site.targets.of(arn).some((target) => target.id === id));
      for (const arn of drained) site.targets.deregister(arn, { id });
      if (drained.length > 0) site.activities.change(activity, { status: 'WaitingForELBConnectionDraining' });
      await site.targets.gone(drained, id);
      await farewell(site, group.name, id, activity);
      if (site.instances.find(id)) await site.instances.terminate(id);
      patch(site, group.name, ({ members }) => ({ members: members.filter((one) => one.id !== id) }));
      site.activities.end(activity);
    } catch (error) {
      fail(site, activity, error);
      throw error;
    } finally {
      site.busy.delete(id);
    }
    reconcile(site, group.name);
  });
}

function fail(site: Site, activity: string, error: unknown): void {
  site.activities.end(activity, error instanceof Error ? error.message : String(error));
}

function patch(site: Site, name: string, to: (group: Group) => Partial<Group>): void {
  const group = site.records.get(name);
  if (group) site.records.set(name, { ...group, ...to(group) });
}

function patchMembers(site: Site, name: string, to: (member: Member) => Member): void {
  patch(site, name, ({ members }) => ({ members: members.map(to) }));
}
