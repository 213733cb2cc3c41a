import type { Clock } from '../clock.ts';

/** Collects what is better sent together. */
export interface Gathering<T> {
  /** Settles when what it was sent with has been sent. */
  add(one: T): Promise<void>;
}

/** SQS takes ten entries in a batch. */
export const largestBatch = 10;

/** Sends ten at once, and fewer after so many AWS milliseconds. `send` never rejects. */
export function gathering<T>(clock: Clock, ms: number, send: (batch: readonly T[]) => Promise<void>): Gathering<T> {
  let waiting: { readonly one: T; readonly sent: () => void }[] = [];
  let patience = new AbortController();

  const flush = async () => {
    patience.abort('sent');
    const batch = waiting;
    waiting = [];
    // The time may be over in the same moment in which the tenth comes.
    if (batch.length > 0) await send(batch.map(({ one }) => one));
    for (const { sent } of batch) sent();
  };
  const flushLater = () => {
    patience = new AbortController();
    void clock.wait(ms, patience.signal).then(flush, () => {});
  };
  return {
    add: (one) =>
      new Promise((sent) => {
        waiting.push({ one, sent });
        if (waiting.length === largestBatch) void flush();
        else if (waiting.length === 1) flushLater();
      }),
  };
}
