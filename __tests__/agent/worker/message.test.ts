import { describe, expect, test } from '@jest/globals';
import { type Message, postOf } from '../../../src/agent/worker/message.ts';

const manner = { path: '/work', mimeType: 'application/json', queue: 'jobs' };
const message = (more: Partial<Message> = {}): Message => ({
  MessageId: 'm-1',
  ReceiptHandle: 'r',
  Body: '{"a": 1}',
  Attributes: {
    SenderId: 'AIDA',
    SentTimestamp: '1767225600000',
    ApproximateFirstReceiveTimestamp: '1767225601000',
    ApproximateReceiveCount: '3',
  },
  ...more,
});
const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });

describe('postOf()', () => {
  test('posts the body as it is, with what the daemon of Beanstalk tells', () => {
    expect(postOf(message(), manner)).toEqual({
      path: '/work',
      body: '{"a": 1}',
      headers: {
        'User-Agent': 'aws-sqsd/3.0',
        'Content-Type': 'application/json',
        'X-Aws-Sqsd-Msgid': 'm-1',
        'X-Aws-Sqsd-Queue': 'jobs',
        'X-Aws-Sqsd-Path': '/work',
        'X-Aws-Sqsd-First-Received-At': '2026-01-01T00:00:01Z',
        'X-Aws-Sqsd-Sent-At': '2026-01-01T00:00:00Z',
        'X-Aws-Sqsd-Receive-Count': '3',
        'X-Aws-Sqsd-Sender-Id': 'AIDA',
      },
    });
  });

  test('hands text and numbers among the attributes on, binary ones not', () => {
    const { headers } = postOf(
      message({
        MessageAttributes: {
          colour: text('red'),
          count: text('7', 'Number.int'),
          bytes: { DataType: 'Binary' },
          'beanstalk.sqsd.path': text('/other'),
        },
      }),
      manner,
    );
    expect(Object.entries(headers).filter(([name]) => name.includes('-Attr-'))).toEqual([
      ['X-Aws-Sqsd-Attr-colour', 'red'],
      ['X-Aws-Sqsd-Attr-count', '7'],
    ]);
  });

  test('makes a periodic task of a message of that kind: its own path, no body', () => {
    const attributes = {
      'beanstalk.sqsd.path': text('/backup'),
      'beanstalk.sqsd.task_name': text('backup-job'),
      'beanstalk.sqsd.scheduled_time': text('2026-01-01 12:00:00 UTC'),
    };
    expect(postOf(message({ MessageAttributes: attributes }), manner)).toMatchObject({
      path: '/backup',
      body: '',
      headers: { 'X-Aws-Sqsd-Taskname': 'backup-job', 'X-Aws-Sqsd-Scheduled-At': '2026-01-01T12:00:00Z' },
    });
  });

  test('never makes a header that cannot be sent', () => {
    const { headers } = postOf(message({ MessageAttributes: { odd: text('a\r\nX-Evil: 1\u0000 grün') } }), manner);
    expect(headers['X-Aws-Sqsd-Attr-odd']).toBe(`a X-Evil: 1  ${Buffer.from('grün').toString('latin1')}`);
  });
});
