import type { Live } from '../live.ts';
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

/** A command that has a log and an end of its own. */
export interface Errand {
  /** What the log calls its output. */
  readonly log: string;
  /** Kills it. */
  readonly signal: AbortSignal;
}

export interface Application extends Workplace {
  readonly processes: readonly Process[];
  /** PORT of the application. */
  readonly port: number;
  /** AWS milliseconds that requests under way have to finish when the door closes. */
  readonly drainMs: number;
  /** Values of its environment that no log may show. */
  readonly secrets?: readonly string[];
}

/** What the agent asks of its machine to try a release out: what differs between Amazon Linux and a local process stands behind this. */
export interface TrialHost {
  /** What an application sees of the machine: PATH, HOME. */
  readonly environment: Readonly<Record<string, string>>;
  /** Provides the packages of a platform's version, a user and directories. */
  prepare(version: PlatformVersion): Promise<void>;
  /** The application's PORT, given the one that its platform or its settings prefer. */
  choosePort(preferred: number): Promise<number>;
  /** Runs a command as the application's user, in a directory that becomes that user's; without an errand it is one of the installation, and bounded. */
  run(command: Command, workplace: Workplace, errand?: Errand): Promise<Exit>;
  /** Starts the application's processes; each is restarted when it ends, except as `firstEnd` says. */
  start(application: Application): Promise<void>;
  /**
   * The first end of a process that condemns a version on trial: of `web`, or of any process by an error. It is not
   * restarted then. Never settles while all is well. */
  firstEnd(signal: AbortSignal): Promise<ProcessExit>;
  /** Where the application listens; empty when the machine cannot tell. */
  listeners(): Promise<readonly Listener[]>;
  /** Opens port 80 to the application, or turns it there; requests under way stay where they are. */
  openDoor(application: Pick<Application, 'port' | 'drainMs'>): Promise<void>;
  /** Brings the application's output into the journal, for the report. */
  collect(): Promise<void>;
  /** Stops the application on trial, now. */
  stop(): Promise<void>;
}

/** The machine of an instance that boots: nothing runs yet, so that `stop` also closes the door. */
export interface Host extends TrialHost {
  /** The trial is over: keeps the application running until the signal, then closes the door gently and stops it. */
  keep(application: Application, until: AbortSignal): Promise<void>;
}

/** The machine of an instance on which a release runs already: another one is tried out beside it. */
export interface UpdateHost extends TrialHost {
  /** Puts right what an update that was cut off has left: the door leads to the release that serves, and no other one runs. */
  settle(live: Live): Promise<void>;
  /** The door has turned: lets the requests that are under way to the former release finish, then stops it. */
  retire(former: Live): Promise<void>;
}
