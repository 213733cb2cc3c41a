import { key } from './key.ts';
import { text } from './kinds.ts';
import { oneOrMore } from './one-or-more.ts';

/** Who is told when an environment is unwell, and when it is well again: those that a topic of its own has, or those of a topic that is there. */
export type NotificationSettings =
  | { readonly kind: 'own'; readonly to: readonly string[] }
  | { readonly kind: 'existing'; readonly topic: string };

/** Forms of what SNS sends to by itself: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const mail = String.raw`[A-Za-z0-9.!#$%&'*+/=?^_\x60{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`;
const url = String.raw`https?://[^\s@]+`;
const queue = String.raw`arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+`;

const recipient = text({
  what: 'somebody whom SNS can tell',
  accepts:
    'a mail address, a URL as in https://example.com/told, or the ARN of a queue as in arn:aws:sqs:eu-central-1:123456789012:alarms',
  pattern: new RegExp(`^(?:${mail}|${url}|${queue})$`),
  maxLength: 2048,
});

const topic = text({
  what: 'the ARN of a topic',
  accepts: 'the ARN of a standard topic of SNS, as in arn:aws:sns:eu-central-1:123456789012:alarms',
  pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
});

export const notificationKeys = {
  'notifications.to': key(
    oneOrMore(recipient, 10),
    'Who is told when an alarm of the environment rings, when it is well again, and when an instance cannot be launched. A mail address gets a mail first, in which its owner agrees. A preview does not take it over.',
  ),
  'notifications.topic': key(
    topic,
    'A topic of SNS that is there and tells them, in place of one of the environment’s own. A preview does not take it over.',
  ),
} as const;
