import { expect, test } from '@jest/globals';
import { entriesOf } from '../../../src/agent/logs/systemd.ts';

const line = (entry: object) => JSON.stringify({ __CURSOR: 'c', __REALTIME_TIMESTAMP: '1767225600123456', ...entry });

test('of the journal only what the application’s units print is told, in both slots, at its own time', () => {
  const told = entriesOf([
    line({ SYSLOG_IDENTIFIER: 'beanpole-web', MESSAGE: 'one' }),
    line({ SYSLOG_IDENTIFIER: 'beanpole-queue-worker@b', MESSAGE: 'two' }),
    line({ SYSLOG_IDENTIFIER: 'sshd', MESSAGE: 'not ours' }),
    line({ MESSAGE: 'of the kernel' }),
  ]);
  const at = Date.UTC(2026, 0, 1, 0, 0, 0, 123);
  expect(told).toEqual([
    { log: 'web', at, text: 'one', cursor: 'c' },
    { log: 'queue-worker', at, text: 'two', cursor: 'c' },
  ]);
});

test('text that is no UTF-8 comes as its bytes, and an empty line has none', () => {
  const texts = entriesOf([
    line({ SYSLOG_IDENTIFIER: 'beanpole-web', MESSAGE: [104, 105, 255] }),
    line({ SYSLOG_IDENTIFIER: 'beanpole-web', MESSAGE: null }),
  ]).map(({ text }) => text);
  expect(texts).toEqual(['hi\ufffd', '']);
});
