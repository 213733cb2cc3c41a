import type { Engine } from '../data/engine.ts';
import { mysql } from '../data/mysql.ts';
import { postgres } from '../data/postgres.ts';
import { AwsError } from '../service.ts';

/** What stands for an engine of RDS on this machine, with the port that the engine has on AWS. */
interface Stand {
  readonly port: number;
  readonly find: () => Engine | undefined;
  readonly what: string;
}

const asPostgres: Stand = { port: 5432, find: postgres, what: 'PostgreSQL' };
const asMysql: Stand = { port: 3306, find: mysql, what: 'MySQL or MariaDB' };
const nobody = (port: number, what: string): Stand => ({ port, find: () => undefined, what });

const stands: Readonly<Record<string, Stand>> = {
  postgres: asPostgres,
  'aurora-postgresql': asPostgres,
  mysql: asMysql,
  mariadb: asMysql,
  'aurora-mysql': asMysql,
  ...Object.fromEntries(
    ['ex', 'web', 'se', 'ee'].map((edition) => [`sqlserver-${edition}`, nobody(1433, 'SQL Server')]),
  ),
  ...Object.fromEntries(
    ['se2', 'se2-cdb', 'ee', 'ee-cdb'].map((edition) => [`oracle-${edition}`, nobody(1521, 'Oracle')]),
  ),
};

/** The engine of this machine that stands for one of RDS. Says so when there is none: a database that is only pretended would prove nothing. */
export function standIn(engine: string): Engine {
  const stand = stands[engine];
  if (stand === undefined) throw new AwsError('InvalidParameterValue', `Invalid DB engine: ${engine}`);
  const found = stand.find();
  if (found !== undefined) return found;
  throw new AwsError(
    'InsufficientDBInstanceCapacity',
    `This machine has no ${stand.what}: the local cloud cannot act out a database of the engine ${engine}. Install it, or rehearse with another engine.`,
  );
}
