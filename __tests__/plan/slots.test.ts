import { describe, expect, test } from '@jest/globals';
import {
  contentOf,
  firstSlots,
  launchDigest,
  liveValues,
  preludeOf,
  type Slots,
  slotsOf,
  slotValues,
  wantedSlots,
} from '../../src/plan/slots.ts';

const version = (label: string) => ({ VersionLabel: label, BundleKey: `bundles/${label}`, LaunchDigest: 'd' });
const slots = (given: Partial<Slots> = {}): Slots => ({
  live: 'A',
  idleUp: false,
  idleShare: 0,
  content: { A: version('v1'), B: version('v0') },
  size: { A: 2, B: 2 },
  ...given,
});
const wish = (label: string, more: object = {}) => ({
  version: version(label),
  size: 3,
  sizes: { live: 3, idle: undefined },
  keep: 5,
  ...more,
});

describe('slots as parameters of the stack', () => {
  test('are read as they were written', () => {
    const standing = slots({ live: 'B', idleUp: true, idleShare: 10 });
    expect(slotsOf(slotValues(standing))).toEqual(standing);
  });

  test('give all requests but the share of the other slot to the live one', () => {
    expect(slotValues(slots({ live: 'B', idleShare: 10 }))).toMatchObject({ Weight: '10', SlotBWeight: '90' });
    expect(slotValues(slots())).toMatchObject({ Weight: '100', SlotBWeight: '0', LiveSlot: 'A', IdleSlot: 'down' });
  });

  test('are none in a stack of another policy', () => {
    expect(slotsOf({ VersionLabel: 'v1', GroupSize: '2' })).toBeUndefined();
  });

  test('tell the live version by the names that it has without slots', () => {
    const values = { ...slotValues(slots({ live: 'B' })), VpcId: 'vpc-1' };
    expect(liveValues(values)).toMatchObject({ VersionLabel: 'v0', VpcId: 'vpc-1' });
    expect(liveValues({ VersionLabel: 'v1' })).toEqual({ VersionLabel: 'v1' });
  });

  test('stand for the first time with the version in slot A', () => {
    expect(firstSlots(version('v1'), 2)).toEqual(slots({ content: { A: version('v1'), B: version('v1') } }));
  });

  test('tell another launch template of the same version apart', () => {
    const of = (type: string) =>
      launchDigest(JSON.stringify({ Resources: { LaunchTemplate: { Properties: { InstanceType: type } } } }));
    expect(of('t4g.small')).toBe(of('t4g.small'));
    expect(of('t4g.small')).not.toBe(of('m7g.large'));
    expect(contentOf({ LaunchDigest: 'x', SlotBLaunchDigest: 'y' }, 'B')).toEqual({ LaunchDigest: 'y' });
  });
});

describe('wantedSlots()', () => {
  test('brings a new version to the other slot, as large as the live group is, and keeps the former one up', () => {
    expect(wantedSlots(slots(), wish('v2'))).toEqual({
      live: 'B',
      idleUp: true,
      idleShare: 0,
      content: { A: version('v1'), B: version('v2') },
      size: { A: 2, B: 3 },
    });
  });

  test('keeps nothing up where nothing is kept', () => {
    expect(wantedSlots(slots(), wish('v2', { keep: 0 })).idleUp).toBe(false);
  });

  test('leaves a live version where it is, also while the former one is kept up', () => {
    expect(wantedSlots(slots(), wish('v1'))).toEqual(slots());
    expect(wantedSlots(slots({ idleUp: true }), wish('v1'))).toEqual(slots({ idleUp: true }));
  });

  test('takes the share from a version that is no longer wanted', () => {
    expect(wantedSlots(slots({ idleUp: true, idleShare: 10 }), wish('v1'))).toEqual(slots());
  });

  test('makes instances of the same version anew when they are launched from something else', () => {
    const other = { ...wish('v1'), version: { ...version('v1'), LaunchDigest: 'e' } };
    expect(wantedSlots(slots(), other).live).toBe('B');
  });

  test.each([
    ['large enough', { live: 3, idle: 3 }, 2],
    ['too small for the load of today', { live: 3, idle: 2 }, 3],
  ])('a slot that is still up and %s takes over', (_, sizes, size) => {
    const back = wantedSlots(slots({ idleUp: true }), { ...wish('v0'), sizes });
    expect({ live: back.live, size: back.size }).toEqual({ live: 'B', size: { A: 2, B: size } });
  });
});

describe('preludeOf()', () => {
  const then = (now: Slots, label = 'v2') => wantedSlots(now, wish(label));
  const trial = { percent: 10, minutes: 5 };

  test('a switch to a slot without instances needs nothing before it', () => {
    expect(preludeOf(slots(), then(slots()), undefined)).toBeUndefined();
  });

  test('a slot that is up with another version is emptied first', () => {
    const now = slots({ idleUp: true, idleShare: 10 });
    expect(preludeOf(now, then(now), trial)).toEqual({ kind: 'clear', slots: slots() });
  });

  test('a slot that is up with the wanted version takes over at once', () => {
    const now = slots({ idleUp: true });
    expect(preludeOf(now, then(now, 'v0'), undefined)).toBeUndefined();
  });

  test('a share of the requests comes before the whole, and the live version stays live', () => {
    expect(preludeOf(slots(), then(slots()), trial)).toEqual({
      kind: 'trial',
      minutes: 5,
      slots: slots({
        idleUp: true,
        idleShare: 10,
        content: { A: version('v1'), B: version('v2') },
        size: { A: 2, B: 3 },
      }),
    });
  });

  test('a share that has passed its time is not tried again', () => {
    const now = slots({ idleUp: true, idleShare: 10, content: { A: version('v1'), B: version('v2') } });
    expect(preludeOf(now, then(now), trial)).toBeUndefined();
  });

  test('a version that is live needs nothing', () => {
    expect(preludeOf(slots(), then(slots(), 'v1'), trial)).toBeUndefined();
  });
});
