import { randomBytes } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { proofOf } from '../data/proof.ts';
import type { Servers } from '../data/servers.ts';
import { AwsError, type Cloud } from '../service.ts';
import { managedSecret, type Secrets } from '../services/secrets-manager/secret.ts';
import type { Tag } from '../world/filters.ts';
import { isSet, number, text } from '../world/input.ts';
import { arnOf } from '../world/names.ts';
import { freePort } from '../world/ports.ts';
import { standIn } from './engines.ts';
import type { Database, RdsRecords, Snapshot } from './records.ts';
import { refuseBadChange, refuseBadRequest } from './rules.ts';

type Settings = Readonly<Record<string, unknown>>;

/** A database as it is asked for: properties by the names of the API. */
export interface Wanted {
  readonly kind: Database['kind'];
  readonly id: string;
  readonly settings: Settings;
  readonly tags: readonly Tag[];
}

/** The databases of the cloud, with real servers behind them. */
export interface Databases {
  readonly records: RdsRecords;
  create(wanted: Wanted): Promise<Database>;
  modify(id: string, wanted: Pick<Wanted, 'settings' | 'tags'>): Promise<Database>;
  /** `finalSnapshot`: name of the snapshot that is made first. */
  remove(id: string, finalSnapshot?: string): Promise<void>;
  snapshot(id: string, name: string, tags?: readonly Tag[]): Promise<Snapshot>;
  deleteSnapshot(name: string): void;
  reboot(id: string): Promise<void>;
  /** Starts all that ran when the cloud was last stopped. */
  start(): Promise<void>;
}

/** Opens the databases of a cloud. */
export function databases(
  cloud: Cloud,
  base: { readonly records: RdsRecords; readonly servers: Servers; readonly secrets: Secrets },
): Databases {
  const { records, servers, secrets } = base;
  const root = cloud.store.directory('rds');
  const put = (database: Database) => {
    records.databases.set(database.id, database);
    return database;
  };
  const found = (id: string) => records.databases.get(id) ?? absent(id);
  const serve = async (database: Database) => {
    const engine = standIn(database.engine);
    const directory = join(root, database.directory);
    const words = engine.serve(directory, database.port, await proofOf(cloud));
    await servers.start(`rds ${database.id}`, { words, directory, ready: engine.ready, end: engine.end });
  };
  const stop = ({ id }: Database) => servers.stop(`rds ${id}`);

  const create = async (wanted: Wanted): Promise<Database> => {
    const source = sourceOf(records, wanted);
    refuseBadRequest(wanted, source, records);
    const port = await freePort(new Set(records.databases.values().map((one) => one.port)));
    const engine = standIn(source?.of.engine ?? text(wanted.settings['Engine']) ?? '');
    const database = begun(cloud, wanted, { source, port });
    put(database);
    const isManaged = isSet(wanted.settings['ManageMasterUserPassword']);
    const password = isManaged
      ? randomBytes(21).toString('base64url')
      : (text(wanted.settings['MasterUserPassword']) ?? '');
    const owner = {
      user: database.user,
      password,
      ...(database.name === undefined ? {} : { database: database.name }),
    };
    const directory = join(root, database.directory);
    if (source === undefined) await engine.make(directory, owner);
    else {
      cpSync(join(root, source.directory), directory, { recursive: true });
      if (password !== '') await engine.setPassword(directory, owner);
    }
    await serve(database);
    const secret = isManaged
      ? managedSecret(secrets, {
          name: `rds!${database.resourceId.toLowerCase()}`,
          owner: 'rds',
          value: { username: database.user, password },
        })
      : undefined;
    cloud.log(
      `${database.id} is served by ${engine.title} of this machine, in place of ${database.engine} ${database.engineVersion}.`,
    );
    return put({ ...database, status: 'available', ...(secret === undefined ? {} : { secretArn: secret.arn }) });
  };

  const snapshot = async (id: string, name: string, tags: readonly Tag[] = []): Promise<Snapshot> => {
    const database = found(id);
    if (records.snapshots.has(name))
      throw new AwsError(
        'DBSnapshotAlreadyExists',
        `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`,
      );
    // A copy of files that nobody writes is whole; on AWS too, a database with no standby answers late for a moment.
    await stop(database);
    const directory = `snapshot-${randomBytes(8).toString('hex')}`;
    cpSync(join(root, database.directory), join(root, directory), { recursive: true });
    const made = snapshotOf(cloud, database, { name, directory, tags });
    records.snapshots.set(name, made);
    return made;
  };

  return {
    records,
    create,
    async modify(id, { settings, tags }) {
      const before = found(id);
      const merged = { ...before.settings, ...settings };
      refuseBadChange(before, settings);
      const version = text(settings['EngineVersion']) ?? before.engineVersion;
      return put({
        ...before,
        settings: merged,
        tags,
        engineVersion: version,
        isProtected: isSet(merged['DeletionProtection']),
        storage: number(merged['AllocatedStorage']) ?? before.storage,
      });
    },
    async remove(id, finalSnapshot) {
      const database = found(id);
      refuseProtected(records, database);
      if (finalSnapshot !== undefined) await snapshot(id, finalSnapshot, database.tags);
      put({ ...database, status: 'deleting' });
      await stop(database);
      rmSync(join(root, database.directory), { recursive: true, force: true });
      const secret = secrets.all.values().find(({ arn }) => arn === database.secretArn);
      if (secret !== undefined) secrets.all.delete(secret.name);
      records.databases.delete(id);
    },
    async snapshot(id, name, tags) {
      const made = await snapshot(id, name, tags);
      await serve(found(id));
      return made;
    },
    deleteSnapshot(name) {
      const { directory } = records.snapshots.get(name) ?? absentSnapshot(name);
      rmSync(join(root, directory), { recursive: true, force: true });
      records.snapshots.delete(name);
    },
    async reboot(id) {
      await stop(found(id));
      await serve(found(id));
    },
    async start() {
      const all = records.databases.values().filter(({ status }) => status === 'available');
      await Promise.all(all.map((one) => serve(one).catch((error: Error) => cloud.log(`${one.id}: ${error.message}`))));
    },
  };
}

