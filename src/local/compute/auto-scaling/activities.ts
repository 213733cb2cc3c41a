import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../service.ts';
import type { Activity } from './group.ts';

/** The scaling activities of all groups, newest first; they live as long as their group. */
export interface Activities {
  /** `why` is told sentence by sentence, each with the time. */
  begin(
    activity: Pick<Activity, 'group' | 'description' | 'zone' | 'subnetId'> & { readonly why: readonly string[] },
  ): string;
  change(id: string, to: Pick<Activity, 'status'> & Partial<Activity>): void;
  /** Ends an activity: `Successful`, or `Failed` with why. */
  end(id: string, failure?: string): void;
  of(group: string | undefined): Activity[];
  find(id: string): Activity | undefined;
  forget(group: string): void;
}

const keptPerGroup = 200;

/** Opens the activities recorded in the cloud's store; `ended` is told of each that ends. */
export function activities(cloud: Cloud, ended: (activity: Activity) => void): Activities {
  const records = cloud.store.collection<Activity>('scaling-activities');
  const of = (group: string | undefined) =>
    records
      .values()
      .filter((one) => group === undefined || one.group === group)
      .sort((a, b) => b.startedAt - a.startedAt);
  const change: Activities['change'] = (id, to) => {
    const known = records.get(id);
    if (known) records.set(id, { ...known, ...to });
  };
  return {
    of,
    change,
    find: (id) => records.get(id),
    begin({ why, ...activity }) {
      const startedAt = cloud.clock.now();
      const stamp = new Date(startedAt).toISOString().replace(/\.\d+/, '');
      const id = randomUUID();
      records.set(id, {
        ...activity,
        id,
        startedAt,
        status: 'InProgress',
        cause: why.map((sentence) => `At ${stamp} ${sentence}`).join('  '),
      });
      for (const old of of(activity.group).slice(keptPerGroup)) records.delete(old.id);
      return id;
    },
    end(id, failure) {
      const endedAt = cloud.clock.now();
      if (failure === undefined) change(id, { status: 'Successful', endedAt });
      else change(id, { status: 'Failed', message: failure, endedAt });
      const activity = records.get(id);
      if (activity) ended(activity);
    },
    forget(group) {
      for (const one of of(group)) records.delete(one.id);
    },
  };
}
