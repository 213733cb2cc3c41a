import { remedyFor } from '../platforms/remedies.ts';
import { failure, reasonOf } from './failure.ts';
import type { ProcessExit } from './hosts/host.ts';
import type { FailureReport, InstanceDescription, StartReport } from './instance.ts';
import { uploadReport, uploadStart } from './report.ts';
import type { Timeline } from './timeline.ts';
import { endWords } from './words.ts';
import type { World } from './world.ts';

/** Rejects with the cause when a process of the release on trial ends before its time. */
export async function untimelyEnd({ host, journal }: World, signal: AbortSignal): Promise<never> {
  const exit = await host.firstEnd(signal);
  await host.collect();
  throw failure(endWords(outOfHeap(exit, journal.lastLines())));
}

/** V8 gives up by SIGABRT when its heap is full, and says so. */
function outOfHeap(exit: ProcessExit, lines: readonly string[]): ProcessExit {
  return exit.signal === 'SIGABRT' && lines.some((line) => /out of memory/i.test(line))
    ? { ...exit, outOfMemory: true }
    : exit;
}

/** Rejects when the instance is told to stop. */
export function interruption(until: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (until.aborted) reject(until.reason);
    until.addEventListener('abort', () => reject(until.reason), { once: true });
  });
}

/** Leaves the reason and the whole log in the bucket. */
export async function leaveReport(
  { host, journal, aws, instance }: World,
  description: InstanceDescription,
  { step, reason }: Pick<FailureReport, 'step' | 'reason'>,
): Promise<void> {
  await host.collect();
  const lastLines = journal.lastLines();
  const report: FailureReport = {
    schema: 1,
    instance,
    version: description.version.label,
    step,
    reason: [reason, remedyFor(lastLines)].filter(Boolean).join(' '),
    lastLines,
    at: new Date().toISOString(),
  };
  await uploadReport(aws, description, { report, log: journal.everything() });
}

/** Leaves in the bucket how long the steps took. A deploy is none the worse when that cannot be done. */
export async function leaveTimes(
  world: World,
  description: InstanceDescription,
  {
    duty,
    time,
    notes,
  }: { readonly duty: StartReport['duty']; readonly time: Timeline; readonly notes: readonly string[] },
): Promise<void> {
  const { aws, instance } = world;
  const version = description.version.label;
  const said = notes.length === 0 ? {} : { notes };
  const at = new Date().toISOString();
  const report = { schema: 1, instance, version, duty, steps: time.laps(), ...said, at } as const;
  await attempt(world, 'The times could not be left in the bucket', () => uploadStart(aws, description, report));
}

/** What fails here must not keep the rest from being done. */
export async function attempt({ journal }: World, what: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    journal.say(`${what}: ${reasonOf(error)}`);
  }
}
