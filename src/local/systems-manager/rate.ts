/** `5` or `25%`, as MaxConcurrency and MaxErrors are written. */
export function share(text: string, of: number): number {
  const value = Number.parseInt(text, 10);
  return text.endsWith('%') ? Math.floor((of * value) / 100) : value;
}

/** How far and how fast a command goes. */
export interface Rate {
  readonly maxConcurrency: string;
  readonly maxErrors: string;
}

/**
 * Runs work for each target, at most so many at a time. Once there are more errors than allowed nothing new begins; what runs runs to its end
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html). Gives the targets that were never begun.
 */
export async function spread<T>(
  targets: readonly T[],
  { maxConcurrency, maxErrors }: Rate,
  work: (target: T) => Promise<'good' | 'bad'>,
): Promise<readonly T[]> {
  const waiting = [...targets];
  const allowed = share(maxErrors, targets.length);
  let errors = 0;
  const lane = async () => {
    while (errors <= allowed) {
      const next = waiting.shift();
      if (next === undefined) return;
      if ((await work(next)) === 'bad') errors += 1;
    }
  };
  const lanes = Math.min(Math.max(share(maxConcurrency, targets.length), 1), targets.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  return waiting;
}
