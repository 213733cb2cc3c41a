import type { Instances } from '../compute/instances.ts';
import type { Place } from '../compute/relay.ts';
import type { Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tasks } from '../world/tasks.ts';
import { check } from './check.ts';
import { judge, type Standing, unchecked, type Verdict, verdicts } from './health.ts';
import { balancersOf, type BalancerRecords, lookUp, type TargetGroup } from './records.ts';

/** A target as it is registered. */
export interface TargetId {
  /** An instance id, or a loopback address in a group of target type `ip`. */
  readonly id: string;
  readonly port: number;
}

/** A registered target. */
export interface Target extends TargetId {
  readonly key: string;
  readonly groupArn: string;
  /** Which registration this is: checks of an earlier one end. */
  readonly registeredAt: number;
  readonly standing: Standing;
}

/** The targets of all target groups, their health checks and their requests under way. */
export interface Targets {
  register(groupArn: string, target: { readonly id: string; readonly port?: number | undefined }): void;
  /** No new request goes to the target; it leaves the group after the deregistration delay. */
  deregister(groupArn: string, target: { readonly id: string; readonly port?: number | undefined }): void;
  of(groupArn: string): Target[];
  verdict(target: Target): Verdict;
  /** Where a target is really reached; `undefined` where nothing can listen. */
  reach(target: Target): Place | undefined;
  /** Notes a request under way; `cut` ends it when the deregistration delay is over. Call what it returns when the request is done. */
  begin(target: Target, cut: () => void): () => void;
  requests(target: Target): number;
  /** Settles when an id is in none of the groups any more. */
  gone(groupArns: readonly string[], id: string): Promise<void>;
  start(): void;
}

/** A check or a request under way is the work of a real process, which no fast clock hurries: it gets this much real time at least. */
const leastRealMs = 1_000;

interface Site {
  readonly cloud: Cloud;
  readonly tasks: Tasks;
  readonly records: BalancerRecords;
  readonly instances: Instances;
  readonly targets: Collection<Target>;
  readonly requests: Map<string, Set<() => void>>;
}

/** Opens the targets recorded in the cloud's store; checks begin with `start` and at each registration. */
export function targets(
  cloud: Cloud,
  tasks: Tasks,
  parts: { records: BalancerRecords; instances: Instances },
): Targets {
  const site: Site = { cloud, tasks, ...parts, targets: cloud.store.collection('targets'), requests: new Map() };
  return {
    register: (groupArn, target) => register(site, lookUp(site.records, 'groups', groupArn), target),
    deregister: (groupArn, target) => deregister(site, lookUp(site.records, 'groups', groupArn), target),
    of: (groupArn) => ofGroup(site, groupArn),
    verdict: (target) => verdict(site, target),
    reach: (target) => reach(site, target),
    begin: (target, cut) => begin(site, target, cut),
    requests: (target) => site.requests.get(target.key)?.size ?? 0,
    async gone(groupArns, id) {
      while (groupArns.some((arn) => ofGroup(site, arn).some((target) => target.id === id))) await tasks.sleep(1_000);
    },
    start() {
      for (const target of site.targets.values()) {
        if (target.standing.state === 'draining') site.targets.delete(target.key);
        else watch(site, { ...target, standing: unchecked });
      }
    },
  };
}

function ofGroup(site: Site, groupArn: string): Target[] {
  return site.targets.values().filter((target) => target.groupArn === groupArn);
}

function register(
  site: Site,
  group: TargetGroup,
  { id, port = group.port }: { id: string; port?: number | undefined },
): void {
  if (group.targetType === 'instance') site.instances.describe(id);
  const key = `${group.arn}|${id}:${port}`;
  const state = site.targets.get(key)?.standing.state;
  if (state !== undefined && state !== 'draining') return;
  watch(site, { key, groupArn: group.arn, id, port, registeredAt: site.cloud.clock.now(), standing: unchecked });
}

function deregister(site: Site, group: TargetGroup, { id, port }: { id: string; port?: number | undefined }): void {
  for (const target of ofGroup(site, group.arn)) {
    if (target.id !== id || (port !== undefined && target.port !== port) || target.standing.state === 'draining')
      continue;
    // A target that no load balancer uses has nothing to drain.
    if (verdict(site, target).state === 'unused') site.targets.delete(target.key);
    else drain(site, target, Number(group.attributes['deregistration_delay.timeout_seconds'] ?? 300) * 1000);
  }
}

