/** What stands at a path. `other`: sockets, pipes, devices. */
export type FileKind = 'file' | 'link' | 'directory' | 'other';

export interface FileFacts {
  readonly kind: FileKind;
  /** Whether the owner may execute it. */
  readonly executable: boolean;
  /** Bytes; of a link the length of its target. */
  readonly size: number;
}

export interface DirectoryEntry {
  /** The name as the bytes on disk, which need not be UTF-8. */
  readonly name: Uint8Array;
  readonly kind: FileKind;
}

/**
 * The machine's files as the bundle sees them, by absolute path. Small reads block on purpose: 5,000 files cost 0.08 s that
 * way and 0.4 s through the thread pool. No method follows a link but `realPath` and the directories on the way.
 */
export interface Files {
  list(directory: string): readonly DirectoryEntry[];
  /** Absent when nothing is there. */
  inspect(path: string): FileFacts | undefined;
  /** The whole content. */
  read(path: string): Uint8Array;
  /** Bytes from `start`, fewer than `length` only where the file ends. */
  readRange(path: string, range: { readonly start: number; readonly length: number }): Uint8Array;
  /** The target of a link as it is written. */
  readLink(path: string): Uint8Array;
  /** The content in pieces, for files too large to hold. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** The path with every link resolved; absent when it leads nowhere. */
  realPath(path: string): string | undefined;
  /** Writes a file that appears under its name only when it is complete. */
  write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

/** What git says about a directory; absent or false where there is no git or no repository. Names end in NUL and are bytes. */
export interface Git {
  /** Whether the directory as a whole is ignored, as build output usually is. */
  ignores(directory: string): Promise<boolean>;
  /** Names below the directory that are tracked, or untracked and not ignored. */
  list(directory: string): Promise<Uint8Array | undefined>;
  /** Names below the directory that are tracked, those of submodules included. */
  tracked(directory: string): Promise<Uint8Array | undefined>;
  /** The commit that is checked out; absent before the first one. */
  head(directory: string): Promise<string | undefined>;
  /** Whether anything below the directory differs from that commit. */
  modified(directory: string): Promise<boolean>;
  /** Committer date of a commit, ISO 8601; absent when the clone does not have the commit. */
  committedAt(directory: string, sha: string): Promise<string | undefined>;
  /** How a commit stands to another one in the history; `unknown` when the clone does not tell. */
  ancestry(directory: string, sha: string, other: string): Promise<'ancestor' | 'descendant' | 'unknown'>;
}

/** One file of the bundle. */
export interface SourceFile {
  /** Relative to the source directory, with `/`, UTF-8. */
  readonly path: string;
  readonly kind: 'file' | 'link';
  readonly executable: boolean;
  readonly size: number;
}

/** A source tree: its directory, and its files in byte order of their names. */
export interface Source<File extends SourceFile = SourceFile> {
  readonly root: string;
  readonly files: readonly File[];
}

/** Unix mode of an entry. Only the executable bit is the user's; the rest would depend on the umask of a checkout. */
export function modeOf(file: SourceFile): number {
  if (file.kind === 'link') return 0o120777;
  return file.executable ? 0o100755 : 0o100644;
}
