import { processes } from '../compute/auto-scaling/group.ts';
import { AwsError, type Service, type WireInput } from '../service.ts';
import { shownActivity, shownGroup, shownInstance } from './auto-scaling-shapes.ts';
import { isSet, list, number, required, text } from './input.ts';
import type { Parts } from './parts.ts';
import { hookOperations, refreshOperations } from './instance-refreshes.ts';
import { notificationOperations } from './notification-configurations.ts';
import { policyOperations } from './scaling-policies.ts';
import { scheduleOperations } from './scheduled-actions.ts';

/** EC2 Auto Scaling. Groups are made by CloudFormation; here they are shown and changed. */
export function autoScaling(parts: Parts): Service {
  return {
    name: 'autoscaling',
    protocol: 'query',
    version: '2011-01-01',
    operations: {
      ...describeOperations(parts),
      ...changeOperations(parts),
      ...instanceOperations(parts),
      ...refreshOperations(parts),
      ...hookOperations(parts),
      ...notificationOperations(parts),
      ...policyOperations(parts),
      ...scheduleOperations(parts),
    },
  };
}

function describeOperations(parts: Parts): Service['operations'] {
  const { groups } = parts;
  return {
    DescribeAutoScalingGroups(input) {
      const names = list(input['AutoScalingGroupNames']);
      // A name that no group has is passed over, not an error.
      const chosen = groups.all().filter((group) => names.length === 0 || names.includes(group.name));
      return { AutoScalingGroups: chosen.map((group) => shownGroup(parts, group)) };
    },
    DescribeAutoScalingInstances(input) {
      const ids = list(input['InstanceIds']);
      const all = groups.all().flatMap((group) => group.members.map((member) => shownInstance(group, member)));
      return { AutoScalingInstances: all.filter((one) => ids.length === 0 || ids.includes(one.InstanceId)) };
    },
    DescribeScalingActivities(input) {
      const name = text(input['AutoScalingGroupName']);
      if (name !== undefined && !isSet(input['IncludeDeletedGroups'])) groups.describe(name);
      const ids = list(input['ActivityIds']);
      const chosen = groups.activities.of(name).filter((one) => ids.length === 0 || ids.includes(one.id));
      return { Activities: chosen.slice(0, number(input['MaxRecords']) ?? 100).map(shownActivity) };
    },
    DescribeScalingProcessTypes: () => ({ Processes: processes.map((ProcessName) => ({ ProcessName })) }),
  };
}

function changeOperations(parts: Parts): Service['operations'] {
  const { groups } = parts;
  const nameOf = (input: WireInput) => required(input, 'AutoScalingGroupName');
  return {
    SetDesiredCapacity(input) {
      groups.setDesired(nameOf(input), number(input['DesiredCapacity']) ?? 0);
      return {};
    },
    UpdateAutoScalingGroup(input) {
      groups.update(nameOf(input), changes(parts, input));
      return {};
    },
    SuspendProcesses(input) {
      groups.suspend(nameOf(input), known(list(input['ScalingProcesses'])));
      return {};
    },
    ResumeProcesses(input) {
      groups.resume(nameOf(input), known(list(input['ScalingProcesses'])));
      return {};
    },
    DeleteAutoScalingGroup(input) {
      const group = groups.describe(nameOf(input));
      if (!isSet(input['ForceDelete']) && group.members.length > 0) {
        throw new AwsError(
          'ResourceInUse',
          'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
        );
      }
      parts.tasks.run(`deleting ${group.name}`, () => groups.remove(group.name));
      return {};
    },
  };
}

function known(names: readonly string[]): readonly string[] {
  const odd = names.find((name) => !(processes as readonly string[]).includes(name));
  if (odd !== undefined) throw new AwsError('ValidationError', `'${odd}' is not a valid process type`);
  return names;
}

/** What UpdateAutoScalingGroup changes: only what is named. */
function changes(parts: Parts, input: WireInput) {
  const template = input['LaunchTemplate'] as
    | { LaunchTemplateId?: string; LaunchTemplateName?: string; Version?: string }
    | undefined;
  const [min, max, desired] = [number(input['MinSize']), number(input['MaxSize']), number(input['DesiredCapacity'])];
  const [grace, type, subnets] = [
    number(input['HealthCheckGracePeriod']),
    text(input['HealthCheckType']),
    text(input['VPCZoneIdentifier']),
  ];
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(desired !== undefined && { desired }),
    ...(grace !== undefined && { gracePeriod: grace }),
    ...(type !== undefined && { healthCheckType: type }),
    ...(subnets !== undefined && { subnets: subnets.split(',') }),
    ...(template && {
      templateId: parts.templates.describe(template).id,
      templateVersion: template.Version ?? '$Default',
    }),
  };
}

function instanceOperations({ groups }: Parts): Service['operations'] {
  return {
    TerminateInstanceInAutoScalingGroup(input) {
      const id = required(input, 'InstanceId');
      const group = groups.terminate(id, { decrement: isSet(input['ShouldDecrementDesiredCapacity']) });
      const activity = groups.activities.of(group.name).find((one) => one.description.endsWith(id));
      return { Activity: activity && shownActivity(activity) };
    },
    SetInstanceHealth(input) {
      const health = required(input, 'HealthStatus');
      if (health !== 'Healthy' && health !== 'Unhealthy')
        throw new AwsError('ValidationError', 'Valid instance health states are: [Healthy, Unhealthy].');
      groups.setHealth(required(input, 'InstanceId'), health);
      return {};
    },
  };
}
