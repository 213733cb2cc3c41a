/** How many instances are replaced together; a percentage is of the live size. */
type Batch =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number };

/** How a version replaces another. */
export type Policy = 'all-at-once' | 'rolling' | 'rolling-with-additional-batch' | 'immutable' | 'canary' | 'in-place';

/** What decides the size of the group and of its batches. */
export interface Fleet {
  readonly mode: 'single-instance' | 'high-availability';
  readonly instances: { readonly min: number; readonly max: number };
  readonly deploy: { readonly policy: Policy; readonly batch: Batch };
}

/** What a template is made from: the settings as they are (they fit this structurally), and the ids of what their variables refer to. */
export interface Context extends Fleet, References {
  readonly application: string;
  readonly environment: string;
  readonly tier: 'web' | 'worker';
  readonly instances: {
    readonly type: string;
    readonly min: number;
    readonly max: number;
    /** GiB. */
    readonly volume: number;
  };
  /** Times in seconds. */
  readonly health: {
    readonly path: string;
    readonly codes: string;
    readonly interval: number;
    readonly timeout: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
  };
  readonly deploy: {
    readonly policy: Policy;
    readonly batch: Batch;
    /** Under the policy `canary`: percent of the instances that come first, and seconds until the rest follows. */
    readonly canary?: { readonly percent: number; readonly pause: number };
    /** Seconds that one batch may take. */
    readonly timeout: number;
    /** Seconds. */
    readonly drain: number;
  };
  readonly tags: Readonly<Record<string, string>>;
  /** Those of the application's own resources, the same whichever environment is deployed. */
  readonly sharedTags: Readonly<Record<string, string>>;
  readonly network:
    | { readonly kind: 'own'; readonly zones: number }
    | {
        readonly kind: 'existing';
        readonly vpc: string;
        readonly publicSubnets: readonly string[];
        readonly instanceSubnets: readonly string[];
        readonly dataSubnets: readonly string[];
      };
  readonly database?: Database;
  readonly cache?: Cache;
  readonly tls: { readonly certificate?: string; readonly policy: string };
}

type DatabaseEngine =
  | 'postgres'
  | 'mysql'
  | 'mariadb'
  | 'aurora-postgresql'
  | 'aurora-mysql'
  | 'sqlserver-ex'
  | 'sqlserver-web'
  | 'sqlserver-se'
  | 'sqlserver-ee'
  | 'oracle-se2'
  | 'oracle-ee';

/** A database of the environment's own. */
export interface OwnDatabase {
  readonly kind: 'own';
  readonly engine: DatabaseEngine;
  readonly version: string;
  readonly class?: string;
  /** GiB. */
  readonly storage?: { readonly size: number; readonly most: number };
  /** Capacity units of Aurora. */
  readonly capacity?: { readonly min: number; readonly max: number };
  readonly multiAz: boolean;
  readonly name?: string;
  readonly user: string;
  /** Days. */
  readonly backups: number;
  readonly snapshot?: string;
  readonly deletionPolicy: 'snapshot' | 'retain' | 'delete';
  readonly deletionProtection: boolean;
  readonly allowMajorUpgrade: boolean;
}

/** A database from outside: the instances are let into its security group and read its secret. */
interface OutsideDatabase {
  readonly kind: 'outside';
  readonly host: string;
  readonly port: number;
  readonly secret: string;
  readonly securityGroup?: string;
}

export type Database = OwnDatabase | OutsideDatabase;

/** A cache of the environment's own. */
export interface Cache {
  readonly engine: 'valkey' | 'redis' | 'memcached';
  readonly version: string;
  readonly size:
    | { readonly kind: 'nodes'; readonly type: string; readonly count: number }
    /** GB. */
    | { readonly kind: 'serverless'; readonly storage: number };
}

/** What the instances may read because a variable refers to it. Ids only: a value never comes near a template. */
export interface References {
  /** Secrets Manager: names or ARNs. */
  readonly secretIds: readonly string[];
  /** Parameter Store: names or ARNs. */
  readonly parameterNames: readonly string[];
}

type Variable =
  | { readonly kind: 'plain' }
  | { readonly kind: 'secret'; readonly id: string }
  | { readonly kind: 'parameter'; readonly name: string };

/** The ids that variables refer to, sorted and each once, so that the order in which they were written does not change the template. */
export function references(variables: Readonly<Record<string, Variable>>): References {
  const all = Object.values(variables);
  return {
    secretIds: unique(all.flatMap((variable) => (variable.kind === 'secret' ? [variable.id] : []))),
    parameterNames: unique(all.flatMap((variable) => (variable.kind === 'parameter' ? [variable.name] : []))),
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
