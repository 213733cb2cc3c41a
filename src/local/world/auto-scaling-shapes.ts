import type { Activity, Group, Member } from '../compute/auto-scaling/group.ts';
import type { Parts } from './parts.ts';

/** A group as DescribeAutoScalingGroups shows it. */
export function shownGroup(parts: Parts, group: Group) {
  const zones = [...new Set(group.subnets.map((id) => parts.network.subnet(id).zone))];
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...launchedFrom(parts, group),
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    DefaultCooldown: group.cooldown,
    AvailabilityZones: zones,
    LoadBalancerNames: [],
    TargetGroupARNs: group.targetGroups,
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.gracePeriod,
    Instances: group.members.map((member) => ({
      ...shownMember(member),
      LaunchTemplate: templateOf(parts, group, String(member.version)),
    })),
    CreatedTime: new Date(group.createdAt),
    SuspendedProcesses: group.suspended.map((ProcessName) => ({ ProcessName, SuspensionReason: 'User suspended' })),
    VPCZoneIdentifier: group.subnets.join(','),
    EnabledMetrics: (group.metrics ?? []).map((Metric) => ({ Metric, Granularity: '1Minute' })),
    ...(group.deleting && { Status: 'Delete in progress' }),
    Tags: group.tags.map(({ Key, Value, propagate }) => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value,
      PropagateAtLaunch: propagate,
    })),
    TerminationPolicies: group.terminationPolicies,
    NewInstancesProtectedFromScaleIn: false,
    CapacityRebalance: false,
  };
}

function launchedFrom(parts: Parts, group: Group) {
  const specification = templateOf(parts, group, group.templateVersion);
  const { mixed } = group;
  if (mixed === undefined) return { LaunchTemplate: specification };
  return {
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: specification,
        Overrides: mixed.types.map((InstanceType) => ({ InstanceType })),
      },
      InstancesDistribution: {
        OnDemandBaseCapacity: mixed.onDemandBase,
        OnDemandPercentageAboveBaseCapacity: mixed.onDemandPercent,
      },
    },
  };
}

function templateOf({ templates }: Parts, group: Group, Version: string) {
  const name = templates.all().find((one) => one.id === group.templateId)?.name;
  return { LaunchTemplateId: group.templateId, LaunchTemplateName: name, Version };
}

function shownMember(member: Member) {
  const LifecycleState = member.lifecycle;
  return {
    InstanceId: member.id,
    InstanceType: member.instanceType,
    AvailabilityZone: member.zone,
    LifecycleState,
    HealthStatus: member.health,
    ProtectedFromScaleIn: false,
  };
}

/** An instance as DescribeAutoScalingInstances shows it. */
export function shownInstance(group: Group, member: Member) {
  return {
    ...shownMember(member),
    AutoScalingGroupName: group.name,
    // This one operation writes the health in capitals.
    HealthStatus: member.health.toUpperCase(),
    LaunchTemplate: { LaunchTemplateId: group.templateId, Version: String(member.version) },
  };
}

/** One scaling activity. */
export function shownActivity(one: Activity) {
  const details = JSON.stringify({ 'Subnet ID': one.subnetId ?? '', 'Availability Zone': one.zone ?? '' });
  return {
    ActivityId: one.id,
    AutoScalingGroupName: one.group,
    Description: one.description,
    Cause: one.cause,
    StartTime: new Date(one.startedAt),
    ...(one.endedAt !== undefined && { EndTime: new Date(one.endedAt) }),
    StatusCode: one.status,
    ...(one.message !== undefined && { StatusMessage: one.message }),
    Progress: { Successful: 100, Failed: 100, InProgress: 50, WaitingForELBConnectionDraining: 60 }[one.status],
    Details: details,
  };
}
