import { randomBytes } from 'node:crypto';
import { AwsError, type Cloud } from '../service.ts';
import type { Tag } from '../world/filters.ts';
import { isSet, number, text } from '../world/input.ts';
import { arnOf } from '../world/names.ts';
import type { Database, RdsRecords, Snapshot } from './records.ts';

/** A database as it is asked for: properties by the names of the API. */
export interface Wanted {
  readonly kind: Database['kind'];
  readonly id: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
}

/** The snapshot that a database is made from, by name or ARN. */
export function sourceOf(records: RdsRecords, { settings }: Wanted): Snapshot | undefined {
  const id = text(settings['DBSnapshotIdentifier']) ?? text(settings['SnapshotIdentifier']);
  if (id === undefined || id === '') return undefined;
  return records.snapshots.get(id) ?? records.snapshots.values().find(({ arn }) => arn === id) ?? absentSnapshot(id);
}

/** The record of a database that is about to be made, by its own properties or those of its snapshot. */
export function begun(
  cloud: Cloud,
  { kind, id, settings, tags }: Wanted,
  { source, port }: { readonly source: Snapshot | undefined; readonly port: number },
): Database {
  const resourceId = `${kind === 'cluster' ? 'cluster' : 'db'}-${randomBytes(13).toString('hex').toUpperCase()}`;
  return {
    kind,
    id,
    arn: arnOf(cloud, 'rds', `${kind === 'cluster' ? 'cluster' : 'db'}:${id}`),
    resourceId,
    status: 'creating',
    ...contentOf(settings, source),
    port,
    directory: resourceId,
    createdMs: cloud.clock.now(),
    isProtected: isSet(settings['DeletionProtection']),
    settings: { ...settings, ...(source?.of.isEncrypted ? { StorageEncrypted: true } : {}) },
    tags,
  };
}

type Content = Pick<Database, 'engine' | 'engineVersion' | 'user' | 'name' | 'storage'>;

/** A snapshot brings engine, user and databases along; a new database has those that it is told. */
function contentOf(settings: Wanted['settings'], source: Snapshot | undefined): Content {
  const storage = number(settings['AllocatedStorage']);
  const version = text(settings['EngineVersion']);
  if (source !== undefined) {
    const { engine, engineVersion, user, name } = source.of;
    const named = name === undefined ? {} : { name };
    return { engine, engineVersion: version ?? engineVersion, user, ...named, storage: storage ?? source.of.storage };
  }
  const name = text(settings['DBName']) ?? text(settings['DatabaseName']);
  return {
    engine: text(settings['Engine']) ?? '',
    engineVersion: version ?? '',
    user: text(settings['MasterUsername']) ?? '',
    ...(name === undefined ? {} : { name }),
    storage: storage ?? 1,
  };
}

/** The record of a snapshot whose files lie in `directory`. */
export function snapshotOf(
  cloud: Cloud,
  database: Database,
  { name, directory, tags }: { readonly name: string; readonly directory: string; readonly tags: readonly Tag[] },
): Snapshot {
  const { kind, id, engine, engineVersion, user, port, storage, createdMs, resourceId } = database;
  const named = database.name === undefined ? {} : { name: database.name };
  const isEncrypted = isSet(database.settings['StorageEncrypted']);
  return {
    id: name,
    arn: arnOf(cloud, 'rds', `${kind === 'cluster' ? 'cluster-snapshot' : 'snapshot'}:${name}`),
    of: { kind, id, engine, engineVersion, user, port, storage, createdMs, resourceId, ...named, isEncrypted },
    directory,
    createdMs: cloud.clock.now(),
    tags,
  };
}

/** There is no such snapshot. */
export function absentSnapshot(id: string): never {
  throw new AwsError('DBSnapshotNotFound', `DBSnapshot not found: ${id}`, 404);
}
