import type { Clock } from './clock.ts';
import { failure } from './failure.ts';
import { agentRuns, type Live, readState } from './live.ts';

const lookMs = 1_000;

/** Longest boot that is waited for, in AWS milliseconds: packages, installation and the gate. */
const longestBootMs = 20 * 60_000;
/** Longest time from Node.js, which an update waits for, to an agent that notes itself: user data fetches it in between. */
const longestFetchMs = 3 * 60_000;

/**
 * What an instance runs before its update; a new one may still be at its first boot, and is waited for. `failed`: nothing runs to put a release beside, as
 * the boot has failed, or its agent was killed and nobody will bring it to an end.
 */
export async function beforeUpdate(home: string, clock: Clock, until: AbortSignal): Promise<Live | 'failed'> {
  const began = clock.now();
  const deadline = began + longestBootMs;
  for (;;) {
    const state = readState(home);
    if (state !== 'booting') return state;
    const runs = agentRuns(home);
    if (runs === false || (runs === undefined && clock.now() - began >= longestFetchMs)) return 'failed';
    if (clock.now() >= deadline) throw failure('The instance has not come to the end of its boot.');
    await clock.wait(lookMs, until);
  }
}
