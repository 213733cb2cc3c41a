import type { ScalingSettings } from './capacity-settings.ts';
import { defaultCanary } from './canary.ts';
import { defaultPolicy, defaultTlsPolicy, keys, type Path, type ValueOf } from './keys.ts';
import { defaultKeep, slotted } from './slots.ts';
import { cacheFrom, databaseFrom } from './settle-data.ts';
import { observedFrom } from './settle-observed.ts';
import { acmeFrom, balancingFrom, domainFrom, loadBalancerFrom, networkFrom } from './settle-network.ts';
import { membersAt, type Resolved, valueAt } from './resolve.ts';
import type { InstanceSettings } from './instance-settings.ts';
import { type DeploySettings, type HealthSettings, modes, type Settings } from './settings.ts';
import { optional, sure } from './sure.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** Turns keys that were found right into the shape that the other stages use. `shared`: what the file says to every environment. */
export function settingsFrom(resolved: Resolved, shared: Resolved): Settings {
  return {
    application: sure(resolved, 'application'),
    environment: sure(resolved, 'environment'),
    region: sure(resolved, 'region'),
    tier: sure(resolved, 'tier'),
    mode: sure(resolved, 'mode'),
    source: sure(resolved, 'source'),
    ...optional('artifact', valueAt(resolved, 'artifact')),
    ...optional('build', valueAt(resolved, 'build')),
    ...optional('label', valueAt(resolved, 'label')),
    platform: {
      ...optional('name', valueAt(resolved, 'platform.name')),
      ...optional('version', valueAt(resolved, 'platform.version')),
    },
    instances: instancesFrom(resolved),
    scaling: scalingFrom(resolved),
    health: healthFrom(resolved),
    deploy: deployFrom(resolved),
    branches: membersAt(resolved, 'branches'),
    preview: { lifetime: sure(resolved, 'preview.lifetime') },
    versions: { keep: sure(resolved, 'versions.keep'), ...optional('maxDays', valueAt(resolved, 'versions.max-days')) },
    variables: membersAt(resolved, 'variables'),
    staticFiles: membersAt(resolved, 'static-files'),
    ...observedFrom(resolved),
    tags: membersAt(resolved, 'tags'),
    sharedTags: membersAt(shared, 'tags'),
    network: networkFrom(resolved, shared),
    loadBalancer: loadBalancerFrom(resolved),
    ...balancingFrom(resolved),
    domain: domainFrom(resolved, shared),
    ...optional('database', databaseFrom(resolved)),
    ...optional('cache', cacheFrom(resolved)),
    iam: { statements: valueAt(resolved, 'iam.statements') ?? [], services: valueAt(shared, 'iam.services') ?? [] },
    resources: membersAt(resolved, 'resources'),
    sharedResources: membersAt(shared, 'resources'),
    outputs: membersAt(resolved, 'outputs'),
    ...optional('worker', valueAt(resolved, 'tier') === 'worker' ? workerFrom(resolved) : undefined),
    tls: {
      ...optional('certificate', valueAt(resolved, 'tls.certificate')),
      policy: valueAt(resolved, 'tls.policy') ?? defaultTlsPolicy,
      ...optional('acme', acmeFrom(resolved)),
    },
  };
}

function instancesFrom(resolved: Resolved): InstanceSettings {
  return {
    type: sure(resolved, 'instances.type'),
    architecture: sure(resolved, 'instances.architecture'),
    min: sure(resolved, 'instances.min'),
    max: sure(resolved, 'instances.max'),
    ...optional('hours', valueAt(resolved, 'instances.hours')),
    volume: sure(resolved, 'instances.volume'),
    volumeType: sure(resolved, 'instances.volume-type'),
    ...optional('volumeIops', valueAt(resolved, 'instances.volume-iops')),
    ...optional('volumeThroughput', valueAt(resolved, 'instances.volume-throughput')),
    otherTypes: valueAt(resolved, 'instances.other-types') ?? [],
    ...optional('spot', valueAt(resolved, 'instances.spot')),
    securityGroups: valueAt(resolved, 'instances.security-groups') ?? [],
    ...optional('keyPair', valueAt(resolved, 'instances.key-pair')),
    ...optional('sshFrom', valueAt(resolved, 'instances.ssh-from')),
    ...optional('image', valueAt(resolved, 'instances.image')),
    ...optional('packer', valueAt(resolved, 'instances.packer')),
  };
}

