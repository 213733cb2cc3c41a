import { describe, expect, test } from '@jest/globals';
import { BeanpoleError } from '../../src/errors.ts';
import { parseTasks } from '../../src/platforms/cron.ts';
import { isDue, parseSchedule, type Schedule } from '../../src/platforms/schedule.ts';

const schedule = (text: string) => parseSchedule(text) as Schedule;

describe('parseSchedule()', () => {
  // 2026-03-01 is a Sunday.
  test.each([
    ['* * * * *', '2026-03-01T00:00Z', true],
    ['0 */12 * * *', '2026-03-01T12:00Z', true],
    ['0 */12 * * *', '2026-03-01T11:00Z', false],
    ['15,45 8-10 * * *', '2026-03-01T09:45Z', true],
    ['15,45 8-10 * * *', '2026-03-01T11:45Z', false],
    ['30/10 * * * *', '2026-03-01T05:50Z', true],
    ['0 0 * * 0', '2026-03-01T00:00Z', true],
    ['0 0 * * 7', '2026-03-01T00:00Z', true],
    ['0 0 * * sun', '2026-03-01T00:00Z', true],
    ['0 0 * * mon-fri', '2026-03-01T00:00Z', false],
    ['0 0 * Mar *', '2026-03-01T00:00Z', true],
    ['0 0 * feb *', '2026-03-01T00:00Z', false],
    // Both days narrowed: either will do.
    ['0 0 15 * 0', '2026-03-01T00:00Z', true],
    ['0 0 1 * mon', '2026-03-01T00:00Z', true],
    ['0 0 15 * mon', '2026-03-01T00:00Z', false],
    ['0 0 */2 * mon', '2026-03-01T00:00Z', false],
  ])('%s at %s: %s', (text, at, due) => {
    expect(isDue(schedule(text), Date.parse(at))).toBe(due);
  });

  test.each([
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
    '1--2 * * * *',
    '@daily',
  ])('refuses "%s"', (text) => {
    expect(typeof parseSchedule(text)).toBe('string');
  });
});

describe('parseTasks()', () => {
  test("reads Beanstalk's form", () => {
    const text = 'version: 1\ncron:\n  - name: "backup-job"\n    url: "/backup"\n    schedule: "0 */12 * * *"\n';
    expect(parseTasks(text)).toEqual([{ name: 'backup-job', url: '/backup', schedule: schedule('0 */12 * * *') }]);
    expect(parseTasks('version: 1\ncron: []\n')).toEqual([]);
  });

  test.each([
    ['no version', 'cron: []\n', 'cron.yaml:1:1', 'There is no version.'],
    ['another version', 'version: 2\ncron: []\n', 'cron.yaml:1:10', 'The version is not 1.'],
    ['no list', 'version: 1\n', 'cron.yaml:1:1', 'There is no cron.'],
    ['a word out of nowhere', 'version: 1\ncron: []\njobs: []\n', 'cron.yaml:3:1', '"jobs" is not known here.'],
    ['a task without a url', 'version: 1\ncron:\n  - {name: a, schedule: "* * * * *"}\n', 'cron.yaml:3:5', 'no url'],
    [
      'a wrong schedule',
      'version: 1\ncron:\n  - {name: a, url: /a, schedule: "61 * * * *"}\n',
      'cron.yaml:3:34',
      '"61" is not a minute (0 to 59)',
    ],
    [
      'a url without a slash',
      'version: 1\ncron:\n  - {name: a, url: a, schedule: "* * * * *"}\n',
      'cron.yaml:3:20',
      '"a" is not a path',
    ],
    [
      'a name twice',
      'version: 1\ncron:\n  - &a {name: a, url: /a, schedule: "* * * * *"}\n  - {name: a, url: /b, schedule: "* * * * *"}\n',
      'cron.yaml:4:5',
      'there twice',
    ],
    ['what is not YAML', 'version: 1\ncron: [\n', 'cron.yaml:3:1', 'This is not YAML'],
  ])('refuses %s with its place', (_title, text, where, says) => {
    let caught: unknown;
    try {
      parseTasks(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(BeanpoleError);
    expect((caught as BeanpoleError).problems.map((problem) => problem.where)).toEqual([where]);
    expect((caught as BeanpoleError).message).toContain(says);
  });
});
