import type { AutoScalingClient, Instance } from '@aws-sdk/client-auto-scaling';
import type { Fleet, Group, GroupInstance } from '../deploy/ports.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** Auto Scaling behind the deploy engine's port. */
export function makeFleet(clients: Pick<Clients, 'autoScaling'>): Fleet {
  return {
    async desired(group) {
      const { DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
      const client = await clients.autoScaling();
      const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] });
      const answer = await attempt(`to read the Auto Scaling group "${group}"`, () => client.send(command));
      return answer.AutoScalingGroups?.[0]?.DesiredCapacity;
    },
    group: async (group) => groupOf(await clients.autoScaling(), group),
    async refreshes(group) {
      const { DescribeInstanceRefreshesCommand } = await import('@aws-sdk/client-auto-scaling');
      const client = await clients.autoScaling();
      const command = new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group });
      const answer = await attempt(`to read the instance refreshes of "${group}"`, () =>
        client.send(command).catch((error: unknown) => {
          if (isGone(error)) return undefined;
          throw error;
        }),
      );
      const over = ['Successful', 'Failed', 'Cancelled', 'RollbackFailed', 'RollbackSuccessful'];
      return (answer?.InstanceRefreshes ?? [])
        .filter(({ Status }) => Status !== undefined && !over.includes(Status))
        .map(({ InstanceRefreshId }) => InstanceRefreshId ?? '');
    },
    resize: async (group, size) => resize(await clients.autoScaling(), group, size),
    bound: async (group, sizes) => bound(await clients.autoScaling(), group, sizes),
    async failedActivities(group, since) {
      const { DescribeScalingActivitiesCommand } = await import('@aws-sdk/client-auto-scaling');
      const client = await clients.autoScaling();
      // A failed creation has deleted its group by now. One page, the newest 100, is more than one operation makes.
      const command = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, IncludeDeletedGroups: true });
      const answer = await attempt(`to read the activities of the Auto Scaling group "${group}"`, () =>
        client.send(command),
      );
      const told = (answer.Activities ?? [])
        .filter(({ StatusCode, StartTime }) => StatusCode === 'Failed' && (StartTime?.getTime() ?? 0) >= since)
        .map(
          ({ StatusMessage, Description }) => StatusMessage ?? Description ?? 'An activity failed without a reason.',
        );
      return [...new Set(told)];
    },
  };
}

async function resize(client: AutoScalingClient, group: string, size: number): Promise<void> {
  const { SetDesiredCapacityCommand } = await import('@aws-sdk/client-auto-scaling');
  const command = new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity: size });
  await attempt(`to set the size of the Auto Scaling group "${group}"`, () => client.send(command));
}

async function bound(client: AutoScalingClient, group: string, { min, desired }: Parameters<Fleet['bound']>[1]) {
  const { UpdateAutoScalingGroupCommand } = await import('@aws-sdk/client-auto-scaling');
  const sizes = { MinSize: min, DesiredCapacity: desired };
  const command = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, ...sizes });
  await attempt(`to set the sizes of the Auto Scaling group "${group}"`, () => client.send(command));
}

/** A group that is not there has no refreshes: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html has a sentence for that only. */
function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && /name not found/.test(error.message);
}

async function groupOf(client: AutoScalingClient, name: string): Promise<Group | undefined> {
  const { DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  const answer = await attempt(`to read the Auto Scaling group "${name}"`, () => client.send(command));
  const group = answer.AutoScalingGroups?.[0];
  if (group === undefined) return undefined;
  // With several types or Spot the launch template stands within their policy.
  const mixed = group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  const version = (group.LaunchTemplate ?? mixed)?.Version;
  return {
    min: group.MinSize ?? 0,
    max: group.MaxSize ?? 0,
    desired: group.DesiredCapacity ?? 0,
    suspended: (group.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName ?? ''),
    instances: (group.Instances ?? []).map((instance) => instanceOf(instance, version)),
  };
}

function instanceOf(instance: Instance, version: string | undefined): GroupInstance {
  return {
    id: instance.InstanceId ?? '',
    state: instance.LifecycleState ?? '',
    health: instance.HealthStatus ?? '',
    isCurrent: instance.LaunchTemplate?.Version === version,
  };
}