function scalingFrom(resolved: Resolved): ScalingSettings {
  return {
    ...optional('cpu', valueAt(resolved, 'scaling.cpu')),
    ...optional('requests', valueAt(resolved, 'scaling.requests')),
    ...optional('trigger', valueAt(resolved, 'scaling.trigger')),
    schedules: valueAt(resolved, 'scaling.schedules') ?? [],
  };
}

function healthFrom(resolved: Resolved): HealthSettings {
  return {
    path: sure(resolved, 'health.path'),
    codes: sure(resolved, 'health.codes'),
    interval: sure(resolved, 'health.interval'),
    timeout: sure(resolved, 'health.timeout'),
    healthyThreshold: usual(resolved, 'health.healthy-threshold'),
    unhealthyThreshold: usual(resolved, 'health.unhealthy-threshold'),
    successes: sure(resolved, 'health.successes'),
    deadline: sure(resolved, 'health.deadline'),
  };
}

function deployFrom(resolved: Resolved): DeploySettings {
  const policy = valueAt(resolved, 'deploy.policy') ?? defaultPolicy;
  return {
    // One instance is a fleet of one: its new instance is the additional batch.
    policy,
    batch: valueAt(resolved, 'deploy.batch') ?? { kind: 'count', count: 1 },
    ...(policy === 'canary' ? { canary: valueAt(resolved, 'deploy.canary') ?? defaultCanary } : {}),
    ...(slotted(resolved) ? { keep: valueAt(resolved, 'deploy.keep') ?? defaultKeep } : {}),
    timeout: sure(resolved, 'deploy.timeout'),
    drain: sure(resolved, 'deploy.drain'),
    bake: sure(resolved, 'deploy.bake'),
    limit: sure(resolved, 'deploy.limit'),
    allowOlder: sure(resolved, 'deploy.allow-older'),
    onCancel: sure(resolved, 'deploy.on-cancel'),
    ignoreAlarms: sure(resolved, 'deploy.ignore-alarms'),
    allowReplacement: valueAt(resolved, 'deploy.allow-replacement') ?? [],
    ...optional('once', valueAt(resolved, 'deploy.once')),
  };
}

function workerFrom(resolved: Resolved): WorkerSettings {
  const queue = valueAt(resolved, 'worker.queue');
  return {
    ...optional('queue', queue),
    ...optional('deadLetterQueue', valueAt(resolved, 'worker.dead-letter-queue')),
    fifo: queue === undefined ? sure(resolved, 'worker.fifo') : queue.name.endsWith('.fifo'),
    path: sure(resolved, 'worker.path'),
    mimeType: sure(resolved, 'worker.mime-type'),
    concurrency: sure(resolved, 'worker.concurrency'),
    connectTimeout: sure(resolved, 'worker.connect-timeout'),
    inactivityTimeout: sure(resolved, 'worker.inactivity-timeout'),
    visibilityTimeout: sure(resolved, 'worker.visibility-timeout'),
    errorVisibilityTimeout: sure(resolved, 'worker.error-visibility-timeout'),
    retention: sure(resolved, 'worker.retention'),
    maxReceives: sure(resolved, 'worker.max-receives'),
    cron: sure(resolved, 'worker.cron'),
    backlog: sure(resolved, 'worker.backlog'),
    maxAge: sure(resolved, 'worker.max-age'),
  };
}

/** The value of a key that may belong to another tier: then what it is there. */
function usual<P extends Path>(resolved: Resolved, path: P): ValueOf<P> {
  return valueAt(resolved, path) ?? (keys[path]?.default?.[modes[0]] as ValueOf<P>);
}
