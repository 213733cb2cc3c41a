import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who holds a state directory. */
interface Holder {
  readonly pid: number;
  /** When that process began, in ticks since the machine did; tells a process from a later one of the same id. Absent where the system does not say. */
  readonly began?: string;
}

/** Takes a state directory for this process, or throws and names the process that has it. A lock whose process is gone is taken over. Returns how to give it back. */
export function lockState(directory: string): () => void {
  const lock = join(directory, 'lock');
  const own = JSON.stringify(holder(process.pid));
  const mine = join(directory, `lock.${process.pid}`);
  writeFileSync(mine, own);
  try {
    if (!claim(mine, lock)) {
      takeOver(lock, directory);
      if (!claim(mine, lock)) throw taken(directory, 'another process');
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (read(lock) === own) rmSync(lock, { force: true });
  };
}

/** A hard link is made whole or not at all: of two that claim at once, one wins. */
function claim(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function takeOver(lock: string, directory: string): void {
  const before = read(lock);
  const known = before === undefined ? undefined : parse(before);
  if (known !== undefined && isAlive(known)) throw taken(directory, `process ${known.pid}`);
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    // Somebody else was faster; the claim that follows finds out.
    return;
  }
  // What we put aside may be the fresh lock of somebody who was faster still.
  if (read(aside) !== before) claim(aside, lock);
  rmSync(aside, { force: true });
}

function isAlive(known: Holder): boolean {
  if (known.pid === process.pid && known.began === undefined) return false;
  try {
    process.kill(known.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const { began } = holder(known.pid);
  return known.began === undefined || began === undefined || known.began === began;
}

function holder(pid: number): Holder {
  try {
    // Field 22; the command in field 2 may hold blanks, so count from behind its bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return began === undefined ? { pid } : { pid, began };
  } catch {
    return { pid };
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Holder;
    return Number.isInteger(value.pid) ? value : undefined;
  } catch {
    return undefined;
  }
}

function taken(directory: string, by: string): Error {
  return new Error(
    `The state directory ${directory} is in use by ${by}. Stop that cloud, or give this one another directory with --state.`,
  );
}
