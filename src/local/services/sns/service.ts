import type { Service } from '../../service.ts';
import { version } from './notification.ts';
import { publishOperations } from './publish.ts';
import type { Sns } from './state.ts';
import { subscriptionOperations } from './subscriptions.ts';
import { tagOperations } from './tags.ts';
import { topicOperations } from './topics.ts';

/** Amazon SNS, as far as standard topics and their deliveries to queues, web servers and mailboxes. https://docs.aws.amazon.com/sns/latest/api/welcome.html */
export function snsService(sns: Sns): Service {
  return {
    name: 'SNS',
    protocol: 'query',
    version,
    operations: {
      ...topicOperations(sns),
      ...subscriptionOperations(sns),
      ...publishOperations(sns),
      ...tagOperations(sns),
    },
  };
}
