import { type Kind, type Reading, text } from './kinds.ts';

/** When the instances of an environment run; outside of these times there are none. */
export interface Hours {
  /** As in `07:00`; `to` is later on the same day. */
  readonly from: string;
  readonly to: string;
  /** 0 is Sunday, as in cron. */
  readonly days: readonly number[];
  /** A name of the IANA data base. */
  readonly zone: string;
  /** As the user wrote it; the compute stack tells it in these words. */
  readonly text: string;
}

const accepts =
  'from-to days zone, as in 07:00-19:00 mon-fri Europe/Berlin; without days: every day, without a zone: UTC';
const week = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const time = '([01]\\d|2[0-3]):[0-5]\\d';
const day = `(?:${week.join('|')})`;
const form = new RegExp(
  `^(?<from>${time})-(?<to>${time})(?: (?<days>${day}(?:[-,]${day})*))?(?: (?<zone>[A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+)*))?$`,
);

/** A name of the IANA data base. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const written = text({
  what: 'a time of the day and its days',
  accepts,
  pattern: form,
  maxLength: 120,
  refuse: (one) => {
    const { from, to, zone } = partsOf(one);
    if (from >= to) return `${from} must be before ${to}: a night belongs to no day`;
    return isZone(zone) ? undefined : `there is no time zone ${zone}`;
  },
});

/** Hours in a line. */
export const hours: Kind<Hours> = {
  accepts,
  schema: written.schema,
  read(node): Reading<Hours> {
    const reading = written.read(node);
    return 'faults' in reading ? reading : { value: partsOf(reading.value) };
  },
  write: (value) => value.text,
};

/** The hours that a stack tells; nothing where it tells none. */
export function hoursIn(told: string | undefined): Hours | undefined {
  return told !== undefined && form.test(told) ? partsOf(told) : undefined;
}

function partsOf(line: string): Hours {
  const { from = '', to = '', days, zone = 'UTC' } = form.exec(line)?.groups ?? {};
  return { from, to, days: days === undefined ? week.map((_, at) => at) : daysOf(days), zone, text: line };
}

/** `mon-wed,sat` is 1, 2, 3, 6; a range may go over the end of the week. */
function daysOf(text: string): readonly number[] {
  const all = text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map((name) => week.indexOf(name as (typeof week)[number]));
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => (first + step) % 7);
  });
  return [...new Set(all)].sort();
}

/** Whether the instances shall run at a moment, in milliseconds since the epoch. */
export function isOpen(hours: Hours, ms: number): boolean {
  const { today, now } = localTime(hours, ms);
  return hours.days.includes(today) && hours.from <= now && now < hours.to;
}

/** The part of a week in which the instances run, 0 to 1; without hours always. */
export function openShare(hours: Hours | undefined): number {
  if (hours === undefined) return 1;
  return (hours.days.length * (minutesOf(hours.to) - minutesOf(hours.from))) / (7 * 24 * 60);
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return 60 * hour + minute;
}

/** When they run again, in words, as in `Mon 07:00 Europe/Berlin`. */
export function nextOpening(hours: Hours, ms: number): string {
  const { today, now } = localTime(hours, ms);
  const ahead = Array.from({ length: 8 }, (_, step) => step).find(
    (step) => hours.days.includes((today + step) % 7) && (step > 0 || now < hours.from),
  );
  const name = week[(today + (ahead ?? 0)) % 7] ?? '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${hours.from} ${hours.zone}`;
}

/** Why no instance runs, in words; nothing where the hours do not say so. */
export function stoppedBy(told: string | undefined, ms: number): string | undefined {
  const hours = hoursIn(told);
  return hours === undefined || isOpen(hours, ms) ? undefined : `stopped by its hours until ${nextOpening(hours, ms)}`;
}

function localTime({ zone }: Hours, ms: number): { readonly today: number; readonly now: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const today = week.indexOf(part('weekday').toLowerCase() as (typeof week)[number]);
  return { today, now: `${part('hour')}:${part('minute')}` };
}
