/** The agent's time. In the local cloud an AWS second passes faster than a real one. */
export interface Clock {
  /** AWS milliseconds, from an arbitrary start. */
  now(): number;
  /** Waits AWS milliseconds; rejects with the signal's reason when aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Real milliseconds to allow a real peer that may take `ms` AWS milliseconds: it does not run faster because we do. */
  limit(ms: number): number;
}

/** No peer is given less than this, unless less was asked for. */
const leastLimitMs = 1_000;

/** A clock that runs `scale` times as fast as real time (`BEANPOLE_TIME_SCALE`). */
export function scaledClock(scale = 1): Clock {
  return {
    now: () => performance.now() * scale,
    wait: (ms, signal) => sleep(Math.max(0, ms) / scale, signal),
    limit: (ms) => Math.max(ms / scale, Math.min(ms, leastLimitMs)),
  };
}

function sleep(realMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, realMs);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
