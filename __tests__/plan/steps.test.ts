import { describe, expect, test } from '@jest/globals';
import { stepsOf } from '../../src/plan/steps.ts';
import { hoursIn } from '../../src/settings/hours.ts';
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
    expect(steps({ policy: 'canary', canary: { percent: [50], pause: 60 } })).toEqual([
      '2 instances are replaced first',
      'after 1m without an alarm the rest follows',
    ]);
  });
});

describe('stepsOf() of a canary in several steps', () => {
  test('tells how many instances have the new version after each', () => {
    expect(steps({ policy: 'canary', canary: { percent: [10, 25, 50], pause: 60 } })).toEqual([
      '1 instance is replaced first',
      'after 1m without an alarm so many more that 2 of 4 have the new version',
      'after 1m without an alarm the rest follows',
    ]);
  });
});

describe('stepsOf() of an environment that is stopped', () => {
  test('launches what is live first, and stops it again', () => {
    const { instances, deploy } = someSettings();
    const hours = hoursIn('08:00-20:00 mon-fri');
    if (hours === undefined) throw new Error('no hours');
    const settings = someSettings({ instances: { ...instances, hours }, deploy: { ...deploy, policy: 'rolling' } });
    const all = stepsOf(settings, capacity, 0);
    expect([all[0], all[1], all.at(-1)]).toEqual([
      'no instance runs now, so 2 instances are launched first, of what is live',
      '2 instances are replaced in 2 batches of 1: a batch leaves first, so 1 stay in service',
      'then it is stopped again, as its hours say',
    ]);
  });
});
