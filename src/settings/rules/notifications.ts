import { isGiven } from '../resolve.ts';
import type { Rule } from './rule.ts';

/** A topic of the environment's own, or one that is there: whoever writes both means one of them. */
export const notificationRules: readonly Rule[] = [
  {
    reads: ['notifications.topic', 'notifications.to'],
    judge: (settings) =>
      isGiven(settings, 'notifications.topic') && isGiven(settings, 'notifications.to')
        ? {
            message: 'A topic that is there has its own recipients.',
            fix: 'Remove notifications.to and subscribe them to the topic, or remove notifications.topic.',
          }
        : undefined,
  },
];
