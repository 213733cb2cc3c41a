import { unreachable } from '../errors.ts';
import type { Values } from '../plan/parameters.ts';
import {
  cleared,
  contentOf,
  hasSlots,
  launchDigest,
  type Prelude,
  preludeOf,
  type Slots,
  slotsOf,
  slotValues,
} from '../plan/slots.ts';
import type { Stack } from './ports.ts';
import type { Change, Desired } from './request.ts';
import type { World } from './world.ts';

/** What an update of its own does to the slots before the version changes. */
export type SlotStep = 'enter' | 'home' | 'clear' | 'trial';

/** An update that comes before another one. */
export interface First {
  readonly step: SlotStep;
  readonly change: Change;
}

/** Parameters that tell of the live version and of no slot: they change with the switch, not before it. */
const ofLive = ['Commit', 'CommittedAt', 'PreviousVersion'];

/**
 * The update that has to come before this one because of slots, if any. Each leaves the environment whole, so that a run may end after any of them: what is
 * live gets all requests, or all but the share that is on trial.
 */
export async function slotsFirst(change: Change, world: World): Promise<First | undefined> {
  const { live, desired, parameters } = change;
  if (live === undefined) return undefined;
  const [now, then] = [slotsOf(live.parameters), slotsOf(parameters)];
  if (now === undefined) return then === undefined ? undefined : enter({ ...change, live }, world);
  if (then === undefined) return isHome(now) ? undefined : home({ ...change, live }, now, world);
  const prelude = preludeOf(now, then, desired.slots?.trial);
  return prelude === undefined ? undefined : before({ ...change, live }, prelude, world);
}

type Update = Change & { readonly live: Stack };

/** The slots are made round what runs, which stands in slot A from now on; no instance is touched. */
async function enter(change: Update, world: World): Promise<First> {
  const slots = await enteredSlots(change.live, change.desired, world);
  return { step: 'enter', change: forLive(change, { ...change.parameters, ...slotValues(slots) }) };
}

/** Without slots only slot A is left, so what runs goes there first, from slot to slot as ever. */
async function home(change: Update, now: Slots, world: World): Promise<First | undefined> {
  const { live, desired } = change;
  const template = await world.stacks.template(live.id);
  if (template === undefined) return undefined;
  const size = (await desired.liveSize?.(live)) ?? now.size[now.live];
  const content = { ...now.content, A: now.content[now.live] };
  const slots: Slots =
    now.live === 'A' || now.idleUp ? cleared(now) : { ...now, live: 'A', content, size: { ...now.size, A: size } };
  const kept = { ...change, desired: { ...desired, template, tags: live.tags } };
  return { step: now.idleUp ? 'clear' : 'home', change: forLive(kept, { ...live.parameters, ...slotValues(slots) }) };
}

async function before(change: Update, prelude: Prelude, world: World): Promise<First | undefined> {
  const values = slotValues(prelude.slots);
  switch (prelude.kind) {
    case 'trial': {
      const first = forLive(change, { ...change.parameters, ...values });
      return { step: 'trial', change: { ...first, desired: { ...first.desired, bake: prelude.minutes } } };
    }
    case 'clear': {
      const template = await world.stacks.template(change.live.id);
      if (template === undefined) return undefined;
      const kept = { ...change, desired: { ...change.desired, template, tags: change.live.tags } };
      return { step: 'clear', change: forLive(kept, { ...change.live.parameters, ...values }) };
    }
    default:
      return unreachable(prelude);
  }
}

/** A change that leaves the live version live. */
function forLive({ desired, live, token }: Update, parameters: Values): Change {
  const { version: _, ...rest } = desired;
  const { Version: version } = live.outputs;
  const told = ofLive.flatMap((name) => (name in live.parameters ? [[name, live.parameters[name] ?? '']] : []));
  return {
    desired: { ...rest, bake: 0, ...(version === undefined ? {} : { version }) },
    live,
    parameters: { ...parameters, ...Object.fromEntries(told) },
    token: `${token}-s`,
  };
}

function isHome(now: Slots): boolean {
  return now.live === 'A' && !now.idleUp;
}

/** How the slots stand in an environment that has none yet: what runs is in slot A. */
export async function enteredSlots(
  live: Stack,
  { liveSize }: Pick<Desired, 'liveSize'>,
  { stacks }: Pick<World, 'stacks'>,
): Promise<Slots> {
  const [template, size] = await Promise.all([stacks.template(live.id), liveSize?.(live)]);
  const content = { ...contentOf(live.parameters, 'A'), LaunchDigest: launchDigest(template ?? '{}') };
  const instances = size ?? 1;
  return {
    live: 'A',
    idleUp: false,
    idleShare: 0,
    content: { A: content, B: content },
    size: { A: instances, B: instances },
  };
}

/** The slots as they stand, whether or not the stack has any yet; absent where its wanted template has none. */
export async function standing(
  live: Stack,
  desired: Pick<Desired, 'template' | 'liveSize'>,
  world: Pick<World, 'stacks'>,
): Promise<Slots | undefined> {
  if (!hasSlots(desired.template)) return undefined;
  return slotsOf(live.parameters) ?? enteredSlots(live, desired, world);
}

/** The group of the slot that does not serve. */
export function idleGroupOf({ outputs }: Stack): string | undefined {
  const name = outputs['IdleGroupName'];
  return name === 'none' ? undefined : name;
}
