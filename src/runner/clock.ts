import { setTimeout as wait } from 'node:timers/promises';

/** The time of this machine, in milliseconds. `sleep` rejects with the signal's reason when it is aborted. */
export const realClock = {
  now: (): number => Date.now(),
  sleep: async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
} as const;
