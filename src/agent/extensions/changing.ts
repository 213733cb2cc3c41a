import type { Archive, Extension, ExtensionCommand, ExtensionFile } from '../../platforms/extensions/extension.ts';
import type { Clock } from '../clock.ts';
import type { Task } from '../hosts/host.ts';
import type { Work } from '../install.ts';
import type { Progress } from './progress.ts';

/** What a machine is changed with: the rights are root's. */
export interface Changing extends Omit<Work, 'step' | 'as' | 'failed'> {
  readonly clock: Clock;
  /** Aborted when the instance is told to stop. */
  readonly until: AbortSignal;
  /** Runs a command of a file on one instance of the deployment only, in a directory. Rejects where it failed, on whichever instance. */
  readonly lead: (file: string, command: ExtensionCommand, directory: string) => Promise<void>;
  readonly progress: Progress;
  /** A line for the machine's shell, which begins in a directory whose owner stays whose it is. */
  readonly inDirectory: (line: string, directory: string) => Pick<Task, 'command' | 'directory'>;
}

/** How one kind of machine is changed, each by a file of `.ebextensions`, which the failure names. */
export interface Deeds {
  /** Packages, groups and users. */
  install(extension: Extension): Promise<void>;
  unpack(file: string, archive: Archive): Promise<void>;
  place(file: string, one: ExtensionFile): Promise<void>;
  /** Starts and stops of services, once files are there and commands have run. */
  serve(extension: Extension): Promise<void>;
  /** Where a command of the machine runs. */
  directoryOf(command: ExtensionCommand): string;
}
