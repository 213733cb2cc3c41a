import { databaseEngines } from '../data-settings.ts';
import { always, key, none, type Option, worded } from './option.ts';

/** The same words there and here. */
const engines = Object.fromEntries(databaseEngines.map((engine) => [engine, engine]));
const policies = { Snapshot: 'snapshot', Retain: 'retain', Delete: 'delete' };

/** Options of the database that an environment of Beanstalk can have. */
export const dataOptions: Readonly<Record<string, Readonly<Record<string, Option>>>> = {
  'aws:rds:dbinstance': {
    HasCoupledDatabase: always('there with `database.engine`; without it, it goes as its deletion policy says', 'true'),
    DBEngine: worded('database.engine', engines, 'none'),
    DBEngineVersion: key('database.version', 'the newest of the usual major version'),
    DBInstanceClass: key('database.class', 'by the engine, db.t4g.micro for most'),
    DBAllocatedStorage: key('database.storage', '20'),
    DBUser: key('database.user', 'app'),
    DBPassword: none(
      'RDS makes the password and keeps it in Secrets Manager: nobody has to know it, or to write it down.',
    ),
    DBSnapshotIdentifier: key('database.snapshot'),
    MultiAZDatabase: key('database.multi-az', 'true in high-availability'),
    DBDeletionPolicy: worded('database.deletion-policy', policies, 'snapshot'),
  },
};
