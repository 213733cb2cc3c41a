import { BeanpoleError } from '../errors.ts';

/** A resource of a template, as far as it matters here. */
interface Declared {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

type Declarations = Readonly<Record<string, Declared>>;

/** What holds the data of a database: an instance that stands alone, or a cluster. */
export interface Holder {
  readonly logicalId: string;
  readonly engine: string;
  readonly version: string;
  readonly storage?: number;
  readonly snapshot?: string;
  readonly allowsUpgrade: boolean;
  readonly policy: string;
}

/** The database that a template of a data stack declares; nothing when there is none. */
export function databaseIn(template: string | undefined): Holder | undefined {
  const found = Object.entries(declarationsOf(template)).find(([, one]) => isHolder(one));
  if (found === undefined) return undefined;
  const [logicalId, { Properties = {}, DeletionPolicy = 'Snapshot' }] = found;
  const text = (name: string): string | undefined =>
    Properties[name] === undefined ? undefined : String(Properties[name]);
  const [storage, snapshot] = [text('AllocatedStorage'), text('DBSnapshotIdentifier') ?? text('SnapshotIdentifier')];
  const instances = Object.values(declarationsOf(template));
  return {
    logicalId,
    engine: text('Engine') ?? '',
    version: text('EngineVersion') ?? '',
    ...(storage === undefined ? {} : { storage: Number(storage) }),
    ...(snapshot === undefined ? {} : { snapshot }),
    // In a cluster its instances say it.
    allowsUpgrade: instances.some((one) => one.Properties?.['AllowMajorVersionUpgrade'] === true),
    policy: DeletionPolicy,
  };
}

/** Whether a template declares a cache. */
export function hasCache(template: string | undefined): boolean {
  return Object.values(declarationsOf(template)).some(
    ({ Type }) => /^AWS::ElastiCache::.*(Cache|Group|Cluster)$/.test(Type) && !/SubnetGroup$/.test(Type),
  );
}

/**
 * Refuses what would lose a database or could not be undone, before anything is touched. CloudFormation would refuse some of it too, but half-way, and a
 * rollback never takes an engine back to an older version.
 */
export function refuseLoss(live: Holder | undefined, wanted: Holder | undefined, allowed: readonly string[]): void {
  if (live === undefined || wanted === undefined || allowed.includes(live.logicalId)) return;
  const keep = 'Nothing was touched.';
  if (live.engine !== wanted.engine) {
    throw refusal(
      `The database runs ${live.engine}; ${wanted.engine} would be another database, and an empty one.`,
      `${keep} Take back database.engine, or move the data yourself and name ${live.logicalId} in deploy.allow-replacement.`,
    );
  }
  const step = compare(live, wanted);
  if (step === 'lower') {
    throw refusal(
      `The database runs ${live.engine} ${live.version}; no engine goes back to ${wanted.version}.`,
      `${keep} Take back database.version.`,
    );
  }
  if (step === 'higher' && !wanted.allowsUpgrade) {
    throw refusal(
      `From ${live.version} to ${wanted.version} is an upgrade to another major version of ${live.engine}, and no rollback takes it back.`,
      `${keep} Write database.allow-major-upgrade: true once it has been tried on a copy, or take back database.version.`,
    );
  }
  if ((wanted.storage ?? 0) < (live.storage ?? 0)) {
    throw refusal(
      `The database has ${live.storage} GiB of storage; storage never shrinks, to ${wanted.storage} or otherwise.`,
      `${keep} Take back database.storage.`,
    );
  }
  if (live.snapshot !== wanted.snapshot) {
    throw refusal(
      `Another database.snapshot (${wanted.snapshot ?? 'none'} after ${live.snapshot ?? 'none'}) asks for another database in place of this one.`,
      `${keep} Take it back, or restore into an environment of its own.`,
    );
  }
}

/** How two versions stand to each other; only majors count. */
function compare(live: Holder, wanted: Holder): 'same' | 'higher' | 'lower' {
  const count = /mysql|mariadb|sqlserver/.test(live.engine) ? 2 : 1;
  const [from, to] = [live, wanted].map(({ version }) => version.split('.').slice(0, count).map(Number));
  for (let at = 0; at < count; at += 1) {
    const [old = 0, young = 0] = [from?.[at], to?.[at]];
    if (young !== old) return young > old ? 'higher' : 'lower';
  }
  return 'same';
}

/** The same template with another deletion policy for the database. The metadata make it a change: CloudFormation does not see one of a policy alone. */
export function withPolicy(template: string, policy: 'Delete' | 'Retain' | 'Snapshot'): string {
  const parsed = JSON.parse(template) as { Resources: Record<string, Declared> };
  const Resources = Object.fromEntries(
    Object.entries(parsed.Resources).map(([id, one]) => {
      if (!id.startsWith('Database')) return [id, one];
      // Only what holds the data can be made a snapshot of; what it stands in stays if it stays.
      const own = policy === 'Snapshot' && !isHolder(one) ? 'Delete' : policy;
      const Metadata = { ...one.Metadata, DeletionPolicy: own };
      return [id, { ...one, Metadata, DeletionPolicy: own, UpdateReplacePolicy: own }];
    }),
  );
  return `${JSON.stringify({ ...parsed, Resources }, undefined, 2)}\n`;
}

/** Logical ids of all that belongs to the database. */
export function databaseIds(template: string | undefined): readonly string[] {
  return Object.keys(declarationsOf(template)).filter((id) => id.startsWith('Database'));
}

function isHolder({ Type, Properties }: Declared): boolean {
  return (
    Type === 'AWS::RDS::DBCluster' ||
    (Type === 'AWS::RDS::DBInstance' && Properties?.['DBClusterIdentifier'] === undefined)
  );
}

function declarationsOf(template: string | undefined): Declarations {
  return template === undefined ? {} : ((JSON.parse(template) as { Resources?: Declarations }).Resources ?? {});
}

function refusal(message: string, fix: string): BeanpoleError {
  return new BeanpoleError('refused', message, { fix });
}
