import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Resource } from '../template.ts';

/**
 * The topic of the environment and those whom it tells. Each is a resource of its own, known by what it sends to: who has agreed stays when others come and
 * go. It is not encrypted by a key: alarms may not use the one of SNS, https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function notifications(context: Context): Fragment {
  if (context.notifications?.kind !== 'own') return nothing;
  const subscriptions = context.notifications.to.map((to) => [subscriptionId(to), subscription(to)] as const);
  return {
    Resources: {
      NotificationTopic: {
        Type: 'AWS::SNS::Topic',
        Metadata: { Description: 'Tells of what the alarms ring about' },
        Properties: {
          // The sender of its mails.
          DisplayName: `${context.application} ${context.environment}`.slice(0, 100),
          Tags: tags(context),
        },
      },
      ...Object.fromEntries(subscriptions),
    },
    Outputs: { NotificationTopic: { Value: ref('NotificationTopic') } },
  };
}

function subscriptionId(to: string): string {
  return `NotificationTo${createHash('sha256').update(to).digest('hex').slice(0, 12)}`;
}

function subscription(to: string): Resource {
  return {
    Type: 'AWS::SNS::Subscription',
    Metadata: { Description: 'Is told by the topic' },
    Properties: { TopicArn: ref('NotificationTopic'), Protocol: protocolOf(to), Endpoint: to },
  };
}

function protocolOf(to: string): string {
  if (to.startsWith('arn:')) return 'sqs';
  const [, protocol] = /^(https?):/.exec(to) ?? [];
  return protocol ?? 'email';
}
