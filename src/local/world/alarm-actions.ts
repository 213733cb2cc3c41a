import type { Cloud } from '../service.ts';
import type { Alarm } from './alarms.ts';
import { isSet, list } from './input.ts';

/** Told of an action of an alarm: its ARN, the alarm, and the newest value of the metric. */
export type AlarmListener = (action: string, alarm: Alarm, value: number | undefined) => void;

/** How often an alarm that stays in its state calls scaling policies again, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html */
const repeatMs = 60_000;

interface Evaluated {
  readonly alarm: Alarm;
  readonly value: number | undefined;
  /** Whether the alarm has just come into its state. */
  readonly isNew: boolean;
}

const actionsOf = { OK: 'OKActions', ALARM: 'AlarmActions', INSUFFICIENT_DATA: 'InsufficientDataActions' } as const;

/** Carries out the actions of alarms: scaling policies at each change of state and every minute while it lasts; notifications have nobody to go to. */
export function alarmActions(cloud: Cloud) {
  const listeners: AlarmListener[] = [];
  const calledAt = new Map<string, number>();
  const act = (action: string, { alarm, value, isNew }: Evaluated) => {
    if (action.includes(':scalingPolicy:')) for (const listener of listeners) listener(action, alarm, value);
    else if (isNew) cloud.log(`Alarm ${alarm.name}: the local cloud does not play the action ${action}.`);
  };
  return {
    listen: (listener: AlarmListener) => void listeners.push(listener),
    /** Call it after each evaluation of an alarm. */
    call(evaluated: Evaluated): void {
      const { name, state, settings } = evaluated.alarm;
      const now = cloud.clock.now();
      const isDue = evaluated.isNew || now >= (calledAt.get(name) ?? 0) + repeatMs;
      if (!isDue || !isSet(settings['ActionsEnabled'] ?? true)) return;
      calledAt.set(name, now);
      for (const action of list(settings[actionsOf[state]])) act(action, evaluated);
    },
    forget: (name: string) => calledAt.delete(name),
  };
}
