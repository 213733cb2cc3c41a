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
