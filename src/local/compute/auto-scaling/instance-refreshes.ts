import { randomUUID } from 'node:crypto';
import { AwsError, type Cloud } from '../../service.ts';
import type { Tasks } from '../../world/tasks.ts';
import type { Group, Member } from './group.ts';
import type { Groups } from './groups.ts';
import type { AlarmStateOf } from './refresh-alarms.ts';
import type { RefreshPreferences } from './refresh-policy.ts';
import { runRefresh } from './refresh-run.ts';

export type RefreshStatus = 'Pending' | 'InProgress' | 'Baking' | 'Successful' | 'Failed' | 'Cancelling' | 'Cancelled';

/** An instance refresh, as DescribeInstanceRefreshes shows it. */
export interface InstanceRefresh {
  readonly id: string;
  readonly group: string;
  readonly status: RefreshStatus;
  readonly reason?: string;
  readonly percent: number;
  readonly toUpdate: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly preferences: RefreshPreferences;
}

/** The instance refreshes of all groups. */
export interface InstanceRefreshes {
  /** Begins one; throws `InstanceRefreshInProgress` when the group has one under way. It goes on by itself; `run` settles with its end. */
  begin(
    group: string,
    preferences: RefreshPreferences,
  ): { readonly id: string; readonly run: Promise<InstanceRefresh> };
  /** Ends the one under way; throws `ActiveInstanceRefreshNotFound` when there is none. What was replaced stays replaced. */
  cancel(group: string): string;
  isActive(group: string): boolean;
  /** Newest first. */
  of(group: string): InstanceRefresh[];
}

interface Parts {
  readonly groups: Groups;
  readonly tasks: Tasks;
  isObsolete(group: Group, member: Member): boolean;
  readonly alarmState: AlarmStateOf;
}

const kept = 20;

/** Opens the instance refreshes recorded in the cloud's store. One that a stop of the cloud cut off has failed. */
export function instanceRefreshes(cloud: Cloud, parts: Parts): InstanceRefreshes {
  const records = cloud.store.collection<InstanceRefresh>('instance-refreshes');
  const change = (id: string, to: Partial<InstanceRefresh>) => {
    const known = records.get(id);
    if (known) records.set(id, { ...known, ...to });
    return records.get(id);
  };
  const end = (id: string, status: RefreshStatus, reason?: string) =>
    change(id, { status, endedAt: cloud.clock.now(), ...(reason !== undefined && { reason }) });
  const of = (group: string) =>
    records
      .values()
      .filter((one) => one.group === group)
      .sort((one, other) => other.startedAt - one.startedAt);
  const active = (group: string) => of(group).find(isActive);
  for (const one of records.values().filter(isActive)) end(one.id, 'Failed', 'The local cloud was stopped.');
  const begin: InstanceRefreshes['begin'] = (group, preferences) => {
    if (active(group)) throw inProgress();
    const id = randomUUID();
    const startedAt = cloud.clock.now();
    const toUpdate = parts.groups.describe(group).desired;
    records.set(id, { id, group, status: 'Pending', percent: 0, toUpdate, startedAt, preferences });
    for (const old of of(group).slice(kept)) records.delete(old.id);
    const tell = (to: Partial<InstanceRefresh>) => void change(id, to);
    const status = () => records.get(id)?.status;
    const { now } = cloud.clock;
    const run = runRefresh({ ...parts, name: group, preferences, startedAt, now, tell, status }).then(
      () => end(id, status() === 'Cancelling' ? 'Cancelled' : 'Successful'),
      (error: unknown) => end(id, 'Failed', error instanceof Error ? error.message : String(error)),
    ) as Promise<InstanceRefresh>;
    parts.tasks.run(`instance refresh of ${group}`, () => run);
    return { id, run };
  };
  return {
    of,
    begin,
    isActive: (group) => active(group) !== undefined && active(group)?.status !== 'Cancelling',
    cancel(group) {
      const found = active(group);
      if (!found || found.status === 'Cancelling') throw noneActive(group);
      change(found.id, { status: 'Cancelling', reason: 'Cancelled due to user request.' });
      return found.id;
    },
  };
}

function inProgress(): AwsError {
  const message = 'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.';
  return new AwsError('InstanceRefreshInProgress', message);
}

function noneActive(group: string): AwsError {
  const message = `No in progress or pending Instance Refresh found for Auto Scaling group ${group}`;
  return new AwsError('ActiveInstanceRefreshNotFound', message);
}

function isActive({ status }: InstanceRefresh): boolean {
  return status === 'Pending' || status === 'InProgress' || status === 'Baking' || status === 'Cancelling';
}
