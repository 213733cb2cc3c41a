import type { Cloud } from '../service.ts';
import type { Announce } from '../services/sns/announce.ts';
import type { AlarmStateValue } from './alarm-evaluation.ts';
import { alarmMessage } from './alarm-message.ts';
import type { Alarm } from './alarms.ts';
import { isSet, list } from './input.ts';

/** Told of an action of an alarm: its ARN, the alarm, and the newest value of the metric. */
export type AlarmListener = (action: string, alarm: Alarm, value: number | undefined) => void;

/** How often an alarm that stays in its state calls scaling policies again, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html */
const repeatMs = 60_000;

interface Evaluated {
  readonly alarm: Alarm;
  readonly value: number | undefined;
  /** The state that the alarm had until now. */
  readonly before: AlarmStateValue;
}

const actionsOf = { OK: 'OKActions', ALARM: 'AlarmActions', INSUFFICIENT_DATA: 'InsufficientDataActions' } as const;

/** Carries out the actions of alarms: notifications at each change of state, scaling policies then and every minute while it lasts. */
export function alarmActions(cloud: Cloud, announce: Announce) {
  const listeners: AlarmListener[] = [];
  const calledAt = new Map<string, number>();
  const notify = (topic: string, { alarm, before }: Evaluated) => {
    const failure = announce(topic, alarmMessage(cloud, alarm, before));
    if (failure !== undefined)
      cloud.log(`Alarm ${alarm.name}: Failed to execute action ${topic}. Received error: "${failure}"`);
  };
  const act = (action: string, evaluated: Evaluated) => {
    const { alarm, value, before } = evaluated;
    if (action.includes(':scalingPolicy:')) for (const listener of listeners) listener(action, alarm, value);
    else if (alarm.state === before) return;
    else if (/^arn:[a-z-]+:sns:/.test(action)) notify(action, evaluated);
    else cloud.log(`Alarm ${alarm.name}: the local cloud does not play the action ${action}.`);
  };
  return {
    listen: (listener: AlarmListener) => void listeners.push(listener),
    /** Call it after each evaluation of an alarm. */
    call(evaluated: Evaluated): void {
      const { name, state, settings } = evaluated.alarm;
      const now = cloud.clock.now();
      const isDue = state !== evaluated.before || now >= (calledAt.get(name) ?? 0) + repeatMs;
      if (!isDue || !isSet(settings['ActionsEnabled'] ?? true)) return;
      calledAt.set(name, now);
      for (const action of list(settings[actionsOf[state]])) act(action, evaluated);
    },
    forget: (name: string) => calledAt.delete(name),
  };
}
