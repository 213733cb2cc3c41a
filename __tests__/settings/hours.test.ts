import { describe, expect, test } from '@jest/globals';
import { hoursIn, isOpen, stoppedBy } from '../../src/settings/hours.ts';
import { parse, problemsOf, raw } from './sources.ts';

const at = (text: string) => Date.parse(text);
const office = '07:00-19:00 mon-fri Europe/Berlin';
const open = (hours: string, when: string) => {
  const read = hoursIn(hours);
  return read && isOpen(read, at(when));
};

describe('instances.hours', () => {
  test('is read by a single instance, by a fleet and by a worker', () => {
    for (const shape of ['', 'mode: high-availability\n', 'tier: worker\n']) {
      const { settings } = parse(`${shape}instances: { hours: "${office}" }`);
      expect(settings.instances.hours).toEqual({
        from: '07:00',
        to: '19:00',
        days: [1, 2, 3, 4, 5],
        zone: 'Europe/Berlin',
        text: office,
      });
    }
  });

  test('is every day, in UTC, when it says no more than the time', () => {
    expect(hoursIn('08:30-20:00')).toMatchObject({ days: [0, 1, 2, 3, 4, 5, 6], zone: 'UTC' });
    expect(hoursIn('08:30-20:00 sat-mon,wed')).toMatchObject({ days: [0, 1, 3, 6] });
  });

  test.each([
    ['a night', '22:00-06:00', 'must be before'],
    ['no time', '7-19', 'is not a time of the day'],
    ['a zone out of nowhere', '07:00-19:00 mon Europe/Hamburk', 'there is no time zone'],
    ['a day that is none', '07:00-19:00 monday', 'is not a time of the day'],
  ])('refuses %s', (_name, hours, message) => {
    expect(problemsOf(raw(`instances: { hours: "${hours}" }`))).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
  });

  test('refuses schedules beside it, and a schedule that would stop the environment', () => {
    const fleet = 'mode: high-availability\n';
    const schedule = (min: number) => `scaling: { schedules: [{ cron: 0 7 * * *, min: ${min} }] }`;
    expect(problemsOf(raw(`${fleet}${schedule(2)}\ninstances: { hours: "${office}" }`))).toEqual([
      expect.objectContaining({ message: expect.stringContaining('would both decide') }),
    ]);
    expect(JSON.stringify(problemsOf(raw(`${fleet}${schedule(0)}`)))).toContain('instances.hours');
  });
});

describe('the hours of an environment', () => {
  // 2026-07-06 is a Monday; Berlin is two hours ahead of UTC.
  test.each([
    ['at the first minute', '2026-07-06T05:00:00Z', true],
    ['before it', '2026-07-06T04:59:59Z', false],
    ['at the last minute', '2026-07-06T16:59:59Z', true],
    ['after it', '2026-07-06T17:00:00Z', false],
    ['on another day', '2026-07-05T10:00:00Z', false],
    ['in winter, an hour later by UTC', '2026-12-07T05:30:00Z', false],
  ])('%s', (_name, when, isThere) => {
    expect(open(office, when)).toBe(isThere);
  });

  test.each([
    ['2026-07-06T20:00:00Z', 'stopped by its hours until Tue 07:00 Europe/Berlin'],
    ['2026-07-03T20:00:00Z', 'stopped by its hours until Mon 07:00 Europe/Berlin'],
    ['2026-07-06T03:00:00Z', 'stopped by its hours until Mon 07:00 Europe/Berlin'],
    ['2026-07-06T10:00:00Z', undefined],
  ])('says at %s until when it is stopped', (when, words) => {
    expect(stoppedBy(office, at(when))).toBe(words);
    expect(stoppedBy(undefined, at(when))).toBeUndefined();
  });
});
