import type { Alarms, Clock, Evidence, Fleet, Images, Stacks } from './ports.ts';
import type { Reporter } from './events.ts';

/** What working on one stack needs. */
export interface World {
  readonly stacks: Stacks;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Milliseconds between the quickest polls; the slowest come seven times as far apart. 1,000 suits AWS. */
  readonly pollMs: number;
  /** When the run must be over, by its clock, in milliseconds. */
  readonly deadline: number;
}

/** What the story of a whole environment needs. */
export interface Everything extends World {
  readonly fleet: Fleet;
  readonly images: Images;
  readonly evidence: Evidence;
}

/** Sleeps, but never beyond the deadline. Says whether there was time left. */
export async function pause(world: World, ms: number): Promise<'rested' | 'over'> {
  const left = world.deadline - world.clock.now();
  if (left <= 0) return 'over';
  await world.clock.sleep(Math.min(ms, left));
  return 'rested';
}
