import type { Clock } from './clock.ts';

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * Repeats an attempt with growing pauses. `patience` says for how many milliseconds after the first attempt an error of
 * this kind is worth another one; 0 gives up at once. They are a limit on a real peer. Throws the last error.
 */
export async function persist<T>(
  clock: Clock,
  attempt: () => Promise<T>,
  patience: (error: unknown) => number,
): Promise<T> {
  const began = performance.now();
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() - began >= clock.limit(patience(error))) throw error;
      await clock.wait(pause);
    }
  }
}
