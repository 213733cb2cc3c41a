import type { InstanceSettings } from '../../src/settings/instance-settings.ts';
import type { Settings } from '../../src/settings/settings.ts';

type Given = Omit<Partial<Settings>, 'instances'> & { readonly instances?: Partial<InstanceSettings> };

/** Valid settings of environment `staging` of application `shop`. */
export function someSettings({ instances, ...given }: Given = {}): Settings {
  return {
    application: 'shop',
    environment: 'staging',
    region: 'eu-west-1',
    tier: 'web',
    mode: 'single-instance',
    source: '.',
    platform: {},
    instances: {
      type: 't4g.small',
      architecture: 'arm64',
      min: 1,
      max: 4,
      volume: 10,
      volumeType: 'gp3',
      otherTypes: [],
      securityGroups: [],
      ...instances,
    },
    health: {
      path: '/',
      codes: '200',
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
      successes: 3,
      deadline: 300,
    },
    deploy: {
      policy: 'rolling-with-additional-batch',
      batch: { kind: 'count', count: 1 },
      timeout: 900,
      drain: 20,
      bake: 5,
      limit: 3600,
      allowOlder: false,
      onCancel: 'leave',
      ignoreAlarms: false,
      allowReplacement: [],
    },
    branches: {},
    preview: { lifetime: 10080 },
    versions: { keep: 100 },
    variables: {},
    staticFiles: {},
    tags: {},
    sharedTags: {},
    iam: { statements: [], services: [] },
    resources: {},
    scaling: { cpu: 50, schedules: [] },
    sharedResources: {},
    outputs: {},
    network: { kind: 'own', zones: 2, private: false },
    loadBalancer: { scheme: 'internet-facing', idleTimeout: 60 },
    domain: {},
    tls: { policy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' },
    ...given,
  };
}
