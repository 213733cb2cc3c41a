import { balancers } from '../balancer/balancers.ts';
import { balancerRecords } from '../balancer/records.ts';
import { targets } from '../balancer/targets.ts';
import { addresses } from '../compute/addresses.ts';
import { type Group, isLeaving, type Member } from '../compute/auto-scaling/group.ts';
import { groups } from '../compute/auto-scaling/groups.ts';
import { instanceRefreshes } from '../compute/auto-scaling/instance-refreshes.ts';
import { isObsolete } from '../compute/auto-scaling/obsolete.ts';
import { type Computer, processes } from '../compute/computer.ts';
import { type MetadataAnswer, type MetadataRequest, metadataService } from '../compute/imds.ts';
import { images } from '../compute/images.ts';
import { instances } from '../compute/instances.ts';
import { launchTemplates } from '../compute/launch-templates.ts';
import { machines } from '../compute/machines/machines.ts';
import type { MetadataOf } from '../compute/machines/metadata-door.ts';
import { network } from '../compute/network.ts';
import type { AlarmState, ResourceHandlers } from '../engine/resource.ts';
import { worldHandlers } from '../resources/index.ts';
import { schedules } from '../scaling/schedules.ts';
import { scalingPolicies } from '../scaling/policies.ts';
import type { Cloud, Service } from '../service.ts';
import type { Announce } from '../services/sns/announce.ts';
import { systemsManager } from '../systems-manager/index.ts';
import { alarms } from './alarms.ts';
import { autoScaling } from './auto-scaling.ts';
import { cloudWatch } from './cloudwatch.ts';
import { ec2 } from './ec2.ts';
import { elbv2 } from './elbv2.ts';
import { iam } from './iam.ts';
import { iamRecords } from './iam-records.ts';
import { measure } from './measure.ts';
import type { Metrics } from './metrics.ts';
import type { Parts } from './parts.ts';
import { backgroundTasks } from './tasks.ts';

/** The compute world of a local cloud: instances, groups, load balancers, addresses, alarms. */
export interface World {
  readonly services: readonly Service[];
  /** Operations of Systems Manager that reach instances; the rest of it is a store of parameters. */
  readonly commands: Service['operations'];
  readonly handlers: ResourceHandlers;
  readonly alarmState: AlarmState;
  /** Answers the metadata service; the path is the whole one, `/_imds/<instance id>/latest/…`. */
  imds(request: MetadataRequest): MetadataAnswer;
  /** Opens every door, boots what was running when the cloud was last stopped. Call it once the cloud's endpoint is known. */
  start(): Promise<void>;
  /** Ends every process, socket and timer. Records stay. */
  stop(): Promise<void>;
  readonly parts: Parts;
}

/** What the world has in common with the services beside it. */
export interface Shared {
  readonly metrics: Metrics;
  /** By which alarms and groups say what they have to say. */
  readonly announce: Announce;
}

/** Builds the world on what the cloud's store remembers. Nothing runs before `start`. */
export function world(cloud: Cloud, shared: Shared): World {
  // The metadata service needs the instances, which need a computer to run on, which as a machine asks the metadata service.
  const asked: MetadataOf = (privateIp, request) => {
    const instance = parts.instances.all().find((one) => one.privateIp === privateIp && one.state !== 'terminated');
    return metadata(instance?.id ?? '', request);
  };
  const computer = cloud.machineImage ? machines(cloud, cloud.machineImage, asked) : processes(cloud);
  const parts = build(cloud, computer, shared);
  const { tasks, balancers, addresses, instances, targets } = parts;
  const manager = systemsManager(parts);
  const metadata = metadataService(cloud, instances, {
    roleOf: parts.iam.roleOf,
    lifecycleOf: (id) => {
      const member = parts.groups.of(id)?.members.find((one) => one.id === id);
      return member && (isLeaving(member) ? 'Terminated' : 'InService');
    },
  });
  return {
    parts,
    services: [ec2(parts), elbv2(parts), autoScaling(parts), iam(parts), ...cloudWatch(parts)],
    commands: manager.operations,
    handlers: { ...worldHandlers(parts), ...manager.handlers },
    alarmState: (arn) => parts.alarms.all().find((alarm) => alarm.arn === arn)?.state,
    imds(request) {
      const [, id = '', path = ''] = /^\/_imds\/([^/]+)(\/.*)?$/.exec(request.path) ?? [];
      return metadata(id, { ...request, path });
    },
    async start() {
      await Promise.all([balancers.start(), addresses.start(), instances.start()]);
      targets.start();
      parts.groups.start();
      parts.alarms.start();
      parts.schedules.start();
      manager.start();
      measure(parts);
    },
    async stop() {
      // First nothing new begins, then the doors close, then the processes end.
      await tasks.stop();
      await Promise.all([balancers.stop(), addresses.stop()]);
      await instances.stop();
    },
  };
}

function build(cloud: Cloud, computer: Computer, { metrics, announce }: Shared): Parts {
  const tasks = backgroundTasks(cloud);
  const records = balancerRecords(cloud);
  const base = {
    cloud,
    tasks,
    records,
    metrics,
    network: network(cloud),
    templates: launchTemplates(cloud),
    iam: iamRecords(cloud),
    images: images(cloud),
  };
  const computed = instances(cloud, tasks, { images: base.images, computer });
  const checked = targets(cloud, tasks, { records, instances: computed });
  const scaled = groups(cloud, tasks, { ...base, announce, instances: computed, targets: checked });
  const differs = (group: Group, member: Member) => isObsolete({ ...base, instances: computed }, group, member);
  const watched = alarms(cloud, tasks, { metrics, announce });
  return {
    ...base,
    instances: computed,
    targets: checked,
    addresses: addresses(cloud, computed),
    balancers: balancers(cloud, { records, targets: checked, metrics }),
    groups: scaled,
    refreshes: instanceRefreshes(cloud, {
      groups: scaled,
      tasks,
      isObsolete: differs,
      alarmState: (name) => watched.find(name)?.state,
    }),
    alarms: watched,
    schedules: schedules(cloud, tasks, scaled),
    policies: scalingPolicies(cloud, { groups: scaled, alarms: watched }),
  };
}
