import { describe, expect, test } from '@jest/globals';
import { parse, problemsOf, raw } from './sources.ts';

const topic = 'arn:aws:sns:eu-central-1:123456789012:alarms';

describe('who is told when an environment is unwell', () => {
  test.each([
    ['nobody, when nobody is named', '', undefined],
    ['a mail address', 'notifications: ops@example.com', { kind: 'own', to: ['ops@example.com'] }],
    [
      'several, by mail, by HTTPS and by a queue',
      'notifications: [ops@example.com, "https://example.com/told?by=beans", "arn:aws:sqs:eu-central-1:123456789012:alarms"]',
      {
        kind: 'own',
        to: ['ops@example.com', 'https://example.com/told?by=beans', 'arn:aws:sqs:eu-central-1:123456789012:alarms'],
      },
    ],
    ['in the long form', 'notifications: { to: ops@example.com }', { kind: 'own', to: ['ops@example.com'] }],
    ['those of a topic that is there', `notifications: { topic: "${topic}" }`, { kind: 'existing', topic }],
    [
      'those of a section in place of a topic for all',
      `notifications: { topic: "${topic}" }\nenvironments: { production: { notifications: ops@example.com } }`,
      { kind: 'own', to: ['ops@example.com'] },
    ],
  ])('%s', (_, text, notifications) => {
    expect(parse(text, { environment: 'production' }).settings.notifications).toEqual(notifications);
  });

  test('an input names them too', () => {
    const set = 'notifications.to=[ops@example.com, dev@example.com]';
    expect(parse('', { set }).settings.notifications).toEqual({
      kind: 'own',
      to: ['ops@example.com', 'dev@example.com'],
    });
  });

  test('a preview asks nobody to agree, unless its own section names them', () => {
    const ofPreview = (text: string) => parse(text, { environment: 'pr-7' }).settings.notifications;
    expect(ofPreview('notifications: ops@example.com')).toBeUndefined();
    expect(ofPreview('environments: { "pr-*": { notifications: ops@example.com } }')).toEqual({
      kind: 'own',
      to: ['ops@example.com'],
    });
  });

  test.each([
    ['what is nobody', 'notifications: ops', '"ops" is not somebody whom SNS can tell'],
    ['one who is named twice', 'notifications: [a@example.com, a@example.com]', 'stands in the list twice'],
    ['a list of nobody', 'notifications: []', 'The list has 0 items'],
    [
      'recipients beside a topic that has its own',
      `notifications: { to: a@example.com, topic: "${topic}" }`,
      'A topic that is there has its own recipients.',
    ],
    ['a topic in order', `notifications: { topic: "${topic}.fifo" }`, 'is not the ARN of a topic'],
    ['a URL with a password', 'notifications: "https://me:secret@example.com/"', 'is not somebody whom SNS can tell'],
  ])('refuses %s', (_, text, message) => {
    expect(
      problemsOf(raw(text))
        .map((one) => one.message)
        .join(),
    ).toContain(message);
  });
});
