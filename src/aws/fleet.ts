import type { Fleet } from '../deploy/ports.ts';
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
    async resize(group, size) {
      const { SetDesiredCapacityCommand } = await import('@aws-sdk/client-auto-scaling');
      const client = await clients.autoScaling();
      const command = new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity: size });
      await attempt(`to set the size of the Auto Scaling group "${group}"`, () => client.send(command));
    },
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
