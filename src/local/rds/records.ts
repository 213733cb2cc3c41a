import type { Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tag } from '../world/filters.ts';

/** What holds data: an instance that stands alone, or a cluster. */
export interface Database {
  readonly kind: 'instance' | 'cluster';
  readonly id: string;
  readonly arn: string;
  /** `db-…` or `cluster-…`, never used twice. */
  readonly resourceId: string;
  readonly status: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly user: string;
  readonly name?: string;
  readonly port: number;
  /** Directory of the server's files, below the cloud's state. */
  readonly directory: string;
  /** ARN of the secret that RDS keeps its password in. */
  readonly secretArn?: string;
  readonly createdMs: number;
  readonly isProtected: boolean;
  readonly storage: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
}

/** An instance of a cluster. It only answers; the data are the cluster's. */
export interface Member {
  readonly id: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly cluster: string;
  readonly createdMs: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
}

/** A snapshot: a copy of the files of a server that had ended. */
export interface Snapshot {
  readonly id: string;
  readonly arn: string;
  readonly of: Pick<
    Database,
    'kind' | 'id' | 'engine' | 'engineVersion' | 'user' | 'port' | 'storage' | 'createdMs' | 'resourceId'
  > & {
    readonly name?: string;
    readonly isEncrypted: boolean;
  };
  readonly directory: string;
  readonly createdMs: number;
  readonly tags: readonly Tag[];
}

/** Subnet and parameter groups: names with what they were given. */
export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
}

/** What RDS remembers, by identifier. */
export interface RdsRecords {
  readonly databases: Collection<Database>;
  readonly members: Collection<Member>;
  readonly snapshots: Collection<Snapshot>;
  readonly subnetGroups: Collection<Group>;
  readonly parameterGroups: Collection<Group>;
  readonly clusterParameterGroups: Collection<Group>;
}

/** Opens what the cloud's store remembers of RDS. */
export function rdsRecords(cloud: Cloud): RdsRecords {
  return {
    databases: cloud.store.collection('rds-databases'),
    members: cloud.store.collection('rds-members'),
    snapshots: cloud.store.collection('rds-snapshots'),
    subnetGroups: cloud.store.collection('rds-subnet-groups'),
    parameterGroups: cloud.store.collection('rds-parameter-groups'),
    clusterParameterGroups: cloud.store.collection('rds-cluster-parameter-groups'),
  };
}
