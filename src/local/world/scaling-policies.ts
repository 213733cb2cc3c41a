import type { Cloud } from '../service.ts';
import type { Collection } from '../store.ts';

/** A scaling policy. It is kept and shown; no load of a local machine is mistaken for that of an instance, so it never scales. */
export interface ScalingPolicy {
  readonly arn: string;
  readonly name: string;
  readonly group: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The scaling policies of the cloud, by ARN. */
export function allPolicies(cloud: Cloud): Collection<ScalingPolicy> {
  return cloud.store.collection('scaling-policies');
}
