import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** How far the `.ebextensions` of a release have come, on the disk: a command may restart the machine, and is not to do so again. */
export interface Progress {
  /** Does it, unless it was done before. */
  step(what: string, deed: () => Promise<void>): Promise<'now' | 'before'>;
  /** The same for what may restart the machine: when that came before its end, it counts as done. */
  command(what: string, deed: () => Promise<void>): Promise<'now' | 'before'>;
}

interface Note {
  /** Milliseconds since the epoch. */
  readonly begun: number;
  readonly isDone: boolean;
}

/** Notes in a file; `bootedAt` says when the machine was started, in milliseconds since the epoch. */
export function progress(file: string, bootedAt = () => Date.now() - uptime() * 1_000): Progress {
  const notes: Record<string, Note> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const note = (what: string, one: Note) => {
    notes[what] = one;
    // Beside it first: a restart in the middle must not leave half a file.
    writeFileSync(`${file}.next`, JSON.stringify(notes));
    renameSync(`${file}.next`, file);
  };
  const carryOut = async (what: string, deed: () => Promise<void>) => {
    const begun = Date.now();
    note(what, { begun, isDone: false });
    await deed();
    note(what, { begun, isDone: true });
    return 'now' as const;
  };
  return {
    step: async (what, deed) => (notes[what]?.isDone ? 'before' : carryOut(what, deed)),
    command: async (what, deed) => {
      const former = notes[what];
      if (former !== undefined && (former.isDone || former.begun < bootedAt())) return 'before';
      return carryOut(what, deed);
    },
  };
}

/** Where no command restarts the machine there is nothing to remember: what was cut off is done from its start. */
export const noProgress: Progress = { step: always, command: always };

async function always(_: string, deed: () => Promise<void>): Promise<'now'> {
  await deed();
  return 'now';
}
