/** A schedule of five fields, always in UTC: which minutes, hours, days, months and weekdays it names. */
export interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** With both of them narrowed a day fits when either does, as cron has it. */
  readonly eitherDay: boolean;
}

/** One field's range, and the names that some of its numbers have. */
interface Field {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fields: readonly Field[] = [
  { title: 'minute', min: 0, max: 59 },
  { title: 'hour', min: 0, max: 23 },
  { title: 'day of the month', min: 1, max: 31 },
  { title: 'month', min: 1, max: 12, names: months },
  // 7 is Sunday, too.
  { title: 'day of the week', min: 0, max: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** Reads `minute hour day month weekday`; a text says why it is none. */
export function parseSchedule(text: string): Schedule | string {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) return `it has ${parts.length} fields, not ${fields.length}`;
  const sets: ReadonlySet<number>[] = [];
  for (const [at, field] of fields.entries()) {
    const set = readField(parts[at] ?? '', field);
    if (set === undefined) return `"${parts[at]}" is not a ${field.title} (${field.min} to ${field.max})`;
    sets.push(set);
  }
  const [minutes, hours, days, monthSet, weekdays] = sets as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  const eitherDay = !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*');
  return { minutes, hours, days, months: monthSet, weekdays, eitherDay };
}

/** Whether a minute, given by its start in milliseconds since the epoch, is one of the schedule's. */
export function isDue(schedule: Schedule, minuteMs: number): boolean {
  const at = new Date(minuteMs);
  const { minutes, hours, days, weekdays, eitherDay } = schedule;
  const day = days.has(at.getUTCDate());
  const weekday = weekdays.has(at.getUTCDay());
  return (
    minutes.has(at.getUTCMinutes()) &&
    hours.has(at.getUTCHours()) &&
    schedule.months.has(at.getUTCMonth() + 1) &&
    (eitherDay ? day || weekday : day && weekday)
  );
}

/** A list of numbers, ranges and steps: `1,10-20,30-50/5`, and a star with a step. */
function readField(text: string, field: Field): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const bounds = boundsOf(range, field, part.includes('/'));
    if (bounds === undefined || Number(step) < 1) return undefined;
    for (let value = bounds.from; value <= bounds.to; value += Number(step))
      found.add(field.max === 7 ? value % 7 : value);
  }
  return found;
}

function boundsOf(
  range: string,
  field: Field,
  stepped: boolean,
): { readonly from: number; readonly to: number } | undefined {
  // Seven days begin with Sunday: a star must not name it twice.
  if (range === '*') return { from: field.min, to: field.max === 7 ? 6 : field.max };
  const [low, high] = range.split('-').map((word) => numberOf(word, field));
  if (low === undefined || (range.includes('-') && high === undefined)) return undefined;
  const to = high ?? (stepped ? field.max : low);
  return range.split('-').length <= 2 && low >= field.min && to <= field.max && low <= to
    ? { from: low, to }
    : undefined;
}

function numberOf(word: string, { names = [], min }: Field): number | undefined {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const at = names.indexOf(word.toLowerCase());
  return at < 0 ? undefined : at + min;
}
