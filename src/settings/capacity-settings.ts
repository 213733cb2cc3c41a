/** Instances that EC2 may take back, for less money. */
export interface Spot {
  /** Percent of the instances above the base that are Spot instances, 1–100. */
  readonly percent: number;
  /** Instances that come first and are not. */
  readonly base?: number;
  /** US dollars an hour at most; absent: the on-demand price. */
  readonly 'max-price'?: string;
}

/** Statistics that Beanstalk's trigger watches. */
export const triggerMetrics = [
  ...['CPUUtilization', 'NetworkIn', 'NetworkOut', 'DiskReadOps', 'DiskReadBytes', 'DiskWriteOps', 'DiskWriteBytes'],
  ...['TargetResponseTime', 'RequestCount', 'HealthyHostCount', 'UnHealthyHostCount'],
] as const;
export const triggerStatistics = ['Average', 'Minimum', 'Maximum', 'Sum'] as const;

/** Adds or takes away a fixed number of instances when a metric leaves a range. */
export interface Trigger {
  readonly metric: string;
  readonly statistic?: (typeof triggerStatistics)[number];
  /** Above the one, and below the other, something is done. */
  readonly upper: number;
  readonly lower: number;
  /** Instances that are added or taken away; 1 when absent. */
  readonly add?: number;
  readonly remove?: number;
  /** Seconds of one measurement, a multiple of 60; 300 when absent. */
  readonly period?: number;
  /** Measurements in a row; 1 when absent. */
  readonly periods?: number;
  /** Seconds until it may act again; 360 when absent. */
  readonly cooldown?: number;
}

/** Other sizes at known times. */
export interface Schedule {
  /** Five fields. */
  readonly cron: string;
  /** As in `Europe/Berlin`; absent: UTC. */
  readonly zone?: string;
  readonly min?: number;
  readonly max?: number;
  readonly desired?: number;
}

/** How the number of instances follows the load. */
export interface ScalingSettings {
  /** Percent of CPU that the instances are held at; absent: not looked at. */
  readonly cpu?: number;
  /** Requests a minute for each instance that they are held at. */
  readonly requests?: number;
  readonly trigger?: Trigger;
  readonly schedules: readonly Schedule[];
}

/** What a root volume is made of. */
export const volumeTypes = ['gp3', 'gp2', 'io1', 'io2', 'st1', 'standard'] as const;
export type VolumeType = (typeof volumeTypes)[number];
