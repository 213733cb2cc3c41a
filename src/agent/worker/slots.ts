/** Places for work that is done at the same time. */
export interface Slots {
  readonly free: number;
  /** Settles when a place is free, or when it is enough. */
  some(): Promise<void>;
  /** Takes a place as soon as there is one, first come first served; `false` when it was enough before. */
  take(): Promise<boolean>;
  give(): void;
}

/** So many places, for as long as it is not enough. */
export function slots(count: number, enough: AbortSignal): Slots {
  let taken = 0;
  const hopeful: (() => void)[] = [];
  const queue: ((place: boolean) => void)[] = [];
  const tell = () => {
    for (const one of hopeful.splice(0)) one();
  };
  const end = () => {
    tell();
    for (const one of queue.splice(0)) one(false);
  };
  enough.addEventListener('abort', end, { once: true });
  return {
    some: async () => {
      while (taken >= count && !enough.aborted) await new Promise<void>((resolve) => hopeful.push(resolve));
    },
    take: async () => {
      if (enough.aborted) return false;
      if (taken >= count) return new Promise((resolve) => queue.push(resolve));
      taken += 1;
      return true;
    },
    give: () => {
      const next = queue.shift();
      // Handed on, a place is never free in between, so that nobody else takes it.
      if (next !== undefined) return next(true);
      taken -= 1;
      tell();
    },
    get free() {
      return count - taken;
    },
  };
}
