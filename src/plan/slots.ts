import { createHash } from 'node:crypto';
import { sameValues, type Values } from './parameters.ts';

/** The two places that a version can stand in. */
export type Slot = 'A' | 'B';

/** Parameters that make what a slot runs; the compute template has them once for each slot. */
const content = [
  'VersionLabel',
  'BundleKey',
  'BundleSha256',
  'AgentKey',
  'AgentSha256',
  'ConfigKey',
  'ConfigSha256',
  'ImageId',
  'Deployment',
  'LaunchDigest',
] as const;

/** How two slots stand, as the parameters of the compute stack tell it. */
export interface Slots {
  readonly live: Slot;
  /** Whether the other slot has instances. */
  readonly idleUp: boolean;
  /** Percent of the requests that the other slot gets. */
  readonly idleShare: number;
  /** What each slot runs, or would run, by the names of slot A. */
  readonly content: Readonly<Record<Slot, Values>>;
  /** Instances that the group of each slot was made with. */
  readonly size: Readonly<Record<Slot, number>>;
}

/** What a run does with slots. */
export interface SlotWishes {
  /** Minutes that the former version stays up after the switch. */
  readonly keep: number;
  /** Percent of the requests that the new version gets first, and minutes during which alarms judge that. */
  readonly trial?: { readonly percent: number; readonly minutes: number };
}

/** The other slot. */
export function otherSlot(slot: Slot): Slot {
  return slot === 'A' ? 'B' : 'A';
}

/** The parameters of a slot have the names of those without slots, behind its own name if it is not the first. */
function nameIn(slot: Slot, name: string): string {
  return slot === 'A' ? name : `SlotB${name}`;
}

/** Whether a compute template, as JSON, has slots. */
export function hasSlots(template: string): boolean {
  return JSON.parse(template).Parameters?.LiveSlot !== undefined;
}

/** Tells what instances are launched from apart, whatever the version: with another one of the same version, instances have to be made anew. */
export function launchDigest(template: string): string {
  const properties = JSON.parse(template).Resources?.LaunchTemplate?.Properties ?? {};
  return createHash('sha256').update(JSON.stringify(properties)).digest('hex');
}

/** How the slots of a stack stand; absent where it has none. */
export function slotsOf(parameters: Values): Slots | undefined {
  const { LiveSlot: live, IdleSlot } = parameters;
  if (live !== 'A' && live !== 'B') return undefined;
  const number = (slot: Slot, name: string) => Number(parameters[nameIn(slot, name)] ?? 0);
  return {
    live,
    idleUp: IdleSlot === 'up',
    idleShare: number(otherSlot(live), 'Weight'),
    content: { A: contentOf(parameters, 'A'), B: contentOf(parameters, 'B') },
    size: { A: number('A', 'GroupSize'), B: number('B', 'GroupSize') },
  };
}

/** What a slot runs, by the names of slot A. */
export function contentOf(parameters: Values, slot: Slot): Values {
  const found = content.map((name) => [name, parameters[nameIn(slot, name)]] as const);
  return Object.fromEntries(
    found.filter((pair): pair is readonly [(typeof content)[number], string] => pair[1] !== undefined),
  );
}

/** The parameters that say how the slots stand. */
export function slotValues({ live, idleUp, idleShare, content: each, size }: Slots): Values {
  const ofSlot = (slot: Slot): Values => ({
    ...Object.fromEntries(Object.entries(each[slot]).map(([name, value]) => [nameIn(slot, name), value])),
    [nameIn(slot, 'GroupSize')]: String(size[slot]),
    [nameIn(slot, 'Weight')]: String(slot === live ? 100 - idleShare : idleShare),
  });
  return { ...ofSlot('A'), ...ofSlot('B'), LiveSlot: live, IdleSlot: idleUp ? 'up' : 'down' };
}

/** The parameters of the live version by the names that they have without slots. */
export function liveValues(parameters: Values): Values {
  const slots = slotsOf(parameters);
  return slots === undefined ? parameters : { ...parameters, ...slots.content[slots.live] };
}

/** Sizes that the groups of the two slots have now; absent where there is no such group. */
export interface LiveSizes {
  readonly live?: number | undefined;
  readonly idle?: number | undefined;
}

/** What runs, by the names that it has without slots: the live version, and the one that stands in the other slot, as after a run that ended before its switch. */
export function standingVersions(parameters: Values): readonly Values[] {
  const slots = slotsOf(parameters);
  if (slots === undefined) return [parameters];
  return [slots.content[slots.live], ...(slots.idleUp ? [slots.content[otherSlot(slots.live)]] : [])];
}

/** Slots that stand for the first time: the version is in slot A. */
export function firstSlots(version: Values, size: number): Slots {
  const wanted = contentOf(version, 'A');
  return { live: 'A', idleUp: false, idleShare: 0, content: { A: wanted, B: wanted }, size: { A: size, B: size } };
}

/**
 * How the slots shall stand once a version is live: as they stand, where it is; otherwise switched over. `size`: instances that a group made for it shall have.
 */
export function wantedSlots(
  now: Slots,
  {
    version,
    size,
    sizes,
    keep,
  }: { readonly version: Values; readonly size: number; readonly sizes: LiveSizes; readonly keep: number },
): Slots {
  const wanted = contentOf(version, 'A');
  if (isSameVersion(now.content[now.live], wanted)) {
    // A share that is still with the other slot belongs to a version that nobody wants any more.
    return { ...now, idleUp: now.idleUp && now.idleShare === 0 && keep > 0, idleShare: 0 };
  }
  const next = otherSlot(now.live);
  const isUp = now.idleUp && isSameVersion(now.content[next], wanted);
  // A slot that is up takes over as it is, unless the load has grown since it was.
  const enough = isUp && (sizes.idle ?? 0) >= (sizes.live ?? 0);
  return {
    live: next,
    idleUp: keep > 0,
    idleShare: 0,
    content: { ...now.content, [next]: isUp ? now.content[next] : wanted },
    size: { ...now.size, [next]: enough ? now.size[next] : size },
  };
}

/** Whether a slot would run the same, whichever deployment brought it there. */
function isSameVersion(one: Values, other: Values): boolean {
  const Deployment = '';
  return sameValues({ ...one, Deployment }, { ...other, Deployment });
}

/** What comes before a switch: the slot is emptied of another version, or the new version gets its first share. Absent: nothing. */
export type Prelude =
  | { readonly kind: 'clear'; readonly slots: Slots }
  | { readonly kind: 'trial'; readonly slots: Slots; readonly minutes: number };

/** What has to happen before the slots can stand as they shall. */
export function preludeOf(now: Slots, then: Slots, trial: SlotWishes['trial']): Prelude | undefined {
  if (now.live === then.live) return undefined;
  const isReady = now.idleUp && sameValues(now.content[then.live], then.content[then.live]);
  if (now.idleUp && !isReady) return { kind: 'clear', slots: cleared(now) };
  if (trial === undefined || (isReady && now.idleShare === trial.percent)) return undefined;
  const { content, size } = then;
  return {
    kind: 'trial',
    minutes: trial.minutes,
    slots: { ...now, idleUp: true, idleShare: trial.percent, content, size },
  };
}

/** Only the live slot has instances and gets requests. */
export function cleared(now: Slots): Slots {
  return { ...now, idleUp: false, idleShare: 0 };
}
