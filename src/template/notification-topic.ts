import type { Context } from './context.ts';
import { ref } from './intrinsics.ts';
import type { Value } from './template.ts';

type Properties = { readonly [property: string]: Value };

/** What an alarm does when its state changes, beside undoing an update: it tells those who want to know. */
export function told(context: Context): Properties {
  const topic = topicOf(context);
  return topic === undefined ? {} : { AlarmActions: [topic], OKActions: [topic] };
}

/** What a group tells: that it cannot have an instance, or cannot end one. Those that come and go are every deploy's business. */
export function troubles(context: Context): Properties {
  const topic = topicOf(context);
  const types = ['autoscaling:EC2_INSTANCE_LAUNCH_ERROR', 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR'];
  return topic === undefined ? {} : { NotificationConfigurations: [{ TopicARN: topic, NotificationTypes: types }] };
}

function topicOf({ notifications }: Context): Value | undefined {
  switch (notifications?.kind) {
    case undefined:
      return undefined;
    case 'own':
      return ref('NotificationTopic');
    case 'existing':
      return notifications.topic;
  }
}
