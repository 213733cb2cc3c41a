import { renewCertificate, restoreCertificate } from './acme/secure.ts';
import type { BakeSettings } from '../settings/environment-config.ts';
import { type HandBack, claimAddress } from './address.ts';
import { answerLog } from './answers.ts';
import { bake } from './bake.ts';
import { awaitTargetHealth } from './balancer.ts';
import { build, type Built } from './build.ts';
import { reasonOf } from './failure.ts';
import { passGates } from './gates.ts';
import type { Application } from './hosts/host.ts';
import type { InstanceDescription } from './instance.ts';
import { callOff, completeLaunch, membershipOf } from './lifecycle.ts';
import { liveOf, noteAgent, writeState } from './live.ts';
import { makeCurrent } from './release.ts';
import { sendSignal } from './signal.ts';
import { type Timeline, timeline } from './timeline.ts';
import { attempt, interruption, leaveReport, leaveTimes, untimelyEnd } from './trial.ts';
import { closeUntold, noteFormer } from './untold.ts';
import { sinceUserData } from './user-data.ts';
import { reachQueue } from './worker/queue.ts';
import type { BootWorld } from './world.ts';

/** The story of an instance, from the first fetch until it is told to stop. Returns the exit code. */
export async function boot(world: BootWorld, description: InstanceDescription): Promise<number> {
  const { journal, host, home, until, duty } = world;
  const time = timeline(journal.say, duty === 'boot' ? sinceUserData(home) : undefined);
  const undo: HandBack[] = [];
  let application: Application;
  writeState(home, 'booting');
  noteAgent(home, process.pid);
  try {
    application = await Promise.race([prove({ world, description, time, undo }), interruption(until)]);
  } catch (error) {
    await fail({ world, description, time, undo }, error);
    if (!until.aborted) writeState(home, 'failed');
    return 1;
  }
  writeState(home, liveOf(description, 'a', application));
  if (description.queue !== undefined) await attempt(world, 'No message can be taken', () => host.work(description));
  journal.say(`Version ${description.version.label} serves: ${time.summary()}.`);
  await host.keep(application, until);
  return 0;
}

interface Trial {
  readonly world: BootWorld;
  readonly description: InstanceDescription;
  readonly time: Timeline;
  /** What must be given back when the trial fails. */
  readonly undo: HandBack[];
}

async function prove(trial: Trial): Promise<Application> {
  const { world, description, time } = trial;
  const built = await build(world, description, time);
  const over = new AbortController();
  const signal = AbortSignal.any([world.until, over.signal]);
  try {
    await time.step('start', () => world.host.start(built.application));
    await Promise.race([tryOut(trial, built, signal), untimelyEnd(world, signal)]);
    makeCurrent(world.home, built.release);
    return built.application;
  } finally {
    over.abort(new Error('The trial is over.'));
  }
}

/** The door opens only for what is good here, and CloudFormation hears only of what is good there. */
async function tryOut(trial: Trial, { application, config, hooks }: Built, signal: AbortSignal): Promise<void> {
  const { world, description, time } = trial;
  const { host, aws, clock, instance, duty } = world;
  const { targetGroup, targetGroups = [], hook, elasticIp, queue, cronQueue } = description;
  const { health } = config;
  const { port } = application;
  const gate = { clock, port, health, listeners: host.listeners, signal };
  await time.step('gate', () => passGates(gate, config, application.others));
  await time.step('door', () => host.openDoor(application));
  await hooks('postdeploy');
  if (config.acme !== undefined) {
    await time.step('certificate', () =>
      attempt(world, 'The former certificate could not be used', () => restoreCertificate(world, description)),
    );
  }
  if (hook !== undefined && duty === 'boot') {
    await time.step('hook', async () => {
      const member = await membershipOf(aws, instance, clock, signal);
      if (member?.waits) await completeLaunch(aws, member, hook, 'CONTINUE');
    });
  }
  for (const url of [queue, cronQueue]) {
    if (url !== undefined) await time.step('queue', () => reachQueue(aws, url));
  }
  if (targetGroup !== undefined && duty === 'boot') {
    const intervalMs = health.interval * 1_000;
    const limitMs = 300_000 + intervalMs * health.healthyThreshold;
    for (const group of [targetGroup, ...targetGroups]) {
      const target = { targetGroup: group, instance, intervalMs, limitMs };
      await time.step('balancer', () => awaitTargetHealth(aws, target, clock, signal));
    }
  }
  if (elasticIp !== undefined) await takeAddress(trial, { ...elasticIp, limits: config.bake }, signal);
  // The authority asks at the address.
  const notes =
    config.acme === undefined ? [] : await time.step('certificate', () => renewCertificate(world, description));
  signal.throwIfAborted();
  if (duty !== 'boot') return;
  // Before the signal: when the last one is in, the deploy ends and reads them.
  await leaveTimes(world, description, { duty, time, notes });
  closeUntold(world.home);
  await time.step('signal', () => tell(trial, 'SUCCESS'));
}

interface Address {
  readonly allocationId: string;
  readonly limits: BakeSettings | undefined;
}

/** Without an instance that had the address before there is nothing to go back to, and no bake: the first one, or one in place of one that died. */
async function takeAddress(
  { world, time, undo }: Trial,
  { allocationId, limits }: Address,
  signal: AbortSignal,
): Promise<void> {
  const { host, aws, clock, instance, duty, home, journal } = world;
  const log = answerLog(host.accessLog);
  const manner = duty === 'boot' ? 'take-over' : 'when-free';
  const note = (former: string) => noteFormer(home, former);
  const claim = { allocationId, instance, manner, note } as const;
  const { former, handBack } = await time.step('address', () => claimAddress(aws, claim, clock, signal));
  undo.push(handBack);
  if (limits === undefined || former === undefined) return;
  await time.step('bake', () => bake({ clock, limits, log, say: journal.say, signal }));
}

/** Evidence first, then the verdict: CloudFormation may end this instance as soon as it hears of the failure. */
async function fail(trial: Trial, error: unknown): Promise<void> {
  const { world, description, time, undo } = trial;
  const { host, journal, until, duty } = world;
  const reason = reasonOf(error);
  const step = time.current();
  journal.say(`Failed at ${step}: ${reason}`);
  for (const handBack of undo) await attempt(world, 'The address could not be handed back', handBack);
  if (!until.aborted && duty === 'boot') {
    await attempt(world, 'The report could not be left in the bucket', () =>
      leaveReport(world, description, { step, reason }),
    );
    await attempt(world, 'The failure could not be told', async () => {
      if ((await tell(trial, 'FAILURE')) === 'unheard') await abandon(trial);
    });
  }
  closeUntold(world.home);
  await attempt(world, 'The application could not be stopped', () => host.stop());
}

/** Nobody hears signals while a group is refreshed: then the hook says it, and the refresh had better end. */
async function abandon({ world, description: { hook, stack } }: Trial): Promise<void> {
  const { aws, instance, clock } = world;
  const member = hook === undefined ? undefined : await membershipOf(aws, instance, clock);
  if (member === undefined || hook === undefined) return;
  await attempt(world, 'No instance refresh was called off', () => callOff(aws, member, stack));
  if (member.waits) await completeLaunch(aws, member, hook, 'ABANDON');
}

async function tell({ world, description }: Trial, status: 'SUCCESS' | 'FAILURE'): Promise<'heard' | 'unheard'> {
  const { aws, instance, journal } = world;
  const heard = await sendSignal(aws, { description, instance, status });
  journal.say(heard === 'heard' ? `Signalled ${status}.` : `No operation waits for ${status}: a scale-out.`);
  return heard;
}
