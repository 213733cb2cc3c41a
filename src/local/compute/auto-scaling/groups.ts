import { randomUUID } from 'node:crypto';
import { AwsError, type Cloud } from '../../service.ts';
import type { Collection } from '../../store.ts';
import type { Announce } from '../../services/sns/announce.ts';
import type { Targets } from '../../balancer/targets.ts';
import { arnOf } from '../../world/names.ts';
import type { Tasks } from '../../world/tasks.ts';
import type { Instances } from '../instances.ts';
import type { LaunchTemplates } from '../launch-templates.ts';
import type { Network } from '../network.ts';
import { type Activities, activities } from './activities.ts';
import { asked, scaled } from './desired.ts';
import type { Group, GroupSettings, Market } from './group.ts';
import { type Members, members } from './members.ts';
import { greet, holdNotifications, tellOfEnd } from './notifications.ts';
import { reconcile } from './reconcile.ts';
import { invalid, notFound, orAll, validate } from './settings.ts';

/** The Auto Scaling groups of the cloud. Every change is followed by whatever launches and terminations it needs. */
export interface Groups extends Members {
  readonly activities: Activities;
  create(name: string, settings: GroupSettings, cause: string): Group;
  /** Throws `ValidationError` when there is no such group. */
  describe(name: string): Group;
  find(name: string): Group | undefined;
  all(): Group[];
  /** The group that an instance belongs to. */
  of(instanceId: string): Group | undefined;
  update(name: string, settings: Partial<GroupSettings>): Group;
  /** Sets the desired capacity; throws `ValidationError` outside of minimum and maximum. */
  setDesired(name: string, desired: number): void;
  /** Sets the desired capacity, within minimum and maximum, as a scaling policy wants it. */
  scale(name: string, wanted: number, because: string): void;
  suspend(name: string, names: readonly string[]): void;
  resume(name: string, names: readonly string[]): void;
  terminate(instanceId: string, capacity: { readonly decrement: boolean }): Group;
  mark(name: string, roll: Group['roll']): void;
  /** Lets an instance refresh have so many instances beyond the desired capacity, and ends one that it replaces. */
  surge(name: string, surge: number, leaving?: { readonly id: string; readonly cause: string }): void;
  /** Ends all instances, then the group. */
  remove(name: string): Promise<void>;
  start(): void;
}

/** What the files of this folder share. */
export interface Site {
  readonly cloud: Cloud;
  readonly tasks: Tasks;
  readonly instances: Instances;
  readonly templates: LaunchTemplates;
  readonly network: Network;
  readonly targets: Targets;
  readonly announce: Announce;
  readonly records: Collection<Group>;
  readonly activities: Activities;
  /** Launches under way, by group: they are not members yet. */
  readonly launching: Map<string, readonly Market[]>;
  /** Instances whose termination is under way in this process. */
  readonly busy: Set<string>;
}

type Parts = Pick<Site, 'instances' | 'templates' | 'network' | 'targets' | 'announce'>;

const tickMs = 5_000;
const removalMs = 3_600_000;

/** Opens the groups recorded in the cloud's store; they act from `start` on. */
export function groups(cloud: Cloud, tasks: Tasks, parts: Parts): Groups {
  const records = cloud.store.collection<Group>('auto-scaling-groups');
  const site: Site = {
    cloud,
    tasks,
    ...parts,
    records,
    activities: activities(cloud, (one) => {
      // What the end of the cloud breaks off is taken up again.
      if (!tasks.stopped.aborted) tellOfEnd(site, records.get(one.group), one);
    }),
    launching: new Map(),
    busy: new Set(),
  };
  return {
    activities: site.activities,
    ...members(site, (id) => memberOf(site, id)),
    create: (name, settings, cause) => create(site, name, { settings, cause }),
    describe: (name) => describe(site, name),
    find: (name) => records.get(name),
    all: () => records.values(),
    of: (id) => memberOf(site, id),
    update: (name, settings) => update(site, name, settings),
    setDesired: (name, desired) => change(site, name, (group) => asked(group, desired)),
    scale: (name, wanted, because) =>
      change(site, name, (group) => scaled(group, { wanted, because, now: cloud.clock.now() })),
    suspend: (name, names) =>
      change(site, name, (group) => ({ suspended: [...new Set([...group.suspended, ...orAll(names)])] })),
    resume: (name, names) =>
      change(site, name, (group) => ({ suspended: group.suspended.filter((one) => !orAll(names).includes(one)) })),
    terminate: (id, capacity) => terminate(site, id, capacity),
    mark(name, roll) {
      const { roll: _, ...rest } = describe(site, name);
      records.set(name, { ...rest, ...(roll && { roll }) });
    },
    surge(name, surge, leaving) {
      const { desired } = describe(site, name);
      if (leaving) reconcile(site, name, { terminate: leaving.id, cause: leaving.cause, desired, surge });
      else change(site, name, () => ({ surge }));
    },
    remove: (name) => remove(site, name),
    start() {
      tasks.every('Auto Scaling', tickMs, () => {
        for (const name of records.keys()) reconcile(site, name);
      });
    },
  };
}

