import type { DeployEvent } from '../deploy/events.ts';
import { pendingOf } from '../deploy/pending.ts';
import type { Clock, StackEvent } from '../deploy/ports.ts';

/** A log that says nothing for longer looks as if the run hung. */
const silenceMs = 60_000;

/** Breaks the silence while CloudFormation works: a clock that, whenever somebody sleeps on it, may say what is still pending. */
export function heartbeat(
  clock: Clock,
  say: (line: string) => void,
): { readonly clock: Clock; hear(event: DeployEvent): void } {
  let last = clock.now();
  let events: StackEvent[] = [];
  const beat = (): void => {
    const now = clock.now();
    if (now - last < silenceMs || events.length === 0) return;
    last = now;
    const waiting = pendingOf(events).map(({ logicalId, since }) => `${logicalId} (${minutes(now - since)})`);
    say(waiting.length === 0 ? 'still following' : `still pending: ${waiting.join(', ')}`);
  };
  return {
    clock: {
      now: clock.now,
      sleep: async (ms) => {
        await clock.sleep(ms);
        beat();
      },
    },
    hear(event) {
      last = clock.now();
      if (event.kind === 'started') events = [];
      if (event.kind === 'progress') events.push(event.event);
    },
  };
}

function minutes(ms: number): string {
  return ms < 120_000 ? `for ${Math.max(0, Math.round(ms / 1000))} s` : `for ${Math.round(ms / 60_000)} min`;
}
