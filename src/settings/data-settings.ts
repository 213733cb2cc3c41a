/** The engines that a database can have, by the names of RDS. */
export const databaseEngines = [
  'postgres',
  'mysql',
  'mariadb',
  'aurora-postgresql',
  'aurora-mysql',
  'sqlserver-ex',
  'sqlserver-web',
  'sqlserver-se',
  'sqlserver-ee',
  'oracle-se2',
  'oracle-ee',
] as const;
export type DatabaseEngine = (typeof databaseEngines)[number];

/** What becomes of a database when its stack lets it go. */
export const deletionPolicies = ['snapshot', 'retain', 'delete'] as const;
export type DeletionPolicy = (typeof deletionPolicies)[number];

/** The engines that a cache can have. */
export const cacheEngines = ['valkey', 'redis', 'memcached'] as const;
export type CacheEngine = (typeof cacheEngines)[number];

/** A database that the environment has of its own. */
export interface OwnDatabase {
  readonly kind: 'own';
  readonly engine: DatabaseEngine;
  /** Version of the engine; of the major one alone RDS takes its newest minor. */
  readonly version: string;
  /** `db.t4g.micro`; Aurora has none, its capacity follows the load. */
  readonly class?: string;
  /** GiB at the beginning, and the most that it grows to by itself. Aurora grows without being told. */
  readonly storage?: { readonly size: number; readonly most: number };
  /** Aurora capacity units. */
  readonly capacity?: { readonly min: number; readonly max: number };
  readonly multiAz: boolean;
  /** Name of the database in it; SQL Server has none at first. */
  readonly name?: string;
  /** Name of the master user; its password is made and rotated by RDS. */
  readonly user: string;
  /** Days that automatic backups are kept. */
  readonly backups: number;
  /** Snapshot that it is restored from at its creation. */
  readonly snapshot?: string;
  readonly deletionPolicy: DeletionPolicy;
  readonly deletionProtection: boolean;
  readonly allowMajorUpgrade: boolean;
}

/** A database that somebody else has made. */
export interface OutsideDatabase {
  readonly kind: 'outside';
  readonly engine: DatabaseEngine;
  readonly host: string;
  readonly port: number;
  /** Id of a secret: JSON with `username` and `password`. */
  readonly secret: string;
  readonly name?: string;
  /** Security group of the database, which the instances are let into. */
  readonly securityGroup?: string;
}

/** A cache of the environment's own. */
export interface CacheSettings {
  readonly engine: CacheEngine;
  readonly version: string;
  /** Nodes of a fixed size, over the zones; or a capacity that follows the load. */
  readonly size:
    | { readonly kind: 'nodes'; readonly type: string; readonly count: number }
    /** GB at most. */
    | { readonly kind: 'serverless'; readonly storage: number };
}
