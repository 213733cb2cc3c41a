import type { Clock } from '../../../src/deploy/ports.ts';

/** A clock that stands until somebody sleeps. What was planned for a time happens when a sleep passes over it. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 9, 1, 12);
  #planned: { readonly at: number; readonly act: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  /** Plans an act for `ms` from now. */
  in(ms: number, act: () => void): void {
    this.#planned.push({ at: this.#now + ms, act });
  }

  async sleep(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#planned.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      this.#planned = this.#planned.filter((plan) => plan !== next);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    this.#now = until;
    await Promise.resolve();
  }
}
