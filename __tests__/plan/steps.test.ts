import { describe, expect, test } from '@jest/globals';
import { stepsOf } from '../../src/plan/steps.ts';
import { someSettings } from '../template/contexts.ts';

const capacity = { minInService: 2, batchSize: 1, groupSize: 2 };
const steps = (deploy: object) =>
  stepsOf(someSettings({ deploy: { ...someSettings().deploy, bake: 0, ...deploy } }), capacity, 4).slice(0, -1);

describe('stepsOf(), from slot to slot', () => {
  test('tells how blue-green switches, and for how long the former group stays', () => {
    expect(steps({ policy: 'blue-green', keep: 5 })).toEqual([
      'a second group of 4 is launched in the other slot',
      'one change of the load balancer switches over, once all are healthy',
      'the former group stays up for 5 minutes',
    ]);
  });

  test('tells the share of the requests that is on trial', () => {
    expect(steps({ policy: 'canary', canary: { traffic: 10, pause: 600 }, keep: 0 })).toEqual([
      'a second group of 4 is launched in the other slot',
      'once all are healthy, it gets 10 % of the requests',
      'after 10m without an alarm the rest follows',
      'then the former group is removed',
    ]);
  });

  test('tells the share of the instances of a canary without slots', () => {
    expect(steps({ policy: 'canary', canary: { percent: 50, pause: 60 } })).toEqual([
      '2 instances are replaced first',
      'after 1m without an alarm the rest follows',
    ]);
  });
});
