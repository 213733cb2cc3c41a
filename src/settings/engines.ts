import type { CacheEngine, DatabaseEngine } from './data-settings.ts';

/** Engines that speak the same protocol. */
export type Family = 'postgres' | 'mysql' | 'mariadb' | 'sqlserver' | 'oracle';

/** What is known of an engine of RDS. */
export interface EngineFacts {
  readonly family: Family;
  readonly aurora: boolean;
  /** Major versions that RDS offers (August 2026), the one that is taken when nobody says first. */
  readonly versions: readonly string[];
  readonly port: number;
  /** The smallest instance class that makes sense; Aurora needs none. */
  readonly class?: string;
  /** Whether it runs on Graviton. */
  readonly arm: boolean;
  readonly standby: boolean;
}

const ports = { postgres: 5432, mysql: 3306, mariadb: 3306 } as const;

const sqlServer = {
  family: 'sqlserver',
  aurora: false,
  versions: ['16.00', '15.00'],
  port: 1433,
  arm: false,
  standby: true,
} as const;
const oracle = {
  family: 'oracle',
  aurora: false,
  versions: ['19'],
  port: 1521,
  arm: false,
  standby: true,
  class: 'db.t3.small',
} as const;

/** Engines of RDS. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html */
export const engines: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  postgres: open('postgres', ['17', '18', '16', '15']),
  mysql: open('mysql', ['8.4', '8.0']),
  mariadb: open('mariadb', ['11.8', '11.4', '10.11', '10.6']),
  'aurora-postgresql': aurora('postgres', ['17', '16', '15']),
  'aurora-mysql': aurora('mysql', ['8.0']),
  'sqlserver-ex': { ...sqlServer, class: 'db.t3.small', standby: false },
  'sqlserver-web': { ...sqlServer, class: 'db.t3.small' },
  'sqlserver-se': { ...sqlServer, class: 'db.t3.xlarge' },
  'sqlserver-ee': { ...sqlServer, class: 'db.t3.xlarge' },
  'oracle-se2': oracle,
  'oracle-ee': oracle,
};

function open(family: keyof typeof ports, versions: readonly string[]): EngineFacts {
  return { family, aurora: false, versions, port: ports[family], class: 'db.t4g.micro', arm: true, standby: true };
}

function aurora(family: 'postgres' | 'mysql', versions: readonly string[]): EngineFacts {
  return { family, aurora: true, versions, port: ports[family], arm: true, standby: true };
}

/** The major version that a version belongs to, as the engine counts: `17.5` is of 17, `8.0.mysql_aurora.3.10.0` of 8.0. */
export function majorOf(engine: DatabaseEngine, version: string): string | undefined {
  return engines[engine].versions.find((major) => version === major || version.startsWith(`${major}.`));
}

/** Versions of the engines of ElastiCache, the one that is taken when nobody says first; of a serverless cache only what stands before the dot counts. */
export const cacheVersions: Readonly<Record<CacheEngine, readonly string[]>> = {
  valkey: ['8.2', '8.1', '8.0', '7.2'],
  redis: ['7.1', '7.0', '6.2'],
  memcached: ['1.6.22', '1.6.17', '1.6.12'],
};

/** Whether an instance class runs on Graviton: the letter after the generation's number is a `g`. */
export function isArm(className: string): boolean {
  return /^db\.[a-z]+\d+g/.test(className);
}
