import { type CloudClock, cloudClock } from './clock.ts';
import type { Store } from './store.ts';

/** How often the time is written down, in real milliseconds. */
const noteMs = 1_000;

/**
 * The clock of a cloud that is opened again and again: it goes on where it stopped. A clock that runs faster than real time would otherwise fall back
 * with each restart, and with it everything that waits for a time: a message sent before the restart would lie in the future.
 */
export function lastingClock(store: Store, scale: number): { readonly clock: CloudClock; stop(): void } {
  const kept = store.collection<number>('clock');
  const last = kept.get('now');
  // A killed cloud did not write its last moments down.
  const clock = cloudClock(scale, last === undefined ? 0 : last + noteMs * scale);
  const note = () => kept.set('now', clock.now());
  note();
  const timer = setInterval(note, noteMs).unref();
  return {
    clock,
    stop: () => {
      clearInterval(timer);
      note();
    },
  };
}
