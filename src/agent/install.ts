import type { Command, Platform } from '../platforms/platform.ts';
import { failure } from './failure.ts';
import type { TrialHost } from './hosts/host.ts';
import type { Journal } from './journal.ts';
import type { Release } from './release.ts';
import { exitWords } from './words.ts';

export interface Installation {
  readonly host: TrialHost;
  readonly journal: Journal;
  readonly platform: Platform;
  readonly release: Release;
  readonly environment: Readonly<Record<string, string>>;
}

/** Installs what the release needs, once. Throws with the command that failed and its own first words about it. */
export async function install({ host, journal, platform, release, environment }: Installation): Promise<void> {
  const commands = platform.install(release.source);
  if (release.installed() || commands.length === 0) return journal.say('Nothing is to be installed.');
  for (const command of commands) {
    journal.say(`$ ${command.join(' ')}`);
    const exit = await host.run(command, { directory: release.directory, environment });
    journal.flush();
    if (exit.code !== 0) throw failure(reason(command, exitWords(exit), journal.lastLines()));
  }
  release.markInstalled();
}

function reason(command: Command, ended: string, lines: readonly string[]): string {
  const complaint = lines.find((line) => /\b(error|fatal|not found|no such)\b/i.test(line));
  const words = complaint === undefined ? '.' : `: ${complaint.trim().slice(0, 300)}`;
  return `The installation failed, "${command.join(' ')}" ${ended}${words}`;
}
