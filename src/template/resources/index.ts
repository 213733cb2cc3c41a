import type { Part } from '../template.ts';
import { alarms } from './alarms.ts';
import { artifactBucket } from './artifact-bucket.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { cache } from './cache.ts';
import { dataAccess } from './data-access.ts';
import { dataNetwork } from './data-network.ts';
import { dataRights } from './data-rights.ts';
import { domain } from './domain.ts';
import { domainRights } from './domain-rights.ts';
import { database } from './database.ts';
import { elasticIp } from './elastic-ip.ts';
import { executionRole } from './execution-role.ts';
import { openingHours } from './hours.ts';
import { inPlace } from './in-place.ts';
import { instanceBoundary } from './instance-boundary.ts';
import { instanceRole } from './instance-role.ts';
import { instanceSecurityGroup } from './instance-security-group.ts';
import { launchTemplate } from './launch-template.ts';
import { links } from './links.ts';
import { listeners } from './listeners.ts';
import { loadBalancer } from './load-balancer.ts';
import { logs } from './logs.ts';
import { notifications } from './notifications.ts';
import { network } from './network.ts';
import { queues } from './queues.ts';
import { scaling } from './scaling.ts';
import { slots } from './slots.ts';
import { targetGroups } from './target-groups.ts';
import { version } from './version.ts';
import { worker } from './worker.ts';

/** What the environments of an application share. */
export const applicationParts: readonly Part[] = [
  artifactBucket,
  network,
  executionRole,
  dataRights,
  domainRights,
  instanceBoundary,
];

/** What must outlive the instances of an environment. */
export const dataParts: readonly Part[] = [elasticIp, dataNetwork, database, cache, queues];

/** What runs a version, and can be made anew at any time. */
export const computeParts: readonly Part[] = [
  version,
  links,
  logs,
  notifications,
  instanceRole,
  instanceSecurityGroup,
  dataAccess,
  launchTemplate,
  autoScalingGroup,
  inPlace,
  scaling,
  openingHours,
  loadBalancer,
  targetGroups,
  listeners,
  domain,
  slots,
  alarms,
  worker,
];
