import { randomUUID } from 'node:crypto';
import { AwsError } from '../../service.ts';
import type { Activity, Group, NotificationConfiguration } from './group.ts';
import type { Site } from './groups.ts';
import { invalid } from './settings.ts';

/** What a group tells a topic of. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html */
export const notificationTypes = [
  'autoscaling:EC2_INSTANCE_LAUNCH',
  'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
  'autoscaling:EC2_INSTANCE_TERMINATE',
  'autoscaling:EC2_INSTANCE_TERMINATE_ERROR',
  'autoscaling:TEST_NOTIFICATION',
] as const;

type NotificationType = (typeof notificationTypes)[number];

const words: Readonly<Record<NotificationType, string>> = {
  'autoscaling:EC2_INSTANCE_LAUNCH': 'launch',
  'autoscaling:EC2_INSTANCE_LAUNCH_ERROR': 'failed launch',
  'autoscaling:EC2_INSTANCE_TERMINATE': 'termination',
  'autoscaling:EC2_INSTANCE_TERMINATE_ERROR': 'failed termination',
  'autoscaling:TEST_NOTIFICATION': 'test notification',
};

/** A group has at most so many topics. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutNotificationConfiguration.html */
const mostTopics = 10;

type Speaker = Pick<Site, 'cloud' | 'announce'>;

/** Throws when a group cannot tell topics what it is asked to. */
export function holdNotifications(all: readonly NotificationConfiguration[]): void {
  const odd = all
    .flatMap(({ types }) => types)
    .find((type) => !(notificationTypes as readonly string[]).includes(type));
  if (odd !== undefined) throw invalid(`"${odd}" is not a valid Notification Type.`);
  if (new Set(all.map(({ topic }) => topic)).size > mostTopics)
    throw new AwsError(
      'LimitExceeded',
      `You have reached the maximum of ${mostTopics} topics of one AutoScalingGroup.`,
    );
}

/** Sends a test to every topic whose configuration is not as it was before. */
export function greet(speaker: Speaker, group: Group, before: readonly NotificationConfiguration[] = []): void {
  const old = before.map((one) => JSON.stringify(one));
  for (const one of group.notifications ?? [])
    if (!old.includes(JSON.stringify(one)))
      say(speaker, group, { topic: one.topic, event: 'autoscaling:TEST_NOTIFICATION' });
}

/** Tells the topics of a group of the end of a launch or a termination. */
export function tellOfEnd(speaker: Speaker, group: Group | undefined, activity: Activity): void {
  if (group === undefined) return;
  const event = eventOf(activity);
  for (const { topic, types } of group.notifications ?? [])
    if (types.includes(event)) say(speaker, group, { topic, event, activity });
}

function eventOf({ description, status }: Activity): NotificationType {
  const isLaunch = description.startsWith('Launching');
  if (status === 'Failed')
    return isLaunch ? 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR' : 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR';
  return isLaunch ? 'autoscaling:EC2_INSTANCE_LAUNCH' : 'autoscaling:EC2_INSTANCE_TERMINATE';
}

interface News {
  readonly topic: string;
  readonly event: NotificationType;
  readonly activity?: Activity;
}

/** In a mail the members stand one below the other, as Auto Scaling writes them there. */
function say({ cloud, announce }: Speaker, group: Group, { topic, event, activity }: News): void {
  const body = {
    Service: 'AWS Auto Scaling',
    Time: new Date(cloud.clock.now()).toISOString(),
    RequestId: activity?.id ?? randomUUID(),
    Event: event,
    AccountId: cloud.account,
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...(activity && activityOf(activity)),
  };
  const lines = Object.entries(body).map(
    ([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  const subject = `Auto Scaling: ${words[event]} for group "${group.name}"`;
  const failure = announce(topic, { subject, message: JSON.stringify(body), mail: lines.join('\n') });
  if (failure !== undefined)
    cloud.log(`AutoScalingGroup ${group.name}: nothing was published to ${topic} (${words[event]}): ${failure}`);
}

/** What went well is told as still in progress: so Auto Scaling itself does. */
function activityOf(activity: Activity): object {
  const hasFailed = activity.status === 'Failed';
  return {
    ActivityId: activity.id,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAt).toISOString(),
    EndTime: new Date(activity.endedAt ?? activity.startedAt).toISOString(),
    StatusCode: hasFailed ? 'Failed' : 'InProgress',
    StatusMessage: activity.message ?? '',
    Progress: hasFailed ? 100 : 50,
    EC2InstanceId: /i-[0-9a-f]+$/.exec(activity.description)?.[0] ?? '',
    Details: { 'Subnet ID': activity.subnetId ?? '', 'Availability Zone': activity.zone ?? '' },
  };
}