function create(site: Site, name: string, { settings, cause }: { settings: GroupSettings; cause: string }): Group {
  if (site.records.has(name))
    throw new AwsError(
      'AlreadyExists',
      `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
    );
  validate(settings);
  holdNotifications(settings.notifications ?? []);
  site.templates.version({ LaunchTemplateId: settings.templateId, Version: settings.templateVersion });
  const arn = arnOf(site.cloud, 'autoscaling', `autoScalingGroup:${randomUUID()}:autoScalingGroupName/${name}`);
  const createdAt = site.cloud.clock.now();
  site.records.set(name, { ...settings, name, arn, createdAt, suspended: [], members: [], deleting: false, cause });
  greet(site, describe(site, name));
  reconcile(site, name);
  return describe(site, name);
}

function update(site: Site, name: string, settings: Partial<GroupSettings>): Group {
  const before = describe(site, name);
  const merged = { ...before, ...settings };
  // A desired capacity that nobody named follows the bounds (UpdateAutoScalingGroup, "MinSize").
  const desired = settings.desired ?? Math.min(Math.max(before.desired, merged.min), merged.max);
  const after = { ...merged, desired };
  validate(after);
  holdNotifications(after.notifications ?? []);
  site.templates.version({ LaunchTemplateId: after.templateId, Version: after.templateVersion });
  const constraints = `min: ${after.min}, max: ${after.max}, desired: ${desired}`;
  const cause = `a user request update of AutoScalingGroup constraints to ${constraints} changing the desired capacity from ${before.desired} to ${desired}.`;
  change(site, name, () => ({ ...after, cause: desired === before.desired ? before.cause : cause }));
  greet(site, describe(site, name), before.notifications);
  return describe(site, name);
}

function terminate(site: Site, id: string, { decrement }: { readonly decrement: boolean }): Group {
  const group = memberOf(site, id);
  if (!group) throw notFound(id);
  if (decrement && group.desired <= group.min) {
    throw invalid(
      `Currently, desiredSize equals minSize (${group.min}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
    );
  }
  const desired = decrement ? group.desired - 1 : group.desired;
  const cause = `instance ${id} was taken out of service in response to a user request${decrement ? `, shrinking the capacity from ${group.desired} to ${desired}` : ''}.`;
  reconcile(site, group.name, { terminate: id, cause, desired });
  return describe(site, group.name);
}

async function remove(site: Site, name: string): Promise<void> {
  if (!site.records.has(name)) return;
  const cause = 'a user request force deleted AutoScalingGroup changing the desired capacity to 0.';
  change(site, name, () => ({ min: 0, max: 0, desired: 0, surge: 0, suspended: [], deleting: true, cause }));
  const until = site.cloud.clock.now() + removalMs;
  while (occupied(site, name)) {
    if (site.cloud.clock.now() > until) throw new Error(`AutoScalingGroup ${name} still has instances after an hour.`);
    await site.tasks.sleep(1_000);
  }
  site.records.delete(name);
  site.activities.forget(name);
}

function occupied(site: Site, name: string): boolean {
  return (site.records.get(name)?.members.length ?? 0) + (site.launching.get(name)?.length ?? 0) > 0;
}

function describe(site: Site, name: string): Group {
  const group = site.records.get(name);
  if (group) return group;
  throw invalid(`AutoScalingGroup name not found - AutoScalingGroup: ${name} not found`);
}

function memberOf(site: Site, instanceId: string): Group | undefined {
  return site.records.values().find((group) => group.members.some((member) => member.id === instanceId));
}

function change(site: Site, name: string, to: (group: Group) => Partial<Group>): void {
  const group = describe(site, name);
  site.records.set(name, { ...group, ...to(group) });
  reconcile(site, name);
}
