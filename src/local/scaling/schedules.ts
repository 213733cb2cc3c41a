import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import type { Groups } from '../compute/auto-scaling/groups.ts';
import { invalid } from '../compute/auto-scaling/settings.ts';
import type { Cloud } from '../service.ts';
import { arnOf } from '../world/names.ts';
import type { Tasks } from '../world/tasks.ts';

/** Sizes that a group takes on at a time, or again and again. */
export interface ScheduledAction {
  readonly arn: string;
  readonly name: string;
  readonly group: string;
  readonly settings: ScheduledSettings;
  /** AWS time in ms of the next one; absent: never again. */
  readonly next?: number;
}

/** As the API names them; times in ms. */
export interface ScheduledSettings {
  readonly recurrence?: string;
  /** An IANA time zone; UTC when absent. */
  readonly timeZone?: string;
  readonly start?: number;
  readonly end?: number;
  readonly min?: number;
  readonly max?: number;
  readonly desired?: number;
}

/** The scheduled actions of all groups. */
export interface Schedules {
  /** Makes an action, or changes the one of that name; throws `ValidationError`. */
  put(group: string, name: string, settings: ScheduledSettings): ScheduledAction;
  remove(group: string, name: string): void;
  all(): ScheduledAction[];
  /** From here on they act. */
  start(): void;
}

const tickMs = 10_000;

/** Opens the scheduled actions recorded in the cloud's store. */
export function schedules(cloud: Cloud, tasks: Tasks, groups: Groups): Schedules {
  const records = cloud.store.collection<ScheduledAction>('scheduled-actions');
  const key = (group: string, name: string) => `${group}/${name}`;
  const act = (action: ScheduledAction) => {
    const now = cloud.clock.now();
    const group = groups.find(action.group);
    if (group === undefined || group.deleting) return records.delete(key(action.group, action.name));
    records.set(key(action.group, action.name), planned(action, now));
    // What would have happened meanwhile is left out: that is what suspending is for.
    if (group.suspended.includes('ScheduledActions')) return;
    const { min = group.min, max = group.max } = action.settings;
    const desired = Math.min(Math.max(action.settings.desired ?? group.desired, min), max);
    groups.update(group.name, { min, max, desired });
  };
  return {
    all: () => records.values(),
    remove: (group, name) => records.delete(key(group, name)),
    put(group, name, settings) {
      check(settings);
      const known = records.get(key(group, name));
      const place = `autoScalingGroupName/${groups.describe(group).name}:scheduledActionName/${name}`;
      const arn = known?.arn ?? arnOf(cloud, 'autoscaling', `scheduledUpdateGroupAction:${randomUUID()}:${place}`);
      const action = planned({ arn, name, group, settings }, cloud.clock.now());
      records.set(key(group, name), action);
      return action;
    },
    start: () =>
      tasks.every('scheduled actions', tickMs, () => {
        for (const action of records.values()) {
          if (action.next !== undefined && action.next <= cloud.clock.now()) act(action);
        }
      }),
  };
}

/** The action with the time at which it comes next. */
function planned({ next: _, ...action }: ScheduledAction, now: number): ScheduledAction {
  const { recurrence, timeZone = 'Etc/UTC', start, end = Number.POSITIVE_INFINITY } = action.settings;
  const from = start === undefined ? now : Math.max(now, start);
  const time =
    recurrence === undefined
      ? start !== undefined && start > now
        ? start
        : undefined
      : new Cron(recurrence, { timezone: timeZone }).nextRun(new Date(from))?.getTime();
  return time === undefined || time > end ? action : { ...action, next: time };
}

function check({ recurrence, timeZone, start, min, max, desired }: ScheduledSettings): void {
  if (min === undefined && max === undefined && desired === undefined)
    throw invalid('At least one of MinSize, MaxSize or DesiredCapacity must be specified');
  if (recurrence === undefined && start === undefined)
    throw invalid('Either Recurrence or StartTime must be specified');
  if (min !== undefined && max !== undefined && min > max)
    throw invalid(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  if (recurrence === undefined) return;
  if (recurrence.trim().split(/\s+/).length !== 5) throw invalid(`Given recurrence string: ${recurrence} is invalid`);
  try {
    new Cron(recurrence, { timezone: timeZone ?? 'Etc/UTC' }).nextRun();
  } catch (cause) {
    throw Object.assign(invalid(`Given recurrence string: ${recurrence} is invalid`), { cause });
  }
}