/** The snapshot that a database is made from, by name or ARN. */
function sourceOf(records: RdsRecords, { settings }: Wanted): Snapshot | undefined {
  const id = text(settings['DBSnapshotIdentifier']) ?? text(settings['SnapshotIdentifier']);
  if (id === undefined || id === '') return undefined;
  return records.snapshots.get(id) ?? records.snapshots.values().find(({ arn }) => arn === id) ?? absentSnapshot(id);
}

function begun(
  cloud: Cloud,
  { kind, id, settings, tags }: Wanted,
  { source, port }: { readonly source: Snapshot | undefined; readonly port: number },
): Database {
  const name = source === undefined ? (text(settings['DBName']) ?? text(settings['DatabaseName'])) : source.of.name;
  const resource = `${kind === 'cluster' ? 'cluster' : 'db'}-${randomBytes(13).toString('hex').toUpperCase()}`;
  return {
    kind,
    id,
    arn: arnOf(cloud, 'rds', `${kind === 'cluster' ? 'cluster' : 'db'}:${id}`),
    resourceId: resource,
    status: 'creating',
    engine: source?.of.engine ?? text(settings['Engine']) ?? '',
    engineVersion: text(settings['EngineVersion']) ?? source?.of.engineVersion ?? '',
    user: source?.of.user ?? text(settings['MasterUsername']) ?? '',
    ...(name === undefined ? {} : { name }),
    port,
    directory: resource,
    createdMs: cloud.clock.now(),
    isProtected: isSet(settings['DeletionProtection']),
    storage: number(settings['AllocatedStorage']) ?? source?.of.storage ?? 20,
    settings: { ...settings, ...(source?.of.isEncrypted ? { StorageEncrypted: true } : {}) },
    tags,
  };
}

function snapshotOf(
  cloud: Cloud,
  database: Database,
  { name, directory, tags }: { readonly name: string; readonly directory: string; readonly tags: readonly Tag[] },
): Snapshot {
  const { kind, id, engine, engineVersion, user, port, storage, createdMs, resourceId } = database;
  return {
    id: name,
    arn: arnOf(cloud, 'rds', `${kind === 'cluster' ? 'cluster-snapshot' : 'snapshot'}:${name}`),
    of: {
      kind,
      id,
      engine,
      engineVersion,
      user,
      port,
      storage,
      createdMs,
      resourceId,
      ...(database.name === undefined ? {} : { name: database.name }),
      isEncrypted: isSet(database.settings['StorageEncrypted']),
    },
    directory,
    createdMs: cloud.clock.now(),
    tags,
  };
}

function refuseProtected({ members }: RdsRecords, { kind, id, isProtected }: Database): void {
  const what = kind === 'cluster' ? 'Cluster' : 'DB Instance';
  if (isProtected) {
    throw new AwsError(
      'InvalidParameterCombination',
      `Cannot delete protected ${what}, please disable deletion protection and try again.`,
    );
  }
  if (kind === 'cluster' && members.values().some(({ cluster }) => cluster === id)) {
    throw new AwsError(
      'InvalidDBClusterStateFault',
      'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
    );
  }
}

function absent(id: string): never {
  throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
}

function absentSnapshot(id: string): never {
  throw new AwsError('DBSnapshotNotFound', `DBSnapshot not found: ${id}`, 404);
}
