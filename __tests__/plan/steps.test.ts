import { describe, expect, test } from '@jest/globals';
import { stepsOf } from '../../src/plan/steps.ts';
import { someSettings } from '../template/contexts.ts';

const capacity = { minInService: 2, batchSize: 1, groupSize: 2 };
const steps = (deploy: object) =>
  stepsOf(someSettings({ deploy: { ...someSettings().deploy, bake: 0, ...deploy } }), capacity, 4).slice(0, -1);

describe('stepsOf(), from slot to slot', () => {
  test('tells how blue-green switches', () => {
    expect(steps({ policy: 'blue-green', keep: 5 })).toEqual([
      'a second group of 4 is launched in the idle slot and proves itself',
      'one change of the load balancer sends every request to it; the former group stays for the way back',
    ]);
  });

  test('tells the share of the requests that is on trial', () => {
    expect(steps({ policy: 'canary', canary: { traffic: 10, pause: 600 }, keep: 0 })).toEqual([
      'a second group of 4 is launched in the idle slot',
      'it gets 10 % of the requests for 10m; an alarm sends all of them back',
      'then it gets every request, and the former group goes',
    ]);
  });

  test('tells the share of the instances of a canary without slots', () => {
    expect(steps({ policy: 'canary', canary: { percent: 50, pause: 60 } })).toEqual([
      '2 instances are replaced first',
      'after 1m without an alarm the rest follows',
    ]);
  });
});
