/** A file for the bucket. */
export interface UploadFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal; the bucket refuses other bytes. */
  readonly sha256: string;
}

/** Whether a conditional write wrote, or found the key taken and left it alone. */
export type Written = 'written' | 'present';

/** The application's artifact bucket. An object is either there completely or not at all. */
export interface Artifacts {
  /** Size in bytes; absent when there is no such key. */
  head(key: string): Promise<{ readonly size: number } | undefined>;
  /** The text of a small object; absent when there is no such key. */
  get(key: string): Promise<string | undefined>;
  /** Writes a small object, over another one too. */
  put(key: string, text: string): Promise<void>;
  /** Writes a small object under a key that nothing has yet. */
  putIfAbsent(key: string, text: string): Promise<Written>;
  /** Uploads a file of any size under a key that nothing has yet. */
  uploadIfAbsent(key: string, file: UploadFile): Promise<Written>;
  /** All keys that begin with a prefix. */
  list(prefix: string): Promise<readonly string[]>;
  /** Removes an object; it is no failure that there is none. */
  remove(key: string): Promise<void>;
}
