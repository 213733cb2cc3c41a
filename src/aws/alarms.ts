import type { Alarms } from '../deploy/ports.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** CloudWatch behind the deploy engine's port. */
export function makeAlarms(clients: Pick<Clients, 'cloudWatch'>): Alarms {
  return {
    async ringing(arns) {
      const { DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
      const client = await clients.cloudWatch();
      const names = arns.map((arn) => arn.slice(arn.lastIndexOf(':') + 1));
      const command = new DescribeAlarmsCommand({
        AlarmNames: names,
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        StateValue: 'ALARM',
      });
      const answer = await attempt('to read the alarms of the environment', () => client.send(command));
      const all = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
      return all.flatMap(({ AlarmArn }) => (AlarmArn !== undefined && arns.includes(AlarmArn) ? [AlarmArn] : []));
    },
  };
}
