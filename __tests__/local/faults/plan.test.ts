import { describe, expect, test } from '@jest/globals';
import { faultPlan, launch } from '../../../src/local/faults/plan.ts';
import type { Rule } from '../../../src/local/faults/rule.ts';

const rule = (more: Partial<Rule>): Rule => ({ first: 1, last: 1, fault: { what: 'throttle' }, ...more });
const put = { service: 's3', operation: 'PutObject', accessKeyId: 'RUNNER' };
const get = { service: 's3', operation: 'GetObject', accessKeyId: 'RUNNER' };

describe('a fault plan', () => {
  test('counts only the calls that a rule is about, whatever the case of their names', () => {
    const plan = faultPlan([rule({ service: 'S3', operation: 'putobject', first: 2, last: 3 })]);
    const met = [put, get, put, { ...put, service: 'sqs' }, put, put].map((call) => plan.meet(call)?.what);
    expect(met).toEqual([undefined, undefined, 'throttle', undefined, 'throttle', undefined]);
    expect(plan.followed()).toMatchObject([{ seen: 4, hit: 2 }]);
  });

  test('tells callers apart by their keys', () => {
    const plan = faultPlan([rule({ accessKeyId: 'RUNNER' })]);
    expect([plan.meet({ ...put, accessKeyId: 'INSTANCE' }), plan.meet(put)]).toEqual([undefined, { what: 'throttle' }]);
  });

  test('lets the first rule speak, while the others go on counting', () => {
    const plan = faultPlan([rule({}), rule({ first: 2, last: 2, fault: { what: 'duplicate' } })]);
    expect([plan.meet(put)?.what, plan.meet(put)?.what]).toEqual(['throttle', 'duplicate']);
  });

  test('knows launches from calls', () => {
    const plan = faultPlan([rule({ last: 9 }), rule({ fault: { what: 'no-capacity' } })]);
    const met = [plan.meet(put), plan.meet(launch), plan.meet(launch)].map((fault) => fault?.what);
    expect(met).toEqual(['throttle', 'no-capacity', undefined]);
  });

  test('begins anew when its rules are replaced', () => {
    const plan = faultPlan([rule({})]);
    plan.meet(put);
    plan.replace([rule({})]);
    expect(plan.meet(put)).toEqual({ what: 'throttle' });
  });
});
