import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { proofOf } from '../data/proof.ts';
import type { Servers } from '../data/servers.ts';
import { AwsError, type Cloud } from '../service.ts';
import { managedSecret, putValue, type Secrets } from '../services/secrets-manager/secret.ts';
import type { Tag } from '../world/filters.ts';
import { isSet, number, text } from '../world/input.ts';
import { freePort } from '../world/ports.ts';
import { standIn } from './engines.ts';
import { absentSnapshot, begun, snapshotOf, sourceOf, type Wanted } from './made.ts';
import type { Database, RdsRecords, Snapshot } from './records.ts';
import { refuseBadChange, refuseBadRequest, refuseProtected } from './rules.ts';

/** The databases of the cloud, with real servers behind them. */
export interface Databases {
  readonly records: RdsRecords;
  create(wanted: Wanted): Promise<Database>;
  modify(id: string, wanted: Pick<Wanted, 'settings' | 'tags'>): Database;
  /** `finalSnapshot`: name of the snapshot that is made first. */
  remove(id: string, finalSnapshot?: string): Promise<void>;
  snapshot(id: string, name: string, tags?: readonly Tag[]): Promise<Snapshot>;
  deleteSnapshot(name: string): void;
  reboot(id: string): Promise<void>;
  /** Gives the master user another password, which its secret tells from then on. The server is away for a moment, as RDS's is not. */
  rotate(id: string): Promise<void>;
  /** Starts all that ran when the cloud was last stopped. */
  start(): Promise<void>;
}

interface Base {
  readonly cloud: Cloud;
  readonly records: RdsRecords;
  readonly servers: Servers;
  readonly secrets: Secrets;
}

/** Opens the databases of a cloud. */
export function databases(base: Base): Databases {
  const { cloud, records } = base;
  return {
    records,
    create: (wanted) => create(base, wanted),
    modify: (id, wanted) => modify(base, found(base, id), wanted),
    remove: (id, finalSnapshot) => remove(base, found(base, id), finalSnapshot),
    async snapshot(id, name, tags = []) {
      const database = found(base, id);
      const made = await copyAway(base, database, { name, tags });
      await serve(base, database);
      return made;
    },
    deleteSnapshot(name) {
      const { directory } = records.snapshots.get(name) ?? absentSnapshot(name);
      rmSync(place(base, directory), { recursive: true, force: true });
      records.snapshots.delete(name);
    },
    async reboot(id) {
      await stop(base, found(base, id));
      await serve(base, found(base, id));
    },
    rotate: (id) => rotate(base, found(base, id)),
    async start() {
      const all = records.databases.values().filter(({ status }) => status === 'available');
      const say =
        ({ id }: Database) =>
        (error: Error) =>
          cloud.log(`${id}: ${error.message}`);
      await Promise.all(all.map((one) => serve(base, one).catch(say(one))));
    },
  };
}

async function create(base: Base, wanted: Wanted): Promise<Database> {
  const { cloud, records, secrets } = base;
  const source = sourceOf(records, wanted);
  refuseBadRequest(wanted, source, records);
  const engine = standIn(source?.of.engine ?? text(wanted.settings['Engine']) ?? '');
  const port = await freePort(new Set(records.databases.values().map((one) => one.port)));
  const database = put(base, begun(cloud, wanted, { source, port }));
  const isManaged = isSet(wanted.settings['ManageMasterUserPassword']);
  const given = text(wanted.settings['MasterUserPassword']) ?? '';
  const password = isManaged ? newPassword() : given;
  await fill(base, database, { source, password });
  await serve(base, database);
  const value = { username: database.user, password };
  const name = `rds!${database.resourceId.toLowerCase()}`;
  const secret = isManaged ? managedSecret(secrets, { name, owner: 'rds', value }) : undefined;
  const stand = `${database.engine} ${database.engineVersion}`;
  cloud.log(`${database.id} is served by ${engine.title} of this machine, in place of ${stand}.`);
  return put(base, { ...database, status: 'available', ...(secret === undefined ? {} : { secretArn: secret.arn }) });
}

