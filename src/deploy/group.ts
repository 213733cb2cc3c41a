/** One instance of a group. */
export interface GroupInstance {
  readonly id: string;
  /** `InService`, `Pending`, `Terminating`, … */
  readonly state: string;
  /** `Healthy` or `Unhealthy`; with a load balancer it is what that one sees. */
  readonly health: string;
  /** Whether it was launched from the launch template version that the group has now, so that it runs the live version. */
  readonly isCurrent: boolean;
}

/** An Auto Scaling group. */
export interface Group {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Processes that somebody, or an update that was cut off, has suspended. */
  readonly suspended: readonly string[];
  readonly instances: readonly GroupInstance[];
}
