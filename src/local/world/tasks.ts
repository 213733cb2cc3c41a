import { setMaxListeners } from 'node:events';
import type { Cloud } from '../service.ts';

/** What the cloud does beside answering requests. */
export interface Tasks {
  /** Aborted when the cloud stops. */
  readonly stopped: AbortSignal;
  /** Waits `ms` of AWS time; rejects when the cloud stops. Never less than a few real milliseconds, so that a fast clock does not spin. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Begins work that nobody waits for; a failure is logged, unless the cloud is stopping. */
  run(what: string, work: () => Promise<unknown>): void;
  /** Does something every `ms` of AWS time until the cloud stops. */
  every(what: string, ms: number, work: () => unknown): void;
  /** Stops: aborts every wait and settles when all work has ended. */
  stop(): Promise<void>;
}

const shortestRealMs = 20;

/** The background work of one cloud. */
export function backgroundTasks(cloud: Cloud): Tasks {
  const control = new AbortController();
  // Every wait of the whole cloud listens to it.
  setMaxListeners(0, control.signal);
  const running = new Set<Promise<void>>();

  const sleep = (ms: number, signal?: AbortSignal) => {
    const until = signal ? AbortSignal.any([control.signal, signal]) : control.signal;
    return cloud.clock.sleep(Math.max(ms, shortestRealMs * cloud.clock.scale), until);
  };
  const run = (what: string, work: () => Promise<unknown>) => {
    const task: Promise<void> = work().then(
      () => void running.delete(task),
      (error: unknown) => {
        running.delete(task);
        if (!control.signal.aborted) cloud.log(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
    running.add(task);
  };
  return {
    stopped: control.signal,
    sleep,
    run,
    every(what, ms, work) {
      run(what, async () => {
        while (!control.signal.aborted) {
          await sleep(ms);
          await work();
        }
      });
    },
    async stop() {
      control.abort(new Error('The local cloud is stopping.'));
      while (running.size > 0) await Promise.all(running);
    },
  };
}
