import { longestSubject } from './content.ts';
import { publish } from './publish.ts';
import type { Sns } from './state.ts';

/** What a service of AWS has to say. */
export interface Announcement {
  readonly subject: string;
  /** For machines: JSON. */
  readonly message: string;
  /** For mailboxes. */
  readonly mail: string;
}

/** Publishes to a topic for a service of AWS; gives why it could not, in the words that the service would show. */
export type Announce = (topic: string, announcement: Announcement) => string | undefined;

/**
 * Opens the way by which CloudWatch and Auto Scaling publish. The policy of the topic is not looked at; its key is: the policy of the key that AWS
 * manages lets no service in. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function announcer(sns: Sns): Announce {
  return (arn, { subject, message, mail }) => {
    const topic = sns.topics.get(arn);
    if (topic === undefined) return 'Topic does not exist';
    if (/(?:^|:)alias\/aws\/sns$/.test(topic.attributes['KmsMasterKeyId'] ?? ''))
      return "The service does not have authorization to access the SNS topic encryption key: it is AWS's own, alias/aws/sns";
    publish(sns, topic, {
      subject: subject.slice(0, longestSubject),
      text: (protocol) => (protocol === 'email' ? mail : message),
      attributes: {},
      bytes: 0,
    });
    return undefined;
  };
}
