import type { Artifacts } from './bundle/artifacts.ts';
import type { Packers } from './bundle/bundle.ts';
import type { Files, Git } from './bundle/files.ts';
import type { Commands } from './deploy/commands.ts';
import type { Alarms, Evidence, Fleet, Images, Stacks } from './deploy/ports.ts';
import type { Session } from './deploy/session.ts';
import type { GitHub, Inputs, Journal, Run } from './run.ts';
import type { EventValues } from './settings/inputs.ts';
import type { Trigger } from './trigger.ts';

/** AWS in one region, as the commands need it. */
export interface Cloud {
  readonly stacks: Stacks;
  readonly alarms: Alarms;
  readonly fleet: Fleet;
  readonly images: Images;
  readonly evidence: Evidence;
  /** How long the credentials of this run hold. */
  session(): Promise<Session>;
  readonly commands: Commands;
  artifacts(bucket: string): Artifacts;
  /** Where CloudFormation finds an object of a bucket. */
  url(bucket: string, key: string): string;
}

/** The checkout that a run works on. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  /** The real path of a directory or file that a setting names; throws when it is missing or outside. */
  place(setting: 'source' | 'artifact' | 'instances.packer', path: string): string;
}

/** The user's `build` command, as a step of a workflow would run it. */
export interface BuildStep {
  readonly command: string;
  readonly directory: string;
  readonly limitMs: number;
}

/** A program that a command runs on the runner, `packer`. */
export interface ProgramStep {
  readonly words: readonly string[];
  readonly directory: string;
  /** Beside the run's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limitMs: number;
  /** Milliseconds that it has, once it is interrupted, to clear away what it has made elsewhere. */
  readonly graceMs: number;
}

/** How it ended. `missing`: it could not be started. `late`: it was over its limit. `stopped`: the run was cancelled. */
export type ProgramEnd =
  | { readonly kind: 'done' | 'late' }
  | { readonly kind: 'failed'; readonly how: string }
  | { readonly kind: 'missing' | 'stopped'; readonly reason: unknown };

/** Everything outside of this program. `index.ts` builds the real one. */
export interface World {
  readonly inputs: Inputs;
  readonly run: Run;
  /** What the run knows by itself, for settings that nobody has written. */
  readonly event: EventValues;
  /** What the event that started the run means. */
  readonly trigger: Trigger;
  /** Absent on a terminal, and when there is no token. */
  readonly github?: GitHub;
  readonly journal: Journal;
  readonly clock: { now(): number; sleep(ms: number): Promise<void> };
  readonly workspace: Workspace;
  readonly files: Files;
  readonly git: Git;
  /** Threads that pack a large source tree. */
  startPackers(): Packers;
  /** What is in a finished archive. */
  lookInto(path: string): Promise<{ readonly files: readonly string[]; readonly texts: ReadonlyMap<string, string> }>;
  /** When the run began, by its clock, in milliseconds. */
  readonly began: number;
  /** A directory for what this run makes and leaves behind for nobody. */
  readonly scratch: string;
  /** The built instance agent, one file. */
  readonly agent: string;
  /** Milliseconds between the quickest looks at CloudFormation. */
  readonly pollMs: number;
  build(step: BuildStep): Promise<void>;
  program(step: ProgramStep, hear: (line: string) => void): Promise<ProgramEnd>;
  /** AWS in a region. Requests that are under way at the deadline, by the run's clock, end there. */
  cloud(region: string, deadline: number): Cloud;
  /** Starts a local cloud that stands for a region; until the run ends, `cloud` is that one. */
  rehearse(region: string): Promise<void>;
}
