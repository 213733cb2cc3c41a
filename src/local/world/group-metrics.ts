import { activeMembers, type Group } from '../compute/auto-scaling/group.ts';
import type { Metrics } from './metrics.ts';

/** The metrics of a group, https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html; standby and warm pools are not played. */
const counts: Readonly<Record<string, (group: Group) => number>> = {
  GroupMinSize: ({ min }) => min,
  GroupMaxSize: ({ max }) => max,
  GroupDesiredCapacity: ({ desired }) => desired,
  GroupInServiceInstances: (group) => activeMembers(group).filter(({ lifecycle }) => lifecycle === 'InService').length,
  GroupPendingInstances: (group) => activeMembers(group).filter(({ lifecycle }) => lifecycle !== 'InService').length,
  GroupStandbyInstances: () => 0,
  GroupTerminatingInstances: (group) => group.members.length - activeMembers(group).length,
  GroupTotalInstances: (group) => group.members.length,
};

/** What a MetricsCollection chooses: nothing named is everything. */
export function chosenMetrics(named: readonly string[]): readonly string[] {
  return named.length > 0 ? named : Object.keys(counts);
}

/** Puts the metrics that groups collect. */
export function countGroups(metrics: Metrics, groups: readonly Group[]): void {
  for (const group of groups) {
    const dimensions = [{ Name: 'AutoScalingGroupName', Value: group.name }];
    for (const name of group.metrics ?? []) {
      const value = counts[name]?.(group);
      if (value !== undefined) metrics.put({ namespace: 'AWS/AutoScaling', name, dimensions }, value);
    }
  }
}
