/**
 * The local cloud's time. AWS counts in seconds and minutes; here a second of AWS may pass in milliseconds.
 * `scale` is how many AWS milliseconds pass in one real millisecond. Everything that waits as AWS would wait
 * (health intervals, drains, time-outs, alarm periods) takes its time from here and nowhere else.
 */
export interface CloudClock {
  readonly scale: number;
  /** AWS time now, milliseconds since the epoch. Runs on from the start of the cloud at `scale` times real speed. */
  now(): number;
  /** Waits `ms` of AWS time. Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that starts at the real time of its making, or at `notBefore` when that is later, and runs `scale` times as fast. */
export function cloudClock(scale: number, notBefore = 0): CloudClock {
  const began = Math.max(Date.now(), notBefore);
  const ticks = performance.now();
  return {
    scale,
    now: () => began + (performance.now() - ticks) * scale,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, ms / scale);
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
