/** Adds or removes a fixed number of instances when a metric leaves a range; times in seconds. */
export interface Trigger {
  readonly metric: string;
  readonly statistic?: string;
  readonly upper: number;
  readonly lower: number;
  readonly add?: number;
  readonly remove?: number;
  readonly period?: number;
  readonly periods?: number;
  readonly cooldown?: number;
}

/** Other sizes at the times of a cron expression. */
export interface Schedule {
  readonly cron: string;
  readonly zone?: string;
  readonly min?: number;
  readonly max?: number;
  readonly desired?: number;
}

/** The times of the day, `07:00`, on some days of the week. */
export interface Hours {
  readonly from: string;
  readonly to: string;
  readonly days: readonly number[];
  readonly zone: string;
  readonly text: string;
}
