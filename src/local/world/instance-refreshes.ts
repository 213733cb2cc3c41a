import type { InstanceRefresh } from '../compute/auto-scaling/instance-refreshes.ts';
import { refreshPreferences } from '../compute/auto-scaling/refresh-policy.ts';
import { AwsError, type Service } from '../service.ts';
import { list, number, required } from './input.ts';
import type { Parts } from './parts.ts';

/** Instance refreshes as Auto Scaling's own API has them. */
export function refreshOperations({ groups, refreshes }: Parts): Service['operations'] {
  return {
    DescribeInstanceRefreshes(input) {
      const name = groups.describe(required(input, 'AutoScalingGroupName')).name;
      const ids = list(input['InstanceRefreshIds']);
      const chosen = refreshes.of(name).filter((one) => ids.length === 0 || ids.includes(one.id));
      return { InstanceRefreshes: chosen.slice(0, number(input['MaxRecords']) ?? 50).map(shownRefresh) };
    },
    StartInstanceRefresh(input) {
      const group = groups.describe(required(input, 'AutoScalingGroupName'));
      const preferences = (input['Preferences'] ?? {}) as Record<string, unknown>;
      const warmup = group.warmup ?? group.gracePeriod;
      return { InstanceRefreshId: refreshes.begin(group.name, refreshPreferences(preferences, warmup, false)).id };
    },
    CancelInstanceRefresh: (input) => ({
      InstanceRefreshId: refreshes.cancel(groups.describe(required(input, 'AutoScalingGroupName')).name),
    }),
  };
}

/** What instances say about the hooks that hold them back. */
export function hookOperations({ groups }: Parts): Service['operations'] {
  return {
    DescribeLifecycleHooks(input) {
      const { name, hooks = [] } = groups.describe(required(input, 'AutoScalingGroupName'));
      const wanted = list(input['LifecycleHookNames']);
      const chosen = hooks.filter((hook) => wanted.length === 0 || wanted.includes(hook.name));
      return {
        LifecycleHooks: chosen.map((hook) => ({
          LifecycleHookName: hook.name,
          AutoScalingGroupName: name,
          LifecycleTransition: hook.transition,
          HeartbeatTimeout: hook.heartbeat,
          GlobalTimeout: Math.min(hook.heartbeat * 100, 172_800),
          DefaultResult: hook.defaultResult,
        })),
      };
    },
    CompleteLifecycleAction(input) {
      const result = required(input, 'LifecycleActionResult');
      if (result !== 'CONTINUE' && result !== 'ABANDON')
        throw new AwsError('ValidationError', 'Lifecycle Action Result must be CONTINUE or ABANDON.');
      groups.completeHook(required(input, 'InstanceId'), required(input, 'LifecycleHookName'), result);
      return {};
    },
    RecordLifecycleActionHeartbeat(input) {
      groups.beat(required(input, 'InstanceId'), required(input, 'LifecycleHookName'));
      return {};
    },
  };
}

function shownRefresh(one: InstanceRefresh) {
  const { preferences } = one;
  return {
    InstanceRefreshId: one.id,
    AutoScalingGroupName: one.group,
    Status: one.status,
    ...(one.reason !== undefined && { StatusReason: one.reason }),
    StartTime: new Date(one.startedAt),
    ...(one.endedAt !== undefined && { EndTime: new Date(one.endedAt) }),
    PercentageComplete: one.percent,
    InstancesToUpdate: one.toUpdate,
    Preferences: {
      MinHealthyPercentage: preferences.minHealthy,
      MaxHealthyPercentage: preferences.maxHealthy,
      InstanceWarmup: preferences.warmupMs / 1000,
      SkipMatching: preferences.skipMatching,
      CheckpointPercentages: preferences.checkpoints,
      CheckpointDelay: preferences.delayMs / 1000,
      BakeTime: preferences.bakeMs / 1000,
      ...(preferences.alarms.length > 0 && { AlarmSpecification: { Alarms: preferences.alarms } }),
    },
  };
}
