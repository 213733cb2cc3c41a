import { describe, expect, test } from '@jest/globals';
import { chooseGroup } from '../../../src/local/balancer/choose.ts';
import type { Condition, Listener, Rule } from '../../../src/local/balancer/records.ts';
import { actionsFor, terminal } from '../../../src/local/balancer/rules.ts';

const listener: Listener = {
  arn: 'listener',
  loadBalancerArn: 'balancer',
  doorPort: 20_080,
  port: 80,
  protocol: 'HTTP',
  certificates: [],
  defaultActions: [{ Type: 'forward', TargetGroupArn: 'default' }],
  tags: [],
};
const rule = (priority: number, ...conditions: Condition[]): Rule => ({
  arn: `rule-${priority}`,
  listenerArn: 'listener',
  priority,
  conditions,
  actions: [{ Type: 'forward', TargetGroupArn: String(priority) }],
  tags: [],
});
const rules = [
  rule(
    30,
    { Field: 'path-pattern', Values: ['/*'] },
    { Field: 'host-header', HostHeaderConfig: { Values: ['*.example.com'] } },
  ),
  rule(10, { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }),
  rule(20, { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['DELETE'] } }),
  rule(25, { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2?' }] } }),
  rule(27, { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['yes'] } }),
];

describe('actionsFor', () => {
  test.each([
    ['GET', '/', {}, 'default'],
    ['GET', '/api/users?x=1', {}, '10'],
    ['DELETE', '/api/users', {}, '10'],
    ['DELETE', '/other', {}, '20'],
    ['GET', '/other?v=21', {}, '25'],
    ['GET', '/other?v=2', {}, 'default'],
    ['GET', '/other', { 'x-canary': 'YES' }, '27'],
    ['GET', '/other', { host: 'www.EXAMPLE.com:8080' }, '30'],
    ['GET', '/other', { host: 'example.org' }, 'default'],
  ])('%s %s %j goes to %s', (method, url, headers, group) => {
    const actions = actionsFor(listener, rules, { method, url, headers, source: '127.0.0.1' });
    expect(terminal(actions)?.TargetGroupArn).toBe(group);
  });
});

describe('chooseGroup', () => {
  const action = {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: 'blue', Weight: 90 },
        { TargetGroupArn: 'green', Weight: '10' },
      ],
    },
  };
  test.each([
    [0, 'blue'],
    [0.89, 'blue'],
    [0.91, 'green'],
  ])('a dice of %d chooses %s', (dice, group) => {
    expect(chooseGroup(action, dice)).toBe(group);
  });

  test('sends nothing to a group of weight 0', () => {
    const none = {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: 'blue', Weight: 0 },
          { TargetGroupArn: 'green', Weight: 1 },
        ],
      },
    };
    expect(chooseGroup(none, 0)).toBe('green');
  });
});

describe('chooseGroup(), weighted', () => {
  const weighted = (...weights: readonly (readonly [string, number])[]) => ({
    Type: 'forward',
    ForwardConfig: { TargetGroups: weights.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
  });
  const share = (action: ReturnType<typeof weighted>, group: string) => {
    const throws = Array.from({ length: 1000 }, (_, at) => chooseGroup(action, (at + 0.5) / 1000));
    return throws.filter((one) => one === group).length / 1000;
  };

  test.each([
    [90, 10, 0.1],
    [1, 1, 0.5],
    [0, 100, 1],
    [100, 0, 0],
    [999, 1, 0.001],
  ])('%d to %d gives the second one its exact share of the requests', (one, other, wanted) => {
    expect(share(weighted(['a', one], ['b', other]), 'b')).toBeCloseTo(wanted, 3);
  });

  test('with no weight at all nobody is chosen', () => {
    expect(chooseGroup(weighted(['a', 0], ['b', 0]), 0.5)).toBeUndefined();
  });
});
