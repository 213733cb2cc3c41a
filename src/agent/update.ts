import { renewCertificate, restoreCertificate } from './acme/secure.ts';
import type { BakeSettings } from '../settings/environment-config.ts';
import { build } from './build.ts';
import { type AnswerLog, answerLog } from './answers.ts';
import { bake } from './bake.ts';
import { failure, reasonOf } from './failure.ts';
import { passGates } from './gates.ts';
import type { Application } from './hosts/host.ts';
import type { InstanceDescription } from './instance.ts';
import { isSame, type Live, liveOf, type Slot, writeDescription, writeState } from './live.ts';
import { makeCurrent, prune, type Release } from './release.ts';
import { type Timeline, timeline } from './timeline.ts';
import { forgetAllBut, showAt } from './tools/scripts-view.ts';
import { attempt, interruption, leaveReport, leaveTimes, untimelyEnd } from './trial.ts';
import type { UpdateWorld } from './world.ts';

/** What an update starts from and leads to. */
export interface Change {
  readonly live: Live;
  readonly next: InstanceDescription;
  /** `restart`: the same version is wanted once more. */
  readonly duty: 'update' | 'restart';
}

/**
 * Brings another version to an instance that serves: beside the old one, which answers until the new one is proven. What fails leaves the old one as it
 * was, and a report in the bucket. Returns the exit code.
 */
export async function update(world: UpdateWorld, { live, next, duty }: Change): Promise<number> {
  const { journal, until, home, host } = world;
  // An update that was cut off may have turned the door, or written half of what it was to write.
  writeDescription(home, live.description);
  await host.settle(live);
  showAt(host.root, 'current', home, live.description);
  if (duty === 'update' && isSame(live.description, next)) {
    journal.say(`Version ${next.version.label} serves already.`);
    return 0;
  }
  const time = timeline(journal.say);
  try {
    const proven = await Promise.race([prove(world, { live, next, duty }, time), interruption(until)]);
    await turn(world, { live, next, duty, proven }, time);
  } catch (error) {
    await fail(world, next, { step: time.current(), reason: reasonOf(error) });
    showAt(host.root, 'current', home, live.description);
    return 1;
  }
  if (next.queue !== undefined) {
    // Messages under way are with the former release: the daemon has done them when it begins anew.
    await time.step('queue', () => attempt(world, 'The worker could not be started anew', () => world.host.work(next)));
  }
  await time.step('drain', () => attempt(world, 'The former release did not stop', () => world.host.retire(live)));
  prune(
    world.home,
    [live.description, next].flatMap(({ version, config }) => [version.sha256, config.sha256]),
  );
  await attempt(world, 'What former releases have left could not be removed', async () => {
    forgetAllBut(host.root, next);
    await host.tidy?.();
  });
  await attempt(world, 'TLS could not be set up', () => restoreCertificate(world, next));
  const notes = await renewCertificate(world, next);
  await leaveTimes(world, next, { duty: 'update', time, notes });
  journal.say(`Version ${next.version.label} serves in place of ${live.description.version.label}: ${time.summary()}.`);
  return 0;
}

interface Proven {
  readonly application: Application;
  readonly release: Release;
  readonly limits: BakeSettings | undefined;
}

/** The same gate as at a boot. Its last hooks run while the former release still has the door: what they refuse has never served. */
async function prove(world: UpdateWorld, { live, next }: Change, time: Timeline): Promise<Proven> {
  const { host, clock, until } = world;
  const occasion = live.description.version.sha256 === next.version.sha256 ? 'confighooks' : 'hooks';
  const { application, config, release, hooks } = await build(world, next, time, occasion);
  const over = new AbortController();
  const signal = AbortSignal.any([until, over.signal]);
  try {
    await time.step('start', () => host.start(application));
    const gate = { clock, port: application.port, health: config.health, listeners: host.listeners, signal };
    await Promise.race([
      time.step('gate', () => passGates(gate, config, application.others)),
      untimelyEnd(world, signal),
    ]);
    await Promise.race([hooks('postdeploy'), untimelyEnd(world, signal)]);
    until.throwIfAborted();
    return { application, release, limits: config.bake };
  } finally {
    over.abort(new Error('The trial is over.'));
  }
}

/**
 * The new release gets the door, and once it has baked it is the one that serves, also after a reboot. Until that is written down an update that is cut off has left
 * the old one. What does not bake well, or cannot be written down, is taken back: the door turns to the old one again.
 */
async function turn(
  world: UpdateWorld,
  { live, next, proven }: Change & { readonly proven: Proven },
  time: Timeline,
): Promise<void> {
  const { host, home, until } = world;
  const log = answerLog(host.accessLog);
  await time.step('door', () => host.openDoor(proven.application));
  try {
    await Promise.race([watch(world, proven, { log, time }), interruption(until)]);
    note(home, { live, next, proven });
  } catch (error) {
    await host.openDoor(live);
    writeDescription(home, live.description);
    throw error;
  }
}

/** The former release still runs and could have the door back at once. */
async function watch(
  world: UpdateWorld,
  { limits }: Proven,
  { log, time }: { readonly log: AnswerLog; readonly time: Timeline },
): Promise<void> {
  if (limits === undefined) return;
  const { clock, journal, until } = world;
  const over = new AbortController();
  const signal = AbortSignal.any([until, over.signal]);
  try {
    const baked = time.step('bake', () => bake({ clock, limits, log, say: journal.say, signal }));
    await Promise.race([baked, untimelyEnd(world, signal)]);
  } finally {
    over.abort(new Error('The trial is over.'));
  }
}

function note(home: string, { live, next, proven }: Omit<Change, 'duty'> & { readonly proven: Proven }): void {
  try {
    const slot: Slot = live.slot === 'a' ? 'b' : 'a';
    makeCurrent(home, proven.release);
    writeDescription(home, next);
    writeState(home, liveOf(next, slot, proven.application));
  } catch (cause) {
    throw failure(`The instance could not note its new release: ${reasonOf(cause)}`, { cause });
  }
}

/** Evidence first: the way back may come as soon as this run has ended. */
async function fail(
  world: UpdateWorld,
  next: InstanceDescription,
  what: { readonly step: ReturnType<Timeline['current']>; readonly reason: string },
): Promise<void> {
  world.journal.say(`Failed at ${what.step}: ${what.reason}`);
  await attempt(world, 'The report could not be left in the bucket', () => leaveReport(world, next, what));
  await attempt(world, 'The new release could not be stopped', () => world.host.stop());
}
