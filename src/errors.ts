/** What kind of failure this is; decides who is at fault and how the report words it. */
export type ErrorCode =
  /** The user's settings, inputs or files are wrong; nothing was touched. */
  | 'settings'
  /** The source tree cannot become a bundle. */
  | 'bundle'
  /** A label names other bytes already, or a wanted version does not exist. */
  | 'version'
  /** We made a template that we ourselves refuse: a fault of ours. */
  | 'template'
  /** AWS refused. */
  | 'aws'
  /** AWS could not be reached, did not answer, or had too much to do: asking again later may help. */
  | 'outage'
  /** AWS does not accept the credentials of the run, or not any more. */
  | 'credentials'
  /** The deploy was refused before anything was touched (guard, owner, state). */
  | 'refused'
  /** The deploy ran and did not end with the wanted version live. */
  | 'deploy'
  /** A limit of time ran out; the message says what is still pending. */
  | 'timeout'
  /** The run was cancelled. */
  | 'cancelled';

/** One mistake and its place, so that all of them can be reported together. */
export interface Problem {
  /** Where: `beanpole.yml:12:5 instances.max`, `input "set"`, … */
  readonly where: string;
  /** What is wrong, quoting the wrong value. */
  readonly message: string;
  /** What is accepted, or what to do. */
  readonly fix?: string;
}

/** An error that says what happened, why, and what to do next. Everything else that is thrown is a fault of ours. */
export class BeanpoleError extends Error {
  readonly code: ErrorCode;
  readonly fix: string | undefined;
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    message: string,
    details: { readonly fix?: string; readonly cause?: unknown; readonly problems?: readonly Problem[] } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'BeanpoleError';
    this.code = code;
    this.fix = details.fix;
    this.problems = details.problems ?? [];
  }
}

/** Closes a union: a `switch` that forgets a member does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}. Please report this.`);
}
