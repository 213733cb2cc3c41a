import type { Alarms } from '../deploy/ports.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** CloudWatch behind the deploy engine's port. */
export function makeAlarms(clients: Pick<Clients, 'cloudWatch'>): Alarms {
  const states = async (arns: readonly string[]) => {
    const { DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
    const client = await clients.cloudWatch();
    const names = arns.map((arn) => arn.slice(arn.lastIndexOf(':') + 1));
    const command = new DescribeAlarmsCommand({ AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
    const answer = await attempt('to read the alarms of the environment', () => client.send(command));
    return [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])].filter(
      ({ AlarmArn }) => AlarmArn !== undefined && arns.includes(AlarmArn),
    );
  };
  return {
    async ringing(arns) {
      const found = await states(arns);
      return found.flatMap(({ AlarmArn = '', StateValue }) => (StateValue === 'ALARM' ? [AlarmArn] : []));
    },
    async unfit(arns) {
      const found = await states(arns);
      return new Map(
        found.flatMap(({ AlarmArn = '', StateValue }) =>
          StateValue === 'ALARM' || StateValue === 'INSUFFICIENT_DATA' ? [[AlarmArn, StateValue]] : [],
        ),
      );
    },
  };
}
