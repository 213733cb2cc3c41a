import { randomUUID } from 'node:crypto';
import type { Group } from '../compute/auto-scaling/group.ts';
import type { Groups } from '../compute/auto-scaling/groups.ts';
import { AwsError, type Cloud } from '../service.ts';
import type { Alarms } from '../world/alarms.ts';
import { number } from '../world/input.ts';
import { arnOf } from '../world/names.ts';
import { type Breach, capacityOf, wantedCapacity } from './capacity.ts';
import { type Scaling, type ScalingPolicy, scalingOf } from './policy.ts';
import { trackingAlarms } from './target-tracking.ts';

/** The scaling policies of all groups. They act when an alarm calls them. */
export interface ScalingPolicies {
  /** Makes a policy, or changes the one of that name; throws `ValidationError`. */
  put(group: string, name: string, settings: ScalingPolicy['settings']): ScalingPolicy;
  remove(arn: string): void;
  all(): ScalingPolicy[];
  /** Throws `ValidationError` when the group has no such policy; `name` may be an ARN. */
  describe(name: string, group: string | undefined): ScalingPolicy;
  /** Does what the policy says of a breach; `because` is how the cause of the activities that follow begins. */
  execute(arn: string, breach: Breach, because: string): void;
}

interface Parts {
  readonly groups: Groups;
  readonly alarms: Alarms;
}

/** Opens the policies recorded in the cloud's store; from then on they listen to the alarms. */
export function scalingPolicies(cloud: Cloud, { groups, alarms }: Parts): ScalingPolicies {
  const records = cloud.store.collection<ScalingPolicy>('scaling-policies');
  const find = (name: string, group: string | undefined) =>
    records.values().find((one) => one.arn === name || (one.group === group && one.name === name));
  const execute: ScalingPolicies['execute'] = (arn, breach, because) => {
    const policy = records.get(arn);
    const group = policy && groups.find(policy.group);
    if (!policy || !group || group.deleting) return;
    const scaling = scalingOf(policy.settings, policy.group);
    if (!mayAct(group, scaling, cloud.clock.now())) return;
    if (isLow(scaling, breach) && !allAgree(policy, records.values(), alarms)) return;
    const capacity = capacityOf(group, warmupMs(policy, group), cloud.clock.now());
    groups.scale(group.name, wantedCapacity(scaling, capacity, breach), `${because} policy ${policy.name}`);
  };
  alarms.listen((action, alarm, value) => {
    const breach = { threshold: number(alarm.settings['Threshold']) ?? 0, ...(value !== undefined && { value }) };
    execute(action, breach, `a monitor alarm ${alarm.name} in state ${alarm.state} triggered`);
  });
  return {
    execute,
    all: () => records.values(),
    describe(name, group) {
      const found = find(name, group);
      if (found) return found;
      throw new AwsError('ValidationError', `PolicyARN/Name ${name} not found`);
    },
    put(groupName, name, settings) {
      const group = groups.describe(groupName).name;
      const scaling = scalingOf(settings, group);
      const known = find(name, group);
      const place = `autoScalingGroupName/${group}:policyName/${name}`;
      const arn = known?.arn ?? arnOf(cloud, 'autoscaling', `scalingPolicy:${randomUUID()}:${place}`);
      for (const alarm of known?.alarms ?? []) alarms.remove(alarm);
      const policy = { arn, name, group, settings, alarms: watch(alarms, { arn, group, scaling }) };
      records.set(arn, policy);
      const never = neverActs(scaling);
      if (never !== undefined) cloud.log(`Scaling policy ${name} of ${group} is kept but never scales here: ${never}.`);
      return policy;
    },
    remove(arn) {
      for (const alarm of records.get(arn)?.alarms ?? []) alarms.remove(alarm);
      records.delete(arn);
    },
  };
}

/** Makes the alarms of a target tracking policy; the other kinds are called by alarms that their users make. */
function watch(alarms: Alarms, { arn, group, scaling }: { arn: string; group: string; scaling: Scaling }): string[] {
  if (scaling.kind !== 'TargetTrackingScaling') return [];
  const { high, low } = trackingAlarms(scaling);
  const AlarmDescription = `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${arn}.`;
  const make = (level: string, settings: object) =>
    alarms.put(`TargetTracking-${group}-${level}-${randomUUID()}`, {
      ...settings,
      AlarmDescription,
      AlarmActions: [arn],
    }).name;
  return [make('AlarmHigh', high), ...(scaling.scaleIn ? [make('AlarmLow', low)] : [])];
}

function neverActs(scaling: Scaling): string | undefined {
  if (scaling.kind === 'PredictiveScaling') return 'a forecast needs a history that a local cloud does not have';
  const metric = scaling.kind === 'TargetTrackingScaling' ? String(scaling.metric['MetricName']) : '';
  return metric.startsWith('Network') ? `${metric} is not measured` : undefined;
}

/** Seconds until a new instance counts: of the policy, of the group, or the group's cooldown, as Auto Scaling has them. */
function warmupMs({ settings }: ScalingPolicy, { warmup, cooldown }: Group): number {
  return (number(settings['EstimatedInstanceWarmup']) ?? warmup ?? cooldown) * 1000;
}

/** Simple scaling waits until its last activity is over and has cooled down; nothing acts while alarms are not listened to. */
function mayAct(group: Group, scaling: Scaling, now: number): boolean {
  if (group.suspended.includes('AlarmNotification')) return false;
  if (scaling.kind !== 'SimpleScaling') return true;
  const { members, desired, scaledAt } = group;
  if (members.length < desired || members.some(({ lifecycle }) => lifecycle !== 'InService')) return false;
  if (scaledAt === undefined) return true;
  const finishedAt = Math.max(scaledAt, ...members.map(({ inServiceAt = 0 }) => inServiceAt));
  return now >= finishedAt + (scaling.cooldown ?? group.cooldown) * 1000;
}

function isLow(scaling: Scaling, { value }: Breach): boolean {
  return scaling.kind === 'TargetTrackingScaling' && value !== undefined && value <= scaling.target;
}

/** A group shrinks only when each of its tracking policies that may take instances away is ready to. */
function allAgree({ group }: ScalingPolicy, policies: readonly ScalingPolicy[], alarms: Alarms): boolean {
  const lows = policies.filter((one) => one.group === group).flatMap((one) => one.alarms.slice(1));
  return lows.every((name) => alarms.find(name)?.state === 'ALARM');
}
