import type { Aws } from './aws/client.ts';
import type { Clock } from './clock.ts';
import type { Host, TrialHost, UpdateHost } from './hosts/host.ts';
import type { Journal } from './journal.ts';

/** Everything outside of the story. */
export interface World {
  readonly host: TrialHost;
  readonly aws: Aws;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Directory of the agent's files. */
  readonly home: string;
  /** Id of this instance. */
  readonly instance: string;
  /** Aborted when the instance is told to stop. */
  readonly until: AbortSignal;
  /** Where a local cloud keeps what stands for the certificates of RDS; absent: AWS's own place. */
  readonly trust?: string;
}

/** The world of an instance that boots. */
export interface BootWorld extends World {
  readonly host: Host;
  /** `boot`: a new instance on trial, that tells CloudFormation. `serve`: one that comes back after a reboot, and tells nobody. */
  readonly duty: 'boot' | 'serve';
}

/** The world of an update beside a release that runs. */
export interface UpdateWorld extends World {
  readonly host: UpdateHost;
}
