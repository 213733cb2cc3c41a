import type { RefreshPreferences } from './refresh-policy.ts';

/** State of an alarm by its name; `undefined`: there is none. */
export type AlarmStateOf = (name: string) => 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | undefined;

type Watched = Pick<RefreshPreferences, 'alarms'>;

/** A refresh begins only while all of its alarms are well; throws what Auto Scaling says otherwise. */
export function mayBegin({ alarms }: Watched, stateOf: AlarmStateOf): void {
  const odd = alarms.find((name) => stateOf(name) !== 'OK');
  if (odd !== undefined)
    throw new Error(
      `The CloudWatch alarm ${odd} is in state ${stateOf(odd) ?? 'unknown'}, so the instance refresh cannot start.`,
    );
}

/** Whether a refresh may replace the next instance: an alarm without data holds it up. Throws when one rings: then it has failed. */
export function mayGoOn({ alarms }: Watched, stateOf: AlarmStateOf): boolean {
  const ringing = alarms.find((name) => stateOf(name) === 'ALARM');
  if (ringing !== undefined) throw new Error(`The CloudWatch alarm ${ringing} went into the state ALARM.`);
  return alarms.every((name) => stateOf(name) === 'OK');
}
