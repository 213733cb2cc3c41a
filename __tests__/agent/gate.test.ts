import { describe, expect, test } from '@jest/globals';
import { cause, eagerPause } from '../../src/agent/gate.ts';
import { accepts, probe } from '../../src/agent/probe.ts';
import { configuration, freePort } from './rig.ts';

const health = configuration().health;
const gate = { port: 8080, health: { ...health, successes: 3 } };

describe('accepts', () => {
  test.each([
    ['200', 200, true],
    ['200', 201, false],
    ['200-299', 299, true],
    ['200-299', 300, false],
    ['200,302,404', 302, true],
    ['200,300-399', 350, true],
    ['', 200, false],
  ])('%s takes %d: %s', (codes, status, expected) => {
    expect(accepts(codes, status)).toBe(expected);
  });
});

describe('the cause of a shut gate', () => {
  const nobody = { best: 0, listeners: [] };
  test.each([
    [{ ...nobody, last: { kind: 'refused' } }, "Nothing listens on port 8080 (the application's PORT)."],
    [
      {
        ...nobody,
        last: { kind: 'refused' },
        listeners: [
          { address: '::', port: 3000 },
          { address: '0.0.0.0', port: 3000 },
        ],
      },
      "Nothing listens on port 8080 (the application's PORT); its processes listen on port 3000.",
    ],
    [
      { ...nobody, last: { kind: 'refused' }, listeners: [{ address: '::1', port: 8080 }] },
      'The application listens on port 8080 of ::1 only, not on 127.0.0.1 where the proxy asks it.',
    ],
    [{ ...nobody, last: { kind: 'unconnected' } }, 'Port 8080 hangs: connections to the application are not accepted.'],
    [{ ...nobody, last: { kind: 'answered', status: 500 } }, 'GET / answered 500, expected 200-399.'],
    [
      { best: 2, listeners: [], last: { kind: 'answered', status: 200 } },
      'GET / was good 2 times in a row in time, 3 are needed (health.successes).',
    ],
    [
      { ...nobody, last: { kind: 'late', afterMs: 7_240 } },
      'GET / was answered after 7.2 s, later than health.timeout (5 s).',
    ],
  ] as const)('%j: %s', (evidence, expected) => {
    expect(cause({ gate, ...evidence })).toBe(expected);
  });
});

describe('the pause before the first good answer', () => {
  test.each([
    [0, 30, 100],
    [500, 30, 100],
    [4_000, 30, 400],
    [60_000, 30, 1_000],
    [60_000, 0.5, 500],
  ])('after %d ms, with an interval of %d s: %d ms', (waited, interval, expected) => {
    expect(eagerPause(waited, { interval })).toBe(expected);
  });
});

describe('probe', () => {
  test('finds that nothing listens', async () => {
    const target = { port: await freePort(), path: '/', timeoutMs: 1_000, patienceMs: 1_000 };
    expect(await probe(target)).toEqual({ kind: 'refused' });
  });
});
