import { describe, expect, test } from '@jest/globals';
import { healthOf, type Signs } from '../../src/deploy/health.ts';

const stack = (status = 'UPDATE_COMPLETE'): Signs['compute'] => ({
  id: 'arn',
  name: 'shop-production',
  status,
  parameters: {},
  outputs: {},
  tags: {},
  protected: false,
});

/** Instances by letter: `h` serves and is healthy, `s` is sick, `o` runs another version, `p` is not there yet. */
function signs(letters: string, more: Partial<Signs> & { desired?: number; suspended?: string[] } = {}): Signs {
  const { desired = letters.length, suspended = [], ...rest } = more;
  const instances = [...letters].map((letter, index) => ({
    id: `i-${index}`,
    state: letter === 'p' ? 'Pending' : 'InService',
    health: letter === 's' ? 'Unhealthy' : 'Healthy',
    isCurrent: letter !== 'o',
  }));
  return { compute: stack(), group: { min: 1, max: 8, desired, suspended, instances }, ringing: [], ...rest };
}

describe('health, in the words of Elastic Beanstalk', () => {
  test.each([
    ['Ok', 'Green', signs('hhh'), []],
    ['Info', 'Green', signs('hhho', { desired: 3, compute: stack('UPDATE_IN_PROGRESS') }), [/under way/]],
    ['Pending', 'Grey', signs('p', { compute: stack('CREATE_IN_PROGRESS') }), [/under way/, /0 of 1/]],
    ['Pending', 'Grey', signs('', { compute: stack('CREATE_IN_PROGRESS'), group: undefined }), [/under way/, /made/]],
    ['Unknown', 'Grey', signs(''), [/No instance runs: none is wanted/]],
    ['Warning', 'Yellow', signs('hhs'), [/^2 of 3 instances are in service and healthy\.$/]],
    ['Warning', 'Yellow', signs('h', { suspended: ['Launch'] }), [/suspended: Launch/]],
    ['Warning', 'Yellow', signs('h', { compute: stack('UPDATE_ROLLBACK_FAILED') }), [/UPDATE_ROLLBACK_FAILED/]],
    ['Degraded', 'Red', signs('hss'), [/^1 of 3 instances is in service/]],
    ['Degraded', 'Red', signs('hho'), [/^Another version than the live one runs on 1 of 3 instances\.$/]],
    ['Degraded', 'Red', signs('h', { ringing: ['ServerErrors'] }), [/The alarm "ServerErrors" rings\./]],
    ['Severe', 'Red', signs('ss'), [/^0 of 2 instances are/]],
    ['Severe', 'Red', signs('', { group: undefined }), [/no Auto Scaling group/]],
  ] as const)('%s is %s', (status, color, seen, causes) => {
    const health = healthOf(seen);
    expect(health).toMatchObject({ status, color });
    expect(health.causes).toHaveLength(causes.length);
    for (const [index, cause] of causes.entries()) expect(health.causes[index]).toMatch(cause);
  });

  test('the worst sign decides, and all are told', () => {
    const health = healthOf(signs('ss', { ringing: ['Latency'], suspended: ['Launch'] }));
    expect(health.status).toBe('Severe');
    expect(health.causes).toHaveLength(3);
  });
});
