import type { Command, PlatformVersion, Process } from '../../platforms/platform.ts';

/** How a command or a process ended: a code, or the signal that killed it. */
export interface Exit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

/** The end of one of the application's processes. */
export interface ProcessExit extends Exit {
  readonly name: string;
  /** Real milliseconds from its start. */
  readonly aliveMs: number;
  /** The kernel said so. */
  readonly outOfMemory?: boolean;
}

/** A TCP address on which one of the application's processes listens. */
export interface Listener {
  readonly address: string;
  readonly port: number;
}

export interface Workplace {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Application extends Workplace {
  readonly processes: readonly Process[];
  /** PORT of the application. */
  readonly port: number;
  /** AWS milliseconds that requests under way have to finish when the door closes. */
  readonly drainMs: number;
}

/** The machine below the agent: what differs between Amazon Linux and a local process stands behind this. */
export interface Host {
  /** What an application sees of the machine: PATH, HOME. */
  readonly environment: Readonly<Record<string, string>>;
  /** Provides the packages of a platform's version, a user and directories. */
  prepare(version: PlatformVersion): Promise<void>;
  /** The application's PORT, given the one that its platform or its settings prefer. */
  choosePort(preferred: number): Promise<number>;
  /** Runs a command of the installation as the application's user, in a directory that becomes that user's. Bounded. */
  run(command: Command, workplace: Workplace): Promise<Exit>;
  /** Starts the application's processes; each is restarted when it ends, except as `firstEnd` says. */
  start(application: Application): Promise<void>;
  /**
   * The first end of a process that condemns a version on trial: of `web`, or of any process by an error. It is not
   * restarted then. Never settles while all is well. */
  firstEnd(signal: AbortSignal): Promise<ProcessExit>;
  /** Where the application listens; empty when the machine cannot tell. */
  listeners(): Promise<readonly Listener[]>;
  /** Opens port 80 to the application. */
  openDoor(application: Application): Promise<void>;
  /** Brings the application's output into the journal, for the report. */
  collect(): Promise<void>;
  /** The trial is over: keeps the application running until the signal, then closes the door gently and stops it. */
  keep(application: Application, until: AbortSignal): Promise<void>;
  /** Closes the door and stops the application, now. */
  stop(): Promise<void>;
}