function drain(site: Site, target: Target, delayMs: number): void {
  const draining = { ...target, standing: { ...target.standing, ...verdicts.draining } };
  site.targets.set(target.key, draining);
  site.tasks.run(`draining ${target.id}`, async () => {
    await site.tasks.sleep(delayMs);
    const until = Date.now() + leastRealMs - delayMs / site.cloud.clock.scale;
    while (Date.now() < until && (site.requests.get(target.key)?.size ?? 0) > 0) await site.tasks.sleep(0);
    if (site.targets.get(target.key) !== draining) return; // Registered again meanwhile.
    site.targets.delete(target.key);
    if (isCut(site.records.groups.get(target.groupArn))) for (const cut of site.requests.get(target.key) ?? []) cut();
  });
}

/** What a network load balancer carries goes on until it ends by itself, unless the group says otherwise. */
function isCut(group: TargetGroup | undefined): boolean {
  if (group === undefined || group.protocol === 'HTTP' || group.protocol === 'HTTPS') return true;
  return group.attributes['deregistration_delay.connection_termination.enabled'] === 'true';
}

/** Checks a target every interval until it is gone, drains or is registered anew. */
function watch(site: Site, registered: Target): void {
  site.targets.set(registered.key, registered);
  const current = () => {
    const target = site.targets.get(registered.key);
    const same = target?.registeredAt === registered.registeredAt && target.standing.state !== 'draining';
    return same ? target : undefined;
  };
  site.tasks.run(`health checks of ${registered.id}`, async () => {
    for (let target = current(); target; target = current()) {
      const group = site.records.groups.get(target.groupArn);
      if (!group) return void site.targets.delete(target.key);
      const began = site.cloud.clock.now();
      if (verdict(site, target).state === 'unused') site.targets.set(target.key, { ...target, standing: unchecked });
      else if (group.healthCheck.enabled) await checkOnce(site, target, group, current);
      // How long an answer takes does not move the next check.
      await site.tasks.sleep(group.healthCheck.interval * 1000 - (site.cloud.clock.now() - began));
    }
  });
}

async function checkOnce(
  site: Site,
  target: Target,
  group: TargetGroup,
  current: () => Target | undefined,
): Promise<void> {
  const { healthCheck } = group;
  const place = reach(
    site,
    healthCheck.port === 'traffic-port' ? target : { ...target, port: Number(healthCheck.port) },
  );
  const timeout = Math.max((healthCheck.timeout * 1000) / site.cloud.clock.scale, leastRealMs);
  const result = place === undefined ? ({ kind: 'failed' } as const) : await check(place, healthCheck, timeout);
  const latest = current();
  if (latest) site.targets.set(latest.key, { ...latest, standing: judge(latest.standing, result, healthCheck) });
}

/** A target's health as ELB reports it: some verdicts come from what surrounds the target, not from its checks. */
function verdict(site: Site, target: Target): Verdict {
  if (target.standing.state === 'draining') return verdicts.draining;
  const balancers = balancersOf(site.records, target.groupArn);
  if (balancers.length === 0) return verdicts.notInUse;
  const instance = site.instances.find(target.id);
  if (instance && instance.state !== 'running' && instance.state !== 'pending') return verdicts.invalid;
  const zones = balancers.flatMap((balancer) => balancer.zones.map(({ zone }) => zone));
  if (instance && zones.length > 0 && !zones.includes(instance.zone)) return verdicts.wrongZone;
  if (!site.records.groups.get(target.groupArn)?.healthCheck.enabled) return verdicts.disabled;
  return target.standing;
}

function reach(site: Site, { id, port }: TargetId): Place | undefined {
  return id.startsWith('127.') ? { host: '127.0.0.1', port } : site.instances.reach(id, port);
}

function begin(site: Site, target: Target, cut: () => void): () => void {
  const open = site.requests.get(target.key) ?? new Set();
  site.requests.set(target.key, open);
  open.add(cut);
  return () => {
    open.delete(cut);
    if (open.size === 0 && site.requests.get(target.key) === open) site.requests.delete(target.key);
  };
}
