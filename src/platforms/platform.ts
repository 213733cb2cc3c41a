/** A source tree, as far as a platform needs to see it: the same for a working tree, a finished zip and an unpacked release. */
export interface Source {
  /** Paths of all files, relative to the root, with `/`. */
  readonly files: readonly string[];
  /** Text of a small file; absent when the tree does not hold it. */
  read(path: string): string | undefined;
}

/** One command and its arguments, run without a shell. */
export type Command = readonly string[];

/** A long-running process of the application, as a line of a Procfile describes it; the command is for `sh -c`. */
export interface Process {
  readonly name: string;
  readonly command: string;
}

/** What starts the application, and which rule of the platform says so. */
export interface Start {
  readonly processes: readonly Process[];
  /** Ends the sentence "starts … because of": `Procfile`, `scripts.start in package.json`. */
  readonly because: string;
}

export interface PlatformVersion {
  readonly version: string;
  /** Packages of Amazon Linux 2023. */
  readonly packages: readonly string[];
  /** Last day of support, ISO 8601; Amazon Linux follows the language's own schedule. */
  readonly endOfLife: string;
  /** The plain command names that applications use, and the program of this version that answers to each. */
  readonly programs: Readonly<Record<string, string>>;
}

/** How one kind of application is recognised, installed and started. */
export interface Platform {
  readonly name: string;
  readonly title: string;
  /** Newest first. */
  readonly versions: readonly PlatformVersion[];
  readonly defaultVersion: string;
  /** Files at the root that only this platform has. */
  readonly manifests: readonly string[];
  /** Files at the root that speak for this platform when no platform's manifest is there. */
  readonly entries: readonly string[];
  /** Endings of the platform's source files: enough, together with a Procfile, for a platform that was asked for by name. */
  readonly endings: readonly string[];
  /** The port that the application gets as PORT behind the proxy. */
  readonly port: number;
  /** Environment variables that the application has unless its own settings say otherwise. */
  readonly environment: Readonly<Record<string, string>>;
  /** Directories of the release that stand first in PATH. */
  readonly path: readonly string[];
  /** Commands that install the dependencies on the instance; none when there is nothing to install. */
  install(source: Source): readonly Command[];
  /** The start command without a Procfile; absent when no rule fits. Throws `settings` when a file is broken. */
  start(source: Source): Start | undefined;
  /** What `start` looks for, in its order. */
  readonly accepted: readonly string[];
  /** Throws `settings` when the tree asks for something that would not be installed. */
  check(source: Source): void;
}
