/** The agent's time. In the local cloud an AWS second passes faster than a real one. */
export interface Clock {
  /** AWS milliseconds, from an arbitrary start. */
  now(): number;
  /** The time of AWS, milliseconds since the epoch: what all instances have in common. */
  wall(): number;
  /** Waits AWS milliseconds; rejects with the signal's reason when aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Real milliseconds to allow a real peer that may take `ms` AWS milliseconds: it does not run faster because we do. */
  limit(ms: number): number;
}

/** No peer is given less than this, unless less was asked for. */
const leastLimitMs = 1_000;

/** When the time of AWS was what, in milliseconds since the epoch. */
export interface Origin {
  readonly aws: number;
  readonly real: number;
}

/** A clock that runs `scale` times as fast as real time (`BEANPOLE_TIME_SCALE`) since `origin` (`BEANPOLE_TIME_ORIGIN`, `<aws>@<real>`). */
export function scaledClock(scale = 1, origin: Origin = { aws: 0, real: 0 }): Clock {
  return {
    wall: () => (origin.real === 0 ? Date.now() : origin.aws + (Date.now() - origin.real) * scale),
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

/** The origin that the local cloud tells its instances; AWS tells none. */
export function originIn(text: string | undefined): Origin | undefined {
  const [aws, real] = text?.split('@').map(Number) ?? [];
  return aws === undefined || real === undefined ? undefined : { aws, real };
}
