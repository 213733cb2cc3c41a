import type { Spot, VolumeType } from './capacity-settings.ts';
import type { Hours } from './hours.ts';
import type { Architecture } from './settings.ts';

/** The machines of an environment. */
export interface InstanceSettings {
  /** EC2 instance type, `t4g.small`. */
  readonly type: string;
  readonly architecture: Architecture;
  /** Fewest and most instances of the group. */
  readonly min: number;
  readonly max: number;
  /** When they run; absent: always. */
  readonly hours?: Hours;
  /** Size of the root volume in GiB. */
  readonly volume: number;
  /** Further types, in order, for when the first cannot be had. */
  readonly otherTypes: readonly string[];
  readonly spot?: Spot;
  readonly volumeType: VolumeType;
  /** Operations a second, and MiB a second, of the root volume; absent: what comes with it. */
  readonly volumeIops?: number;
  readonly volumeThroughput?: number;
  /** Further security groups, `sg-…`. */
  readonly securityGroups: readonly string[];
  /** Whose holder may log in by SSH, and who reaches port 22; absent: nobody. */
  readonly keyPair?: string;
  readonly sshFrom?: readonly string[];
  /** A pinned machine image, `ami-…`; absent: the one that runs now, or the newest Amazon Linux 2023 at creation. */
  readonly image?: string;
  /** Directory whose Packer template the machine image is built from; absent: no image is built. */
  readonly packer?: string;
}
