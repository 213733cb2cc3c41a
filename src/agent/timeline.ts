/** The steps of a boot or an update, in their order. */
export type Step =
  | 'fetch'
  | 'unpack'
  | 'check'
  | 'variables'
  | 'prepare'
  | 'extensions'
  | 'prebuild'
  | 'install'
  | 'build'
  | 'container_commands'
  | 'predeploy'
  | 'once'
  | 'start'
  | 'gate'
  | 'door'
  | 'postdeploy'
  | 'hook'
  | 'queue'
  | 'balancer'
  | 'address'
  | 'signal'
  | 'drain';

/** Measures the steps, and knows which one a failure belongs to. */
export interface Timeline {
  readonly current: () => Step;
  step<T>(step: Step, action: () => Promise<T>): Promise<T>;
  /** `fetch 0.2 s, unpack 0.0 s, install 3.1 s`. Real seconds. */
  summary(): string;
}

/** A timeline that tells `say` about the end of each step. */
export function timeline(say: (line: string) => void): Timeline {
  const done: string[] = [];
  let current: Step = 'fetch';
  return {
    current: () => current,
    step: async (step, action) => {
      current = step;
      const began = performance.now();
      try {
        return await action();
      } finally {
        const line = `${step} ${seconds(performance.now() - began)}`;
        done.push(line);
        say(`${line}`);
      }
    },
    summary: () => done.join(', '),
  };
}

/** Real milliseconds in words: `0.4 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
