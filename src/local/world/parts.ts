import type { Balancers } from '../balancer/balancers.ts';
import type { BalancerRecords } from '../balancer/records.ts';
import type { Targets } from '../balancer/targets.ts';
import type { Addresses } from '../compute/addresses.ts';
import type { Groups } from '../compute/auto-scaling/groups.ts';
import type { InstanceRefreshes } from '../compute/auto-scaling/instance-refreshes.ts';
import type { Images } from '../compute/images.ts';
import type { Instances } from '../compute/instances.ts';
import type { LaunchTemplates } from '../compute/launch-templates.ts';
import type { Network } from '../compute/network.ts';
import type { ScalingPolicies } from '../scaling/policies.ts';
import type { Schedules } from '../scaling/schedules.ts';
import type { Cloud } from '../service.ts';
import type { Alarms } from './alarms.ts';
import type { IamRecords } from './iam-records.ts';
import type { Metrics } from './metrics.ts';
import type { Tasks } from './tasks.ts';

/** The parts of the compute world, for the services that show them and the resource handlers that make them. */
export interface Parts {
  readonly cloud: Cloud;
  readonly tasks: Tasks;
  readonly network: Network;
  readonly templates: LaunchTemplates;
  readonly images: Images;
  readonly instances: Instances;
  readonly addresses: Addresses;
  readonly records: BalancerRecords;
  readonly targets: Targets;
  readonly balancers: Balancers;
  readonly groups: Groups;
  readonly refreshes: InstanceRefreshes;
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly policies: ScalingPolicies;
  readonly schedules: Schedules;
  readonly iam: IamRecords;
}
