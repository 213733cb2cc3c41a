/** The master user of a database, and the first database in it. */
export interface Owner {
  readonly user: string;
  readonly password: string;
  readonly database?: string;
}

/** Files of a server certificate. */
export interface Proof {
  readonly key: string;
  readonly cert: string;
}

/** A database engine of this machine. Directories are the server's own; nothing runs in them while they are made or changed. */
export interface Engine {
  /** `PostgreSQL 15.18`. */
  readonly title: string;
  /** Makes an empty database for its owner. */
  make(directory: string, owner: Owner): Promise<void>;
  /** Gives the owner another password. */
  setPassword(directory: string, owner: Owner): Promise<void>;
  /** The words of the command that serves the directory on a loopback port. */
  serve(directory: string, port: number, proof: Proof | undefined): readonly string[];
  /** What it says once it answers. */
  readonly ready: RegExp;
  /** What ends it gently, without waiting for its clients. */
  readonly end: 'SIGINT' | 'SIGTERM';
}
