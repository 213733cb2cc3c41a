/**
 * What user data tells the agent about the instance it runs on (`instance.json`). Written by the compute template,
 * so each value is part of the launch template: one deploy, one launch template version.
 */
export interface InstanceDescription {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  /** ARN of the compute stack, and the logical id of the group in it: where success and failure are signalled. */
  readonly stack: string;
  readonly resource: string;
  /** Artifact bucket. */
  readonly bucket: string;
  readonly version: { readonly label: string; readonly key: string; readonly sha256: string };
  readonly config: { readonly key: string; readonly sha256: string };
  /** The deployment that this instance belongs to: the version with its configuration, as it was brought out this time. */
  readonly deployment: string;
  /** High availability: the load balancer must see the instance healthy before it signals. */
  readonly targetGroup?: string;
  /** Those of further processes. */
  readonly targetGroups?: readonly string[];
  /** The launching hook that the group has under some policies; the instance must complete it. */
  readonly hook?: string;
  /** Name of the log group that lines are sent to; absent: nowhere. */
  readonly logGroup?: string;
  /** Worker: URL of the queue to work on, and of the one for periodic tasks. */
  readonly queue?: string;
  readonly cronQueue?: string;
  /** Worker: the terminating hook that waits until its messages are done. */
  readonly drainHook?: string;
  /** Single instance: the address that a proven instance takes over. */
  readonly elasticIp?: { readonly allocationId: string; readonly address: string };
  /** Where the database is, and the secret with its user and password. */
  readonly database?: { readonly host: string; readonly port: string; readonly secret: string };
  /** Where the cache is, and the secret with its token where it has one. */
  readonly cache?: { readonly host: string; readonly port: string; readonly secret?: string };
}

/** Left in the bucket by an instance that has proven a version, at `environments/<environment>/starts/<label>/<instance>.json`: how long that took. */
export interface StartReport {
  readonly schema: 1;
  readonly instance: string;
  readonly version: string;
  /** `boot`: from the start of user data to the signal. `update`: in place, from the start of the agent until the former release had gone. */
  readonly duty: 'boot' | 'update';
  /** Real seconds of each step, in their order. */
  readonly steps: readonly { readonly step: string; readonly seconds: number }[];
  /** What is not as it was asked for, although the instance serves. */
  readonly notes?: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}

/** Left in the bucket by an instance that failed, at `environments/<environment>/failures/<label>/<instance>.json`; the complete log stands beside it as `.log`. */
export interface FailureReport {
  readonly schema: 1;
  readonly instance: string;
  readonly version: string;
  /** The step that failed: fetch, unpack, install, start, gate, … */
  readonly step: string;
  /** One sentence that names the cause. */
  readonly reason: string;
  /** The application's own last log lines, oldest first, at most 50. */
  readonly lastLines: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}
