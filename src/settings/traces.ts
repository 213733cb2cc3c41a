import type { EnvironmentConfig } from './environment-config.ts';
import { hoursIn } from './hours.ts';
import { at, type Declared, number, type Resources, type ToldSettings } from './trace.ts';
import { balancing } from './traces-balancing.ts';
import { furtherMachine, scaling } from './traces-scaling.ts';

/** What settings leave behind where they are in force. */
export interface Traces {
  /** What the instances were given; absent when it cannot be read. */
  readonly config?: EnvironmentConfig;
  /** Templates as JSON; no `data` where nothing must outlive compute. */
  readonly compute: string;
  readonly data?: string;
  /** Of the compute stack. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The keys that `settingsIn` can tell, below their words. */
export const traceable: readonly RegExp[] = [
  /^(tier|mode|platform\..+|health\..+|worker\..+|variables\..+|static-files\..+|tags\..+|cache\.engine)$/,
  /^instances\.(type|architecture|min|max|hours|volume.*|other-types|spot|key-pair|ssh-from)$/,
  /^deploy\.(policy|batch|drain|once)$/,
  /^database\.(engine|version|class|storage|max-storage|multi-az|backups)$/,
  /^tls\.certificate$/,
  /^(processes|listeners|rules|scaling)\..+$/,
  /^load-balancer\.(type|scheme|idle-timeout|stickiness|access-logs|hosts|paths)$/,
];

/** Reads settings back from what they made. What is wanted and what is live go through this one reading, so that it cannot see a difference where none is. */
export function settingsIn({ config, compute, data, tags }: Traces): ToldSettings {
  const resources = declaredIn(compute);
  const fleet = resources['AutoScalingGroup']?.Metadata?.Fleet;
  return {
    ...(config === undefined ? {} : configured(config)),
    tier: resources['HttpListener'] === undefined && config?.worker !== undefined ? 'worker' : 'web',
    mode: fleet?.mode,
    instances: {
      ...machine(resources),
      ...furtherMachine(resources),
      ...fleet?.instances,
      architecture: tags['beanpole:architecture'],
      hours: hoursIn(JSON.parse(compute).Outputs?.Hours?.Value),
    },
    deploy: { ...fleet?.deploy, drain: config?.drain, once: config?.once?.command },
    ...balancing(resources),
    scaling: scaling(resources),
    tls: certificate(resources),
    tags: Object.fromEntries(Object.entries(tags).filter(([name]) => !/^(beanpole|aws):/.test(name))),
    database: data === undefined ? undefined : database(Object.values(declaredIn(data))),
  };
}

function configured({ platform, health, variables, staticFiles = {}, worker, cache }: EnvironmentConfig): ToldSettings {
  return { platform, health, variables, staticFiles, worker, cache };
}

function machine(resources: Resources): ToldSettings {
  const launch = at(resources['LaunchTemplate']?.Properties, 'LaunchTemplateData');
  const disk = at(launch, 'BlockDeviceMappings', '0', 'Ebs');
  return { type: at(launch, 'InstanceType'), volume: at(disk, 'VolumeSize'), volumeType: at(disk, 'VolumeType') };
}

function certificate({ HttpsListener: listener }: Resources): ToldSettings | undefined {
  if (listener === undefined) return undefined;
  return { certificate: at(listener.Properties, 'Certificates', '0', 'CertificateArn') };
}

/** An instance that stands alone, or a cluster and the instances in it. */
function database(resources: readonly Declared[]): ToldSettings | undefined {
  const ofType = (type: string) => resources.find(({ Type }) => Type === `AWS::RDS::${type}`)?.Properties;
  const [cluster, instance] = [ofType('DBCluster'), ofType('DBInstance')];
  const holder = cluster ?? instance;
  if (holder === undefined) return undefined;
  const storage = { size: number(holder['AllocatedStorage']), most: number(holder['MaxAllocatedStorage']) };
  return {
    kind: 'own',
    engine: holder['Engine'],
    version: holder['EngineVersion'],
    class: cluster === undefined ? holder['DBInstanceClass'] : undefined,
    storage: storage.size === undefined ? undefined : storage,
    multiAz: holder['MultiAZ'],
    backups: holder['BackupRetentionPeriod'],
  };
}

function declaredIn(template: string): Resources {
  return JSON.parse(template).Resources ?? {};
}
