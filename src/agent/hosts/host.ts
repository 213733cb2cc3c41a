import type { InstanceDescription } from '../instance.ts';
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

/** A command that ends. */
export interface Task extends Workplace {
  readonly command: Command;
  /** Whose rights it has: an installation those of the application, a hook those of the machine. */
  readonly as: 'application' | 'root';
  /** The step that it belongs to, which is what its output is called in the log. */
  readonly step: string;
  /** Kills it; otherwise it has as long as an installation. */
  readonly signal?: AbortSignal;
}

/** What a release wants of the proxy beside its port. */
export interface ProxyWishes {
  /** Absolute path of the release, where `.platform/nginx` may be. */
  readonly directory: string;
  /** Path in the URL, and the directory in the release that the proxy serves there itself. */
  readonly staticFiles: Readonly<Record<string, string>>;
}

/** A door at another port, for a process of its own. */
export interface OtherDoor {
  readonly name: string;
  /** The instance's port, which the load balancer knows. */
  readonly listens: number;
  /** The application's own. */
  readonly port: number;
  /** What is spoken at the door; behind it HTTPS is HTTP. */
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'UDP';
}

/** Where the door leads. */
export interface Behind {
  readonly port: number;
  /** AWS milliseconds. */
  readonly drainMs: number;
  /** AWS milliseconds that it may take to answer; absent: as long as the proxy waits for anybody. */
  readonly answerMs?: number;
  readonly proxy?: ProxyWishes | undefined;
  readonly others?: readonly OtherDoor[];
}

export interface Application extends Workplace {
  readonly processes: readonly Process[];
  /** PORT of the application. */
  readonly port: number;
  /** AWS milliseconds that requests under way have to finish when the door closes. */
  readonly drainMs: number;
  /** AWS milliseconds that it may take to answer; absent: as long as the proxy waits for anybody. */
  readonly answerMs?: number;
  readonly proxy?: ProxyWishes | undefined;
  readonly others?: readonly OtherDoor[];
  /** Values of its environment that no log may show. */
  readonly secrets?: readonly string[];
}

/** How the door is to speak TLS. In PEM: the certificates, the environment's own first, and its private key. */
export interface TlsWishes {
  /** Absent: there is none yet, and only challenges are answered. */
  readonly issued?: { readonly chain: string; readonly key: string } | undefined;
  /** Whether plain HTTP sends everybody on, once there is a certificate. */
  readonly redirect: boolean;
}

/** A door that can speak TLS. Whatever fails here leaves it as it was. */
export interface TlsDoor {
  open(wishes: TlsWishes): Promise<void>;
  /** Answers a challenge of an authority. */
  publish(token: string, answer: string): Promise<void>;
  /** Sees to it that the agent looks after the certificate from now on. */
  watch(): Promise<void>;
  /** No TLS, when there was any. */
  close(): Promise<void>;
}

/** What the agent asks of its machine to try a release out: what differs between Amazon Linux and a local process stands behind this. */
export interface TrialHost {
  /** Where the paths of the machine begin: `/`, or a directory of this instance's own where several instances share a machine. */
  readonly root: string;
  /** What an application sees of the machine: PATH, HOME. */
  readonly environment: Readonly<Record<string, string>>;
  /** What a command line of the user's is given to. */
  readonly shell: Command;
  /** Provides the packages of a platform's version, those of its build if something is to be built, a user and directories. */
  prepare(version: PlatformVersion, purpose: 'build' | 'run'): Promise<void>;
  /** The application's PORT, given the one that its platform or its settings prefer. */
  choosePort(preferred: number): Promise<number>;
  /** A command of the user's may restart the machine: sees to it that the agent then boots once more. Absent: none is expected to. */
  expectRestart?(): Promise<void>;
  /** Runs a command that ends, in a directory that becomes the application's user's. Bounded. */
  run(task: Task): Promise<Exit>;
  /** Starts the application's processes; each is restarted when it ends, except as `firstEnd` says. */
  start(application: Application): Promise<void>;
  /**
   * The first end of a process that condemns a version on trial: of `web`, or of any process by an error. It is not
   * restarted then. Never settles while all is well. */
  firstEnd(signal: AbortSignal): Promise<ProcessExit>;
  /** Where the application listens; empty when the machine cannot tell. */
  listeners(): Promise<readonly Listener[]>;
  /** Where the door writes a line for each answer, as nginx's `combined` format has it. */
  readonly accessLog: string;
  /** Opens port 80 to the application, or turns it there; requests under way stay where they are. */
  openDoor(behind: Behind): Promise<void>;
  /** Absent: the door speaks no TLS of its own. */
  readonly tls?: TlsDoor;
  /** Worker: starts the daemon that takes messages to the door, or starts it anew once what it has taken is done. */
  work(description: InstanceDescription): Promise<void>;
  /** Sees to it that what is logged on the machine is sent to the environment's log group, for as long as `instance.json` names one. Absent: it cannot. */
  streamLogs?(): Promise<void>;
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
  /** Removes what releases that are gone have left on the machine beside their directories. Absent: they leave nothing, or others share it. */
  tidy?(): Promise<void>;
}
