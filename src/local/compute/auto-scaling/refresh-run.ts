import type { Tasks } from '../../world/tasks.ts';
import { activeMembers, type Group, type Member } from './group.ts';
import type { Groups } from './groups.ts';
import type { InstanceRefresh, RefreshStatus } from './instance-refreshes.ts';
import type { RefreshPreferences } from './refresh-policy.ts';
import { type AlarmStateOf, mayBegin, mayGoOn } from './refresh-alarms.ts';
import { percentOf, type RefreshStep, refreshStep, type RefreshView } from './refresh-step.ts';

const pollMs = 1_000;
/** Auto Scaling gives up when nothing has come about for an hour. */
const patienceMs = 3_600_000;

/** What an instance refresh works with. */
export interface Refreshing {
  readonly groups: Groups;
  readonly tasks: Tasks;
  readonly name: string;
  readonly preferences: RefreshPreferences;
  readonly startedAt: number;
  isObsolete(group: Group, member: Member): boolean;
  readonly alarmState: AlarmStateOf;
  now(): number;
  tell(to: Partial<InstanceRefresh>): void;
  status(): RefreshStatus | undefined;
}

/** How far an instance refresh has come. */
interface Course {
  passed: number;
  replaced: number;
  movedAt: number;
}

/** Replaces until the last checkpoint, then bakes. Returns early when it is cancelled; rejects when nothing comes about for too long. */
export async function runRefresh(refresh: Refreshing): Promise<void> {
  const { groups, name, now, tasks } = refresh;
  mayBegin(refresh.preferences, refresh.alarmState);
  const course: Course = { passed: 0, replaced: 0, movedAt: now() };
  refresh.tell({ status: 'InProgress' });
  try {
    while (refresh.status() === 'InProgress') {
      const view = viewOf(refresh, course.passed);
      const step = refreshStep(view);
      tellProgress(refresh, view);
      if (step.kind === 'checkpoint' && step.percent === 100) return await bake(refresh);
      if (step.kind !== 'wait') course.movedAt = now();
      else if (now() - course.movedAt > patienceMs) throw new Error(stuck);
      if (mayGoOn(refresh.preferences, refresh.alarmState)) await take(step, refresh, course);
      await tasks.sleep(pollMs);
    }
  } finally {
    if (groups.find(name)) withdraw(refresh);
  }
}

/** What came beyond the desired capacity goes again, the newest first: an ordinary scale-in would take the old ones, which are proven. */
function withdraw(refresh: Refreshing): void {
  const { groups, name } = refresh;
  const { group, isObsolete } = viewOf(refresh, 0);
  const fresh = activeMembers(group).filter((member) => !isObsolete(member));
  const newest = fresh.sort((one, other) => other.launchedAt - one.launchedAt);
  for (const { id } of newest.slice(0, Math.max(activeMembers(group).length - group.desired, 0)))
    groups.surge(name, Math.max((groups.describe(name).surge ?? 0) - 1, 0), { id, cause: replacement });
  groups.surge(name, 0);
}

const stuck = 'The instances that were launched did not become healthy within an hour.';
const replacement = 'an instance was taken out of service in response to an instance refresh.';

async function take(step: RefreshStep, refresh: Refreshing, course: Course): Promise<void> {
  const { groups, name, preferences } = refresh;
  switch (step.kind) {
    case 'wait':
      return;
    case 'launch':
      return groups.surge(name, (groups.describe(name).surge ?? 0) + step.count);
    case 'shrink':
      return groups.surge(name, 0);
    case 'terminate':
      course.replaced += 1;
      return groups.surge(name, step.surge, { id: step.id, cause: replacement });
    case 'checkpoint':
      // A checkpoint that lay behind from the beginning is none.
      if (course.replaced > 0) await rest(refresh, preferences.delayMs, `Reached the checkpoint at ${step.percent} %.`);
      course.passed += 1;
      course.movedAt = refresh.now();
  }
}
async function bake(refresh: Refreshing): Promise<void> {
  const { bakeMs } = refresh.preferences;
  if (bakeMs === 0) return;
  refresh.tell({ status: 'Baking' });
  await rest(refresh, bakeMs, 'The group is baking.');
}

/** Rests, unless it is cancelled. */
async function rest(refresh: Refreshing, ms: number, reason: string): Promise<void> {
  const { tasks, now, status, tell, preferences, alarmState } = refresh;
  tell({ reason });
  const until = now() + ms;
  while (now() < until && status() !== 'Cancelling') {
    await tasks.sleep(Math.min(pollMs, until - now()));
    mayGoOn(preferences, alarmState);
  }
}

function viewOf({ groups, name, preferences, startedAt, now, isObsolete }: Refreshing, passed: number): RefreshView {
  const group = groups.describe(name);
  const differs = (member: Member) =>
    preferences.skipMatching ? isObsolete(group, member) : member.launchedAt < startedAt;
  return { group, preferences, passed, now: now(), isObsolete: differs };
}

function tellProgress({ tell }: Refreshing, view: RefreshView): void {
  const percent = percentOf(view);
  tell({ percent, toUpdate: activeMembers(view.group).filter((member) => view.isObsolete(member)).length });
}
