import { holdNotifications, notificationTypes } from '../compute/auto-scaling/notifications.ts';
import { AwsError, type Service, type WireInput } from '../service.ts';
import { list, number, required, text } from './input.ts';
import type { Parts } from './parts.ts';

/** How many a page has, and can have. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeNotificationConfigurations.html */
const usualRecords = 50;
const mostRecords = 100;

/** What groups tell topics of, as Auto Scaling's own API has it. */
export function notificationOperations({ groups }: Parts): Service['operations'] {
  const group = (input: WireInput) => groups.describe(required(input, 'AutoScalingGroupName'));
  return {
    PutNotificationConfiguration(input) {
      const { name, notifications = [] } = group(input);
      const topic = required(input, 'TopicARN');
      const types = list(input['NotificationTypes']);
      if (types.length === 0)
        throw new AwsError('ValidationError', 'The request must contain the parameter NotificationTypes');
      const others = notifications.filter((one) => one.topic !== topic);
      const wanted = [...others, { topic, types }];
      holdNotifications(wanted);
      // Put again, it begins anew: the test is sent again.
      groups.update(name, { notifications: others });
      groups.update(name, { notifications: wanted });
      return {};
    },
    DeleteNotificationConfiguration(input) {
      const { name, notifications = [] } = group(input);
      const topic = required(input, 'TopicARN');
      groups.update(name, { notifications: notifications.filter((one) => one.topic !== topic) });
      return {};
    },
    DescribeNotificationConfigurations(input) {
      const names = list(input['AutoScalingGroupNames']);
      const all = groups
        .all()
        .filter(({ name }) => names.length === 0 || names.includes(name))
        .flatMap(({ name, notifications = [] }) =>
          notifications.flatMap(({ topic, types }) =>
            types.map((NotificationType) => ({ AutoScalingGroupName: name, TopicARN: topic, NotificationType })),
          ),
        );
      const { start, end } = pageOf(input);
      return {
        NotificationConfigurations: all.slice(start, end),
        NextToken: end < all.length ? String(end) : undefined,
      };
    },
    DescribeAutoScalingNotificationTypes: () => ({ AutoScalingNotificationTypes: [...notificationTypes] }),
  };
}

/** The place of a page. Its token is where it starts. */
function pageOf(input: WireInput): { readonly start: number; readonly end: number } {
  const token = text(input['NextToken']) ?? '0';
  if (!/^\d{1,6}$/.test(token)) throw new AwsError('InvalidNextToken', `The token '${token}' is invalid.`);
  const records = number(input['MaxRecords']) ?? usualRecords;
  if (records < 1 || records > mostRecords)
    throw new AwsError('ValidationError', `MaxRecords must be between 1 and ${mostRecords}`);
  return { start: Number(token), end: Number(token) + records };
}
