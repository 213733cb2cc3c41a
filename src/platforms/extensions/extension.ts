/**
 * What a file of `.ebextensions` asks of an instance. Its settings and resources are none of the instance's business: they are read where the template is made.
 */
export interface Extension {
  /** Path in the source tree, `.ebextensions/01-tools.config`. */
  readonly file: string;
  readonly packages: readonly Package[];
  /** On Windows. */
  readonly installers: readonly Installer[];
  readonly groups: readonly Group[];
  readonly users: readonly User[];
  readonly sources: readonly Archive[];
  readonly files: readonly ExtensionFile[];
  readonly commands: readonly ExtensionCommand[];
  readonly services: readonly Service[];
  readonly containerCommands: readonly ExtensionCommand[];
}

/** The keys of a file that are for the instance, in Beanstalk's order. Which of them mean something on a kind of machine is its dialect's to say. */
export const instanceKeys = [
  'packages',
  'groups',
  'users',
  'sources',
  'files',
  'commands',
  'services',
  'container_commands',
] as const;

/** In the order in which Beanstalk installs by them; `yum` is `dnf` on Amazon Linux 2023. */
export const packageSources = ['rpm', 'yum', 'rubygems', 'python'] as const;

export interface Package {
  readonly by: (typeof packageSources)[number];
  readonly name: string;
  /** Versions, or for `rpm` the address of the package; empty: the newest. */
  readonly versions: readonly string[];
}

/** A package of Windows Installer. */
export interface Installer {
  readonly name: string;
  readonly from: Origin;
}

export interface Group {
  readonly name: string;
  readonly gid?: string;
}

/** A user without a login. */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly homeDir?: string;
}

/** An archive that is unpacked into a directory. */
export interface Archive {
  readonly directory: string;
  readonly from: Origin;
}

/** Where bytes are fetched from; `s3`: with the rights of the instance's role. */
export type Origin =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string };

export interface ExtensionFile {
  readonly path: string;
  /** Octal, `000644`; a link when it begins with `120`. Windows has none, nor an owner or a group. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'base64'; readonly text: string }
    | { readonly kind: 'link'; readonly to: string }
    | { readonly kind: 'fetched'; readonly from: Origin };
}

export interface Service {
  readonly name: string;
  readonly enabled?: boolean;
  readonly ensureRunning?: boolean;
  /** Whether it is started anew because of what the same file has changed. */
  readonly isRestarted: boolean;
}

export interface ExtensionCommand {
  /** Its name in the file; commands run in the order of their names. */
  readonly name: string;
  readonly command: string;
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
  /** A command that has to end well before this one runs. */
  readonly test?: string;
  readonly ignoreErrors: boolean;
  /** On one instance of a deployment only. */
  readonly leaderOnly: boolean;
  /** On Windows: seconds in which a restart that it asks for may come before anything else happens; `forever`: it has to come. */
  readonly wait?: number | 'forever';
}
