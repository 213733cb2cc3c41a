import { describe, expect, test } from '@jest/globals';
import { nextBatch, replacements } from '../../../../src/local/compute/auto-scaling/batch.ts';

describe('nextBatch', () => {
  // Observed on AWS: observations/*.md of github.com/guardian/testing-asg-rolling-update, and the event log of github.com/crewjam/etcd-aws.
  test.each([
    ['healthy to healthy', { obsolete: 5, desired: 5, max: 10, minInService: 5, maxBatch: 100 }, 5, 10],
    ['fully scaled', { obsolete: 9, desired: 9, max: 9, minInService: 3, maxBatch: 100 }, 6, 9],
    ['fully scaled, one less in service', { obsolete: 9, desired: 9, max: 9, minInService: 8, maxBatch: 100 }, 1, 9],
    ['partially scaled', { obsolete: 6, desired: 6, max: 9, minInService: 3, maxBatch: 100 }, 6, 9],
    ['partially scaled, all in service', { obsolete: 6, desired: 6, max: 9, minInService: 6, maxBatch: 100 }, 3, 9],
    ['a small batch needs no more room', { obsolete: 6, desired: 6, max: 9, minInService: 3, maxBatch: 3 }, 3, 6],
    ['the rollback of a failed update', { obsolete: 3, desired: 9, max: 9, minInService: 3, maxBatch: 100 }, 3, 9],
    ['three, one by one, one more meanwhile', { obsolete: 3, desired: 3, max: 4, minInService: 3, maxBatch: 1 }, 1, 4],
    ['one instance, launch first', { obsolete: 1, desired: 1, max: 2, minInService: 1, maxBatch: 1 }, 1, 2],
    ['one instance, terminate first', { obsolete: 1, desired: 1, max: 2, minInService: 0, maxBatch: 1 }, 1, 1],
    ['nothing to do', { obsolete: 0, desired: 3, max: 4, minInService: 3, maxBatch: 1 }, 0, 3],
  ])('%s', (_, fleet, size, temporary) => {
    expect(nextBatch({ upToDate: fleet.desired - fleet.obsolete, ...fleet })).toEqual({ size, temporary });
  });

  test('agrees with the arithmetic of OpenStack Heat wherever MaxSize leaves room', () => {
    for (const [desired, minInService, maxBatch] of grid(7)) {
      const fleet = {
        obsolete: desired,
        upToDate: 0,
        desired,
        max: 100,
        minInService: Math.min(minInService, desired),
        maxBatch,
      };
      const batch = nextBatch(fleet);
      // Heat: new size = batch + max(min(current, target − batch), min in service).
      const heat = Math.min(maxBatch, desired);
      expect(batch).toEqual({
        size: heat,
        temporary: heat + Math.max(Math.min(desired, desired - heat), fleet.minInService),
      });
    }
  });

  test('agrees with Eucalyptus on the temporary size: max(batch + MinInstancesInService, desired)', () => {
    for (const [desired, asked, maxBatch] of grid(7)) {
      const minInService = Math.min(asked, desired + 2);
      const batch = nextBatch({ obsolete: desired, upToDate: 0, desired, max: desired + 3, minInService, maxBatch });
      expect(batch.temporary).toBe(Math.max(batch.size + minInService, desired));
      expect(batch.temporary).toBeLessThanOrEqual(desired + 3);
    }
  });

  test('ends every update with as many as desired, all new, and never falls below what must be in service', () => {
    for (const [desired, asked, maxBatch] of grid(6)) {
      const minInService = Math.min(asked, desired);
      const batch = nextBatch({ obsolete: desired, upToDate: 0, desired, max: desired + 2, minInService, maxBatch });
      let [old, fresh] = [desired, batch.temporary - desired];
      while (old > 0) {
        const going = Math.min(batch.size, old);
        old -= going;
        expect(old + fresh).toBeGreaterThanOrEqual(minInService);
        fresh += replacements({ desired, upToDate: fresh }, going);
      }
      expect(fresh).toBe(desired);
    }
  });
});

describe('replacements', () => {
  // "Terminating instance(s) […]; replacing with N new instance(s)." of the same event logs.
  test.each([
    [3, 1, 1, 1],
    [3, 2, 1, 1],
    [3, 3, 1, 0],
    [6, 3, 3, 3],
    [6, 6, 3, 0],
    [6, 3, 6, 3],
    [9, 0, 6, 6],
    [9, 6, 3, 3],
    [5, 5, 5, 0],
  ])('of %i desired with %i new, %i going: %i are replaced', (desired, upToDate, going, replaced) => {
    expect(replacements({ desired, upToDate }, going)).toBe(replaced);
  });
});

function grid(size: number): [number, number, number][] {
  const range = Array.from({ length: size }, (_, index) => index);
  return range.flatMap((a) => range.flatMap((b) => range.map((c): [number, number, number] => [a + 1, b, c + 1])));
}
