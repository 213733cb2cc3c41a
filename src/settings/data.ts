import { flag } from './flag.ts';
import { key } from './key.ts';
import { choice, integer, text } from './kinds.ts';
import { capacityUnits, outsideEndpoint } from './endpoint.ts';
import { cacheEngines, databaseEngines, deletionPolicies } from './data-settings.ts';
import { secretId } from './variable.ts';

/** Keys of a database of its own that mean nothing to one from outside. */
export const ownDatabase: readonly string[] = [
  'version',
  'class',
  'storage',
  'max-storage',
  'min-capacity',
  'max-capacity',
  'multi-az',
  'user',
  'backups',
  'snapshot',
  'deletion-policy',
  'deletion-protection',
  'allow-major-upgrade',
];

/** Keys of a database from outside. */
export const outsideDatabase: readonly string[] = ['endpoint', 'secret', 'security-group'];

const version = text({
  what: 'a version of a database engine',
  accepts: "a version, as in 17 or 17.5; a major one alone means RDS's newest minor one",
  pattern: /^\d+(?:\.[A-Za-z0-9_-]+)*$/,
  maxLength: 64,
  from: ['number'],
});

const instanceClass = text({
  what: 'an instance class of RDS',
  accepts: 'a class, as in db.t4g.micro',
  pattern: /^db\.[a-z][a-z0-9-]*\.[a-z0-9-]+(?:\.tpc[12]\.mem\dx)?$/,
  maxLength: 64,
});

/** The narrowest of the engines' rules: Oracle takes 8 characters. */
const databaseName = text({
  what: 'the name of a database',
  accepts: 'at most 63 letters, digits and underscores, a letter first',
  pattern: /^[A-Za-z][A-Za-z0-9_]*$/,
  maxLength: 63,
});

const reserved = ['admin', 'master', 'postgres', 'rdsadmin', 'rdsrepladmin', 'root', 'sa', 'sys', 'system', 'user'];
const userName = text({
  what: 'the name of a master user',
  accepts: 'at most 16 letters, digits and underscores, a letter first, no word that an engine keeps for itself',
  pattern: /^[A-Za-z][A-Za-z0-9_]*$/,
  maxLength: 16,
  refuse: (name) =>
    reserved.includes(name.toLowerCase()) ? `${reserved.join(', ')} belong to one engine or another` : undefined,
});

const snapshot = text({
  what: 'a snapshot',
  accepts: 'the name or the ARN of a snapshot in the region',
  pattern: /^(?:arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:(?:cluster-)?snapshot:)?(?:rds:)?[A-Za-z][A-Za-z0-9-]*$/,
  maxLength: 512,
});

const securityGroup = text({
  what: 'a security group',
  accepts: 'an id, as in sg-0123456789abcdef0',
  pattern: /^sg-[0-9a-f]{8,17}$/,
});

/** The keys of a database. */
export const databaseKeys = {
  'database.engine': key(choice(databaseEngines), 'Engine of the database; without one the environment has none.'),
  'database.version': key(version, 'Version of the engine.', { derived: 'the engine' }),
  'database.class': key(instanceClass, 'Instance class; the aurora engines follow the load instead.', {
    derived: 'the engine',
  }),
  'database.storage': key(integer({ min: 20, max: 65536 }), 'Storage in GiB; it never shrinks.', { derived: '20' }),
  'database.max-storage': key(integer({ min: 22, max: 65536 }), 'The most GiB that storage grows to by itself.', {
    derived: 'five times database.storage',
  }),
  'database.min-capacity': key(capacityUnits, 'Fewest capacity units of an aurora engine; one has about 2 GiB.', {
    derived: '0.5',
  }),
  'database.max-capacity': key(capacityUnits, 'Most capacity units of an aurora engine.', { derived: '4' }),
  'database.multi-az': key(
    flag(),
    'Keep a standby in another zone; with an aurora engine, a reader. It doubles the price.',
    { derived: 'the mode: true where high-availability' },
  ),
  'database.name': key(databaseName, 'Name of the database in it; SQL Server begins without one.', {
    derived: 'app, or ORCL for Oracle',
  }),
  'database.user': key(userName, 'Name of the master user; RDS makes and rotates its password.', { derived: 'app' }),
  'database.backups': key(integer({ min: 1, max: 35 }), 'Days that automatic backups are kept.', { derived: '7' }),
  'database.snapshot': key(
    snapshot,
    'Snapshot that the database is restored from when it is created. Leave it there afterwards: taking it away would ask for an empty database.',
  ),
  'database.deletion-policy': key(
    choice(deletionPolicies),
    'What becomes of the database when it leaves the stack: a last snapshot, it stays as it is, or all is gone.',
    { derived: 'the environment: delete for pr-<number>, else snapshot' },
  ),
  'database.deletion-protection': key(
    flag(),
    'Let RDS refuse to delete it, whoever asks; `destroy` takes the protection off.',
    { derived: 'the deletion policy: false where delete' },
  ),
  'database.allow-major-upgrade': key(flag(), 'Let a higher major version in database.version upgrade the database.', {
    derived: 'false',
  }),
  'database.endpoint': key(outsideEndpoint, 'Address of a database from outside.'),
  'database.secret': key(secretId, 'Secret with username and password of a database from outside.'),
  'database.security-group': key(
    securityGroup,
    'Security group of a database from outside; the instances are let into it.',
  ),
};

const cacheVersion = text({
  what: 'a version of a cache engine',
  accepts: 'a version, as in 8.2',
  pattern: /^\d+(?:\.\d+){0,2}$/,
  maxLength: 16,
  from: ['number'],
});

const nodeType = text({
  what: 'a node type of ElastiCache',
  accepts: 'a type, as in cache.t4g.micro',
  pattern: /^cache\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
  maxLength: 64,
});

/** The keys of a cache. */
export const cacheKeys = {
  'cache.engine': key(choice(cacheEngines), 'Engine of the cache; without one the environment has none.'),
  'cache.version': key(cacheVersion, 'Version of the engine.', { derived: 'the engine' }),
  'cache.serverless': key(
    flag(),
    'Pay for what is stored and asked instead of nodes; it has no token, only the security group guards it.',
    { derived: 'false' },
  ),
  'cache.node-type': key(nodeType, 'Type of the nodes.', { derived: 'cache.t4g.micro' }),
  'cache.nodes': key(
    integer({ min: 1, max: 6 }),
    'Nodes; from two on they stand in several zones, and one takes over when another is lost.',
    { derived: 'the mode: 2 where high-availability, else 1' },
  ),
  'cache.max-storage': key(integer({ min: 1, max: 5000 }), 'The most GB that a serverless cache holds.', {
    derived: '1',
  }),
};
