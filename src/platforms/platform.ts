/** A source tree, as far as a platform needs to see it: the same for a working tree, a finished zip and an unpacked release. */
export interface Source {
  /** Paths of all files, relative to the root, with `/`. */
  readonly files: readonly string[];
  /** Text of a small file; absent when the tree does not hold it. */
  read(path: string): string | undefined;
}

/** One command and its arguments, run without a shell. */
export type Command = readonly string[];

/** A process of the application, as a line of a Procfile or a Buildfile describes it; the command is for `sh -c`. */
export interface Process {
  readonly name: string;
  readonly command: string;
  /** Ends what outlives the process, in whichever way it ended: a container is no child of its client. For `sh -c` too, and quick. */
  readonly halt?: string;
  /** The same, and removes what it leaves on a machine that others use too. */
  readonly clear?: string;
}

/** What starts the application, and which rule of the platform says so. */
export interface Start {
  readonly processes: readonly Process[];
  /** Ends the sentence "starts … because of": `Procfile`, `scripts.start in package.json`. */
  readonly because: string;
  /** Files that the processes read, by their paths in the release: written on the instance before the start, for the application's user alone. */
  files?(place: Place): Readonly<Record<string, string>>;
}

/** Where a release is about to start. */
export interface Place {
  /** Absolute path of the release. */
  readonly directory: string;
  /** The application's PORT. */
  readonly port: number;
  /** The environment variables that the application's own settings give it, and ours; not the machine's. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What is needed on the instance beside the application belongs into this directory of the release. */
export const beanpoleFolder = '.beanpole';

/** The part of it that belongs to the processes on one port, as a shell says it: another configuration of the same release runs beside the first. */
export const ownFolder = `${beanpoleFolder}/$PORT`;

/** The same, once the port is known. */
export function folderOf({ port }: Pick<Place, 'port'>): string {
  return `${beanpoleFolder}/${port}`;
}

/** A file that speaks for a platform: its path, where `*` stands for a part of a name, and what its text must hold if the name does not tell alone. */
export interface Sign {
  readonly file: string;
  readonly holds?: RegExp;
  /** What `holds` means: `version 1`. */
  readonly words?: string;
}

export interface PlatformVersion {
  readonly version: string;
  /** Packages of Amazon Linux 2023; on Windows features of the server. */
  readonly packages: readonly string[];
  /** Packages that only an installation or a build on the instance needs. */
  readonly buildPackages?: readonly string[];
  /** Last day of support, ISO 8601; Amazon Linux follows the language's own schedule. */
  readonly endOfLife: string;
  /** The plain command names that applications use, and the program of this version that answers to each. */
  readonly programs: Readonly<Record<string, string>>;
  /** Services of the machine that must run before the application does, and groups that its user needs for them. */
  readonly services?: readonly string[];
  readonly groups?: readonly string[];
  /** Files of the machine, by their paths, that must be there before its services start. */
  readonly files?: Readonly<Record<string, string>>;
}

/** How one kind of application is recognised, installed and started. */
export interface Platform {
  readonly name: string;
  readonly title: string;
  readonly system: 'linux' | 'windows';
  /** The application runs in containers, which are one network hop further away from the machine's metadata. */
  readonly containers?: true;
  /** Newest first. */
  readonly versions: readonly PlatformVersion[];
  readonly defaultVersion: string;
  /** Files that only this platform has. */
  readonly manifests: readonly Sign[];
  /** Files that speak for this platform when no platform's manifest is there. */
  readonly entries: readonly Sign[];
  /** Files that speak for this platform when nothing else does. */
  readonly fallbacks?: readonly Sign[];
  /** Endings of the platform's source files: enough, together with a Procfile, for a platform that was asked for by name. */
  readonly endings: readonly string[];
  /** The port that the application gets as PORT behind the proxy. */
  readonly port: number;
  /** Environment variables that the application has unless its own settings say otherwise; some frameworks call PORT by another name. */
  environment(port: number): Readonly<Record<string, string>>;
  /** Directories of the release that stand first in PATH. */
  readonly path: readonly string[];
  /** What the proxy serves itself when the tree has the directory: path in the URL, directory in the release. */
  readonly staticFiles: Readonly<Record<string, string>>;
  /** Patterns, in gitignore's syntax, of what a bundle without `.ebignore` leaves out: the instance makes it anew. */
  readonly leavesOut: readonly string[];
  /** Commands that install the dependencies on the instance; none when there is nothing to install. */
  install(source: Source): readonly Command[];
  /** Commands that build the application on the instance, unless a Buildfile says how; none when it came built. */
  build(source: Source): readonly Command[];
  /** A shell command that one instance of a deployment runs in the built release before it serves, unless the settings name one of their own. */
  once?(source: Source): string | undefined;
  /** The start command without a Procfile; absent when no rule fits. Throws `settings` when a file is broken. */
  start(source: Source): Start | undefined;
  /** What `start` looks for, in its order. */
  readonly accepted: readonly string[];
  /** Throws `settings` when the tree asks for something that would not be installed. */
  check(source: Source): void;
  /** What the application will want and does not have yet, as a sentence for the log; `variables` are the names that the settings give values. */
  wants?(source: Source, variables: readonly string[]): string | undefined;
  /** What is known of lines that applications of this platform print when they fail. */
  readonly remedies?: readonly Remedy[];
}

/** A line that names its trouble in words of the framework, and what to do about it here. */
export interface Remedy {
  readonly heard: RegExp;
  /** Whole sentences. */
  readonly advice: string;
}
