/** The steps of a boot or an update, in their order. */
export type Step =
  | 'agent'
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
  | 'bake'
  | 'certificate'
  | 'signal'
  | 'drain';

/** How long a step took, in real seconds. */
export interface Lap {
  readonly step: Step;
  readonly seconds: number;
}

/** Measures the steps, and knows which one a failure belongs to. */
export interface Timeline {
  readonly current: () => Step;
  step<T>(step: Step, action: () => Promise<T>): Promise<T>;
  /** The steps that have ended, in their order; one that ran twice stands there twice. */
  laps(): readonly Lap[];
  /** `fetch 0.2 s, unpack 0.0 s, install 3.1 s`. Real seconds. */
  summary(): string;
}

/** A timeline that tells `say` about the end of each step. `before`: real milliseconds from the start of user data to that of the agent. */
export function timeline(say: (line: string) => void, before?: number): Timeline {
  const done: Lap[] = before === undefined ? [] : [lap('agent', before)];
  let current: Step = 'fetch';
  return {
    current: () => current,
    step: async (step, action) => {
      current = step;
      const began = performance.now();
      try {
        return await action();
      } finally {
        const ms = performance.now() - began;
        done.push(lap(step, ms));
        say(`${step} ${seconds(ms)}`);
      }
    },
    laps: () => done,
    summary: () => done.map((one) => `${one.step} ${seconds(one.seconds * 1_000)}`).join(', '),
  };
}

function lap(step: Step, ms: number): Lap {
  return { step, seconds: Math.round(ms / 100) / 10 };
}

/** Real milliseconds in words: `0.4 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