/** Makes the files of a database: new ones, or those of a snapshot, with a password of their own. */
async function fill(
  base: Base,
  database: Database,
  { source, password }: { readonly source: Snapshot | undefined; readonly password: string },
): Promise<void> {
  const { user, name } = database;
  const owner = { user, password, ...(name === undefined ? {} : { database: name }) };
  const directory = place(base, database.directory);
  const engine = standIn(database.engine);
  if (source === undefined) return engine.make(directory, owner);
  await copied(place(base, source.directory), directory);
  if (password !== '') await engine.setPassword(directory, owner);
}

function modify(base: Base, before: Database, { settings, tags }: Pick<Wanted, 'settings' | 'tags'>): Database {
  refuseBadChange(before, settings);
  const merged = { ...before.settings, ...settings };
  return put(base, {
    ...before,
    settings: merged,
    tags,
    engineVersion: text(settings['EngineVersion']) ?? before.engineVersion,
    isProtected: isSet(merged['DeletionProtection']),
    storage: number(merged['AllocatedStorage']) ?? before.storage,
  });
}

async function rotate(base: Base, database: Database): Promise<void> {
  const { user, name, secretArn, directory } = database;
  const secret = base.secrets.all.values().find(({ arn }) => arn === secretArn);
  if (secret === undefined) throw new AwsError('InvalidParameterCombination', notManaged);
  const password = newPassword();
  await stop(base, database);
  const owner = { user, password, ...(name === undefined ? {} : { database: name }) };
  await standIn(database.engine).setPassword(place(base, directory), owner);
  putValue(base.secrets, secret, { SecretString: JSON.stringify({ username: user, password }) });
  await serve(base, database);
}

const notManaged = 'You can rotate the master user password only when RDS manages it in Secrets Manager.';
const newPassword = () => randomBytes(21).toString('base64url');

async function remove(base: Base, database: Database, finalSnapshot: string | undefined): Promise<void> {
  const { records, secrets } = base;
  refuseProtected(records, database);
  if (finalSnapshot !== undefined) await copyAway(base, database, { name: finalSnapshot, tags: database.tags });
  put(base, { ...database, status: 'deleting' });
  await stop(base, database);
  rmSync(place(base, database.directory), { recursive: true, force: true });
  const secret = secrets.all.values().find(({ arn }) => arn === database.secretArn);
  if (secret !== undefined) secrets.all.delete(secret.name);
  records.databases.delete(database.id);
}

/** `cpSync` of Node 24 forgets the modes of directories, and PostgreSQL serves none that others can read. */
const copied = (from: string, to: string) => cp(from, to, { recursive: true });

/** Ends the server and copies its files: a copy of files that nobody writes is whole. On AWS too, a database without a standby answers late for a moment. */
async function copyAway(
  base: Base,
  database: Database,
  { name, tags }: { readonly name: string; readonly tags: readonly Tag[] },
): Promise<Snapshot> {
  const { cloud, records } = base;
  if (records.snapshots.has(name)) {
    const message = `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`;
    throw new AwsError('DBSnapshotAlreadyExists', message);
  }
  await stop(base, database);
  const directory = `snapshot-${randomBytes(8).toString('hex')}`;
  await copied(place(base, database.directory), place(base, directory));
  const made = snapshotOf(cloud, database, { name, directory, tags });
  records.snapshots.set(name, made);
  return made;
}

async function serve(base: Base, { id, engine: name, directory, port }: Database): Promise<void> {
  const engine = standIn(name);
  const files = place(base, directory);
  const words = engine.serve(files, port, await proofOf(base.cloud));
  await base.servers.start(`rds ${id}`, { words, directory: files, ready: engine.ready, end: engine.end });
}

function stop({ servers }: Base, { id }: Database): Promise<void> {
  return servers.stop(`rds ${id}`);
}

function place({ cloud }: Base, directory: string): string {
  return join(cloud.store.directory('rds'), directory);
}

function put({ records }: Base, database: Database): Database {
  records.databases.set(database.id, database);
  return database;
}

function found({ records }: Base, id: string): Database {
  const database = records.databases.get(id);
  if (database === undefined) throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
  return database;
}
