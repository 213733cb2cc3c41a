import { describe, expect, test } from '@jest/globals';
import { parse, problemsOf, raw } from './sources.ts';

describe('where log lines go', () => {
  test.each([
    ['nowhere, when nobody says', '', undefined],
    ['nowhere, when that is said', 'logs: false', undefined],
    ['nowhere, and no health either', 'logs: { health: false }', undefined],
    [
      'to a group that stays, for a week',
      'logs: true',
      { retention: 7, deletionPolicy: 'retain', files: [], health: false, metrics: [] },
    ],
    [
      'as it is written',
      'logs: { stream: true, retention: 90, deletion-policy: delete, health: true, metrics: [MemoryUtil, ApplicationLatencyP99], files: [/var/app/current/log/*.log] }',
      {
        retention: 90,
        deletionPolicy: 'delete',
        files: ['/var/app/current/log/*.log'],
        health: true,
        metrics: ['MemoryUtil', 'ApplicationLatencyP99'],
      },
    ],
  ])('%s', (_, text, logs) => {
    expect(parse(text).settings.logs).toEqual(logs);
  });

  test('those of a preview go with it, unless its own section says otherwise', () => {
    const ofPreview = (text: string) => parse(text, { environment: 'pr-7' }).settings.logs?.deletionPolicy;
    expect(ofPreview('logs: true')).toBe('delete');
    expect(ofPreview('logs: true\nenvironments: { "pr-*": { logs: { deletion-policy: retain } } }')).toBe('retain');
  });

  test.each([
    ['a retention without lines', 'logs: { retention: 30 }', 'No line is sent anywhere.'],
    ['metrics without health', 'logs: { stream: true, metrics: [MemoryUtil] }', 'they tell nothing'],
    ['a metric that there is not', 'logs: { stream: true, health: true, metrics: [Mood] }', '"Mood" is not one of'],
    ['health without lines', 'logs: { health: true }', 'No line is sent anywhere.'],
    ['files without lines', 'logs: { stream: false, files: [/tmp/a.log] }', 'No line is sent anywhere.'],
    ['days that there are not', 'logs: { stream: true, retention: 8 }', 'does not know a retention of 8 days'],
    ['a relative path', 'logs: { stream: true, files: [log/a.log] }', '"log/a.log" is not a log file'],
    ['a path that leads back', 'logs: { stream: true, files: [/var/../etc/shadow] }', 'it leads back'],
    [
      'a network that does not lead there',
      'mode: high-availability\nlogs: true\nnetwork: { private: true, exit: endpoints }',
      'do not lead to CloudWatch Logs',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(
      problemsOf(raw(text))
        .map((one) => one.message)
        .join(),
    ).toContain(message);
  });
});
