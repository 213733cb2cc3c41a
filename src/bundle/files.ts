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

/** A part of a file, in bytes. */
export interface Range {
  readonly start: number;
  readonly length: number;
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
  /** Bytes from `start`, fewer than `length` only where the file ends; a new array each time, or the front of `into`. */
  readRange(path: string, range: Range, into?: Uint8Array): Uint8Array;
  /** The same beside this thread, for so much that copying it takes time. */
  readRangeAsync(path: string, range: Range, into: Uint8Array): Promise<Uint8Array>;
  /** The target of a link as it is written. */
  readLink(path: string): Uint8Array;
  /** The content in pieces, for files too large to hold. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** The path with every link resolved; absent when it leads nowhere. */
  realPath(path: string): string | undefined;
  /** Writes a file that appears under its name only when it is complete. */
  write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

/** What git prints of a directory, as bytes that end in NUL. */
export interface GitWords {
  /** How its objects are named. */
  readonly naming: ObjectNaming;
  /** The way to the directory from the top of the repository: empty, or ending in `/`. */
  readonly prefix: string;
  /** `git ls-files -v --stage`: what the index holds below the directory. */
  readonly index: Uint8Array;
  /** `git status --porcelain=v2`: what differs from the index and the commit. Names begin at the top of the repository. It takes by far the longest. */
  readonly status: Promise<Uint8Array>;
  /** `git check-attr --all` of all that the index holds. */
  readonly attributes: Promise<Uint8Array>;
  /** Whether line ends are converted without any attribute. */
  readonly convertsLineEnds: boolean;
}

/** The hash of which git makes the names of objects. */
export type ObjectNaming = 'sha1' | 'sha256';

/** What git says about a directory; absent or false where there is no git or no repository. Names end in NUL and are bytes. */
export interface Git {
  /** Whether the directory as a whole is ignored, as build output usually is. */
  ignores(directory: string): Promise<boolean>;
  /** All that it knows of a directory, in its own words; nothing of its own is written. */
  look(directory: string): Promise<GitWords | undefined>;
  /** The commit that is checked out; absent before the first one. */
  head(directory: string): Promise<string | undefined>;
  /** Committer date of a commit, ISO 8601; absent when the clone does not have the commit. */
  committedAt(directory: string, sha: string): Promise<string | undefined>;
  /** How a commit stands to another one in the history; `unknown` when the clone does not tell. */
  ancestry(directory: string, sha: string, other: string): Promise<'ancestor' | 'descendant' | 'unknown'>;
}

/** What stands at a path below the source directory. */
export interface Found {
  /** Relative to the source directory, with `/`, UTF-8. */
  readonly path: string;
  readonly kind: FileKind;
  readonly executable: boolean;
  /** Git's name of the content, when git knows it without anybody reading the file. */
  readonly id?: string;
}

/** One file of the bundle. */
export interface SourceFile extends Found {
  readonly kind: 'file' | 'link';
}

/** A source tree: its directory, and its files in byte order of their names. */
export interface Source<File extends SourceFile = SourceFile> {
  readonly root: string;
  readonly files: readonly File[];
  /** What git knows of the directory; absent without git or a repository. */
  readonly checkout?: Checkout;
}

/** A directory in a git repository, submodules included. */
export interface Checkout {
  readonly naming: ObjectNaming;
  /** Whether the directory is the top of its repository. */
  readonly isTop: boolean;
  /** The commit that is checked out; absent before the first one. */
  readonly head?: string;
  /** Whether anything differs from that commit: changed, staged, or new and not ignored. */
  readonly isModified: boolean;
  /** What git lists, tracked or new and not ignored, by its path. */
  readonly files: ReadonlyMap<string, ListedFile>;
}

/** What git says of a path: the file as it has it, so that nobody needs to look; or that its bytes on disk may be others; or that it does not track it. */
export type ListedFile = KnownFile | 'changed' | 'untracked';

/** A file, link or submodule whose bytes on disk are those that git has. */
export interface KnownFile extends Found {
  readonly kind: 'file' | 'link' | 'directory';
  readonly id: string;
}

/** Unix mode of an entry. Only the executable bit is the user's; the rest would depend on the umask of a checkout. */
export function modeOf(file: SourceFile): number {
  if (file.kind === 'link') return 0o120777;
  return file.executable ? 0o100755 : 0o100644;
}
