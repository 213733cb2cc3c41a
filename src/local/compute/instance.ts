import type { Tag } from '../world/filters.ts';
import type { ProcessMark } from './processes.ts';

/** The states of an instance that a local cloud knows; EC2's `stopping` and `stopped` are not among them. */
export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated';

/** Code beside the name, as DescribeInstances gives it. */
export const stateCodes: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
};

/** What an instance is started from: launch template data and where it goes. */
export interface LaunchSpecification {
  readonly imageId: string;
  readonly instanceType: string;
  /** Bought on the Spot market. */
  readonly isSpot?: boolean;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: string;
  /** In base64, as it stands in the launch template. */
  readonly userData?: string;
  /** Name or ARN of the instance profile. */
  readonly profile?: string;
  readonly securityGroups: readonly string[];
  readonly tags: readonly Tag[];
  readonly launchTemplate?: { readonly id: string; readonly version: number };
  /** `HttpTokens: required`: metadata is refused without a token. */
  readonly tokensRequired: boolean;
  /** `InstanceMetadataTags: enabled`. */
  readonly metadataTags: boolean;
  /** `Monitoring`: metrics every minute, else every five. */
  readonly detailedMonitoring?: boolean;
}

/** One EC2 instance: a record that outlives its process. */
export interface InstanceRecord extends LaunchSpecification {
  readonly id: string;
  /** The real loopback port that stands for the instance's port 80. */
  readonly port: number;
  readonly privateIp: string;
  readonly launchedAt: number;
  readonly state: InstanceState;
  readonly process?: ProcessMark;
  readonly terminatedAt?: number;
}

/** The port of an instance that its real loopback port stands for. */
export const httpPort = 80;
