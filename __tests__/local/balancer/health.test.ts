import { describe, expect, test } from '@jest/globals';
import {
  type CheckResult,
  judge,
  matches,
  type Standing,
  unchecked,
  verdicts,
} from '../../../src/local/balancer/health.ts';

const check = {
  enabled: true,
  protocol: 'HTTP',
  port: 'traffic-port',
  path: '/',
  interval: 10,
  timeout: 5,
  healthy: 2,
  unhealthy: 3,
  matcher: '200',
};
const results: Readonly<Record<string, CheckResult>> = {
  '+': { kind: 'answered', code: 200 },
  x: { kind: 'answered', code: 503 },
  t: { kind: 'timed-out' },
  f: { kind: 'failed' },
};
const following = (checks: string, from: Standing = unchecked) =>
  [...checks].reduce((standing, one) => judge(standing, results[one] ?? { kind: 'failed' }, check), from);

describe('judge', () => {
  test.each([
    ['a new target is healthy at its first passed check', '+', 'healthy', undefined],
    ['a new target that fails is still initial', 'xx', 'initial', 'Elb.InitialHealthChecking'],
    ['a new target is unhealthy after three failures', 'xxx', 'unhealthy', 'Target.ResponseCodeMismatch'],
    ['one good check between failures begins the count anew', 'xx+xx', 'healthy', undefined],
    ['a healthy target survives two failures', '+xx', 'healthy', undefined],
    ['a healthy target falls at the third failure', '+xxt', 'unhealthy', 'Target.Timeout'],
    ['an unhealthy target needs two good checks', 'fff+', 'unhealthy', 'Target.FailedHealthChecks'],
    ['an unhealthy target is back after two good checks', 'fff++', 'healthy', undefined],
    ['the reason is that of the latest failure', 'fffx', 'unhealthy', 'Target.ResponseCodeMismatch'],
  ])('%s', (_, checks, state, reason) => {
    const { state: is, reason: why } = following(checks);
    expect([is, why]).toEqual([state, reason]);
  });

  test('names the code that did not match', () => {
    expect(following('xxx').description).toBe('Health checks failed with these codes: [503]');
    expect(following('+').description).toBeUndefined();
    expect(verdicts.notRegistered.reason).toBe('Target.NotRegistered');
  });
});

describe('matches', () => {
  test.each([
    ['200', 200, true],
    ['200', 204, false],
    ['200,301-302', 302, true],
    ['200-299', 300, false],
  ])('%s takes %i: %s', (matcher, code, taken) => {
    expect(matches(matcher, code)).toBe(taken);
  });
});
