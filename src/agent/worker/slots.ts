/** Places for work that is done at the same time. */
export interface Slots {
  readonly free: number;
  /** Settles when a place is free, or when it is enough. */
  some(): Promise<void>;
  /** Takes a place as soon as there is one; `false` when it was enough before. */
  take(): Promise<boolean>;
  give(): void;
}

/** So many places, for as long as it is not enough. */
export function slots(count: number, enough: AbortSignal): Slots {
  let taken = 0;
  let waiting: (() => void)[] = [];
  const wake = () => {
    const all = waiting;
    waiting = [];
    for (const one of all) one();
  };
  const some = async () => {
    while (taken >= count && !enough.aborted) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  enough.addEventListener('abort', wake, { once: true });
  return {
    some,
    take: async () => {
      await some();
      if (enough.aborted) return false;
      taken += 1;
      return true;
    },
    give: () => {
      taken -= 1;
      wake();
    },
    get free() {
      return count - taken;
    },
  };
}
