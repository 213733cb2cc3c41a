/** A script for every instance of a group. */
export interface ScriptRequest {
  readonly group: string;
  readonly script: string;
  /** What it is for, as Systems Manager shows it. */
  readonly comment: string;
  readonly limitMs: number;
  /** On how many instances it runs at a time: a number or a share, `1`, `100%`. After a failure no further one begins. */
  readonly atOnce: string;
}

/** How a script went on one instance. `status`: `Success`, `Failed`, `TimedOut`, … */
export interface Ran {
  readonly instance: string;
  readonly status: string;
  readonly output: string;
  readonly errors: string;
}

/** Run Command of Systems Manager. */
export interface Commands {
  run(request: ScriptRequest): Promise<readonly Ran[]>;
}
