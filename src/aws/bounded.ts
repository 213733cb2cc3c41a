/** What a run may still ask once it is over, as the last lines of an instance: milliseconds for each request. */
const lastWordMs = 10_000;

/**
 * A request that ends when the run ends, whatever AWS does: it is rejected with the reason of `run`, and its own signal is aborted, so that no further
 * attempt goes out. A request that begins after that gets a little time of its own.
 */
export function bounded<T>(run: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  return new Promise((resolve, reject) => {
    const end = () => {
      reject(run.reason);
      own.abort(run.reason);
    };
    const limit = run.aborted ? setTimeout(end, lastWordMs) : undefined;
    if (limit === undefined) run.addEventListener('abort', end, { once: true });
    ask(own.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(limit);
        run.removeEventListener('abort', end);
      });
  });
}
