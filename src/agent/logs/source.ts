/** One line of a log. */
export interface Line {
  /** Name of the log, as the streams of the group are called: `web`, `agent`, `var/log/nginx/access.log`. */
  readonly log: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

/** How much is taken at once. */
export type Extent =
  /** What is complete by now. */
  | 'lines'
  /** What has no end of line, too: nothing more comes. */
  | 'everything';

/** Where lines come from. */
export interface Source {
  /** Lines that nobody has taken yet, oldest first; none when there is nothing new. Bounded. */
  take(extent: Extent): readonly Line[];
  /** What was taken has arrived: it is not told again, also after a restart. */
  confirm(): void;
  close(): void;
}
