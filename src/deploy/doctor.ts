import type { Group, Stack } from './ports.ts';
import { conditionOf } from './status.ts';

/** What the examination of an environment saw. */
export interface Examination {
  readonly compute: Stack;
  readonly group: Group | undefined;
  /** In words, that its hours have ended the instances; absent while they shall run. */
  readonly stopped?: string | undefined;
  /** Ids of instance refreshes under way. */
  readonly refreshes: readonly string[];
  /** Names of the environment's alarms that ring. */
  readonly ringing: readonly string[];
  /** Objects of the bucket that the live or the previous version needs and that are not there. */
  readonly missing: readonly Missing[];
  /** The machine image that instances are launched from, when it is not there any more. */
  readonly goneImage: string | undefined;
}

export interface Missing {
  readonly version: 'live' | 'previous';
  readonly label: string;
  /** `bundle`, `manifest`, `agent`, `configuration`. */
  readonly what: string;
  readonly key: string;
}

/** Something that will trouble the next update, or a rollback, and what to do about it. */
export interface Finding {
  readonly what: string;
  readonly fix: string;
}

/** What is wrong with an environment; nothing when all is well. */
export function diagnose(seen: Examination): readonly Finding[] {
  const { compute, group } = seen;
  const name = compute.outputs['AutoScalingGroupName'] ?? '';
  return [
    ...ofStack(compute),
    ...(group === undefined ? [noGroup(name)] : ofGroup(group, name, compute)),
    ...when(group?.desired === 0 && isResting(compute) && !isStopped(seen), stoppedByHand(name)),
    ...(isResting(compute) ? seen.refreshes.map((id) => foreignRefresh(id, name)) : []),
    // What waits meanwhile, or asks in vain, is not the version's fault.
    ...(isStopped(seen) ? [] : seen.ringing.map(ringing)),
    ...seen.missing.map(missing),
    ...(seen.goneImage === undefined ? [] : [goneImage(seen.goneImage)]),
  ];
}

/** No instance, and that is as it shall be. */
function isStopped({ group, stopped }: Examination): boolean {
  return group?.desired === 0 && stopped !== undefined;
}

function stoppedByHand(name: string): Finding {
  return {
    what: `The group "${name}" has no instance: nobody answers.`,
    fix: `Somebody has set that by hand. Deploy again, which starts it, or: aws autoscaling set-desired-capacity --desired-capacity 1 --auto-scaling-group-name ${name}`,
  };
}

function isResting({ status }: Stack): boolean {
  return conditionOf(status) !== 'busy';
}

function ofStack({ name, status }: Stack): readonly Finding[] {
  if (['settled', 'busy'].includes(conditionOf(status))) return [];
  return [
    {
      what: `The stack "${name}" is ${status}.`,
      fix: 'The next deploy brings it back where that is safe; see docs/statuses.md.',
    },
  ];
}

function noGroup(name: string): Finding {
  return {
    what: `There is no Auto Scaling group "${name}".`,
    fix: 'Somebody has deleted it. Delete the environment and deploy it again.',
  };
}

/** While an update runs, CloudFormation itself suspends processes and raises the group. */
function ofGroup(group: Group, name: string, compute: Stack): readonly Finding[] {
  if (!isResting(compute)) return [];
  const { suspended, instances, desired, max, min } = group;
  const serving = instances.filter(({ state }) => state === 'InService');
  const stale = serving.filter(({ isCurrent }) => !isCurrent);
  const sick = serving.filter(({ health }) => health !== 'Healthy');
  const ids = (list: Group['instances']): string => list.map(({ id }) => id).join(', ');
  return [
    ...when(suspended.length > 0, {
      what: `The group "${name}" has suspended processes: ${suspended.join(', ')}.`,
      fix: `An update that was cut off left them, or somebody suspended them: aws autoscaling resume-processes --auto-scaling-group-name ${name}`,
    }),
    ...when(serving.length > desired, {
      what: `The group "${name}" has ${serving.length} instances in service and wants ${desired}.`,
      fix: 'Auto Scaling should end the others in a few minutes; a suspended process or scale-in protection keeps it from that.',
    }),
    ...when(desired >= max && max > min, {
      what: `The group "${name}" stands at its largest size, ${max}: there is no room to grow, and an update has fewer instances in service.`,
      fix: 'Raise instances.max.',
    }),
    ...when(stale.length > 0, {
      what: `Not launched from the live version's launch template: ${ids(stale)}.`,
      fix: 'Deploy again; if they stay, somebody changed the group by hand.',
    }),
    ...when(sick.length > 0, { what: `Unhealthy: ${ids(sick)}.`, fix: "Look at the instances' logs." }),
  ];
}

function when(holds: boolean, finding: Finding): readonly Finding[] {
  return holds ? [finding] : [];
}

function foreignRefresh(id: string, name: string): Finding {
  return {
    what: `The instance refresh ${id} of the group "${name}" is under way, and no deploy began it.`,
    fix: `Wait for it, or: aws autoscaling cancel-instance-refresh --auto-scaling-group-name ${name}`,
  };
}

function ringing(name: string): Finding {
  return {
    what: `The alarm "${name}" rings.`,
    fix: 'It cannot judge an update while it rings. Deploy the fix with `ignore-alarms`, or wait until it is quiet.',
  };
}

function missing({ version, label, what, key }: Missing): Finding {
  const effect = version === 'live' ? 'a new instance could not start' : 'a rollback to it is impossible';
  return {
    what: `The ${what} of the ${version} version "${label}" is not in the artifact bucket (${key}): ${effect}.`,
    fix: version === 'live' ? 'Deploy again from a checkout.' : 'Nothing helps but to know it.',
  };
}

/** A version that is rolled back to is launched from the same image as the live one. */
function goneImage(id: string): Finding {
  return {
    what: `The machine image ${id} is not there any more: a new instance could not start, and neither a deploy nor a rollback could succeed.`,
    fix: 'Set instances.image to another image. One that is not pinned is chosen anew with `set: instances.image=<id>` once.',
  };
}
