import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../data/engine.ts';
import { findProgram, versionOf } from '../data/machine.ts';
import { proofOf } from '../data/proof.ts';
import type { Plan, Servers } from '../data/servers.ts';
import { AwsError, type Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tag } from '../world/filters.ts';
import { freePort } from '../world/ports.ts';

/** A cache with a real server behind it. */
export interface CacheRecord {
  readonly kind: 'replication-group' | 'cluster' | 'serverless';
  readonly id: string;
  readonly arn: string;
  readonly engine: string;
  readonly version: string;
  readonly port: number;
  readonly token?: string;
  readonly createdMs: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
}

/** The caches of the cloud. */
export interface Caches {
  readonly all: Collection<CacheRecord>;
  create(wanted: Omit<CacheRecord, 'port' | 'createdMs'>): Promise<CacheRecord>;
  modify(id: string, change: Pick<CacheRecord, 'settings' | 'tags' | 'version'>): CacheRecord;
  remove(id: string): Promise<void>;
  start(): Promise<void>;
}

/** Opens the caches of a cloud. */
export function caches(cloud: Cloud, servers: Servers): Caches {
  const all = cloud.store.collection<CacheRecord>('elasticache');
  const root = cloud.store.directory('elasticache');
  const serve = async (cache: CacheRecord) => {
    const directory = join(root, cache.id);
    mkdirSync(directory, { recursive: true });
    await servers.start(`elasticache ${cache.id}`, await planOf(cloud, cache, directory));
  };
  return {
    all,
    async create(wanted) {
      if (all.has(wanted.id)) throw new AwsError('ReplicationGroupAlreadyExists', `Cache ${wanted.id} already exists.`);
      const program = standIn(wanted.engine);
      refuseToken(wanted);
      const port = await freePort(new Set(all.values().map((one) => one.port)));
      const cache = { ...wanted, port, createdMs: cloud.clock.now() };
      all.set(cache.id, cache);
      await serve(cache);
      cloud.log(
        `${cache.id} is served by ${program.title} of this machine, in place of ${cache.engine} ${cache.version}.`,
      );
      return cache;
    },
    modify(id, change) {
      const before = all.get(id);
      if (before === undefined)
        throw new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, 404);
      const after = { ...before, ...change };
      all.set(id, after);
      return after;
    },
    async remove(id) {
      await servers.stop(`elasticache ${id}`);
      rmSync(join(root, id), { recursive: true, force: true });
      all.delete(id);
    },
    async start() {
      await Promise.all(
        all.values().map((one) => serve(one).catch((error: Error) => cloud.log(`${one.id}: ${error.message}`))),
      );
    },
  };
}

interface Program {
  readonly path: string;
  readonly title: string;
}

/** The program of this machine that stands for an engine. Says so when there is none. */
function standIn(engine: string): Program {
  const names = engine === 'memcached' ? ['memcached'] : ['valkey-server', 'redis-server'];
  const path = findProgram(...names);
  if (path !== undefined) return { path, title: `${path.split('/').at(-1)} ${versionOf(path)}` };
  const what = engine === 'memcached' ? 'memcached' : 'valkey-server or redis-server';
  throw new AwsError(
    'InsufficientCacheClusterCapacity',
    `This machine has no ${what}: the local cloud cannot act out a cache of the engine ${engine}. Install it, or rehearse without the cache.`,
  );
}

function refuseToken({ token, settings }: Pick<CacheRecord, 'token' | 'settings'>): void {
  if (token === undefined) return;
  if (String(settings['TransitEncryptionEnabled']) !== 'true') {
    throw new AwsError(
      'InvalidParameterCombination',
      'AuthToken is only supported when encryption-in-transit is enabled.',
    );
  }
  if (!/^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(token)) {
    throw new AwsError(
      'InvalidParameterValue',
      'Invalid AuthToken provided. It must have 16 to 128 printable characters, and no special characters but !, &, #, $, ^, <, >, and -.',
    );
  }
}

async function planOf(cloud: Cloud, cache: CacheRecord, directory: string): Promise<Plan> {
  const { path } = standIn(cache.engine);
  const wantsTls = cache.kind === 'serverless' || String(cache.settings['TransitEncryptionEnabled']) === 'true';
  const proof = wantsTls ? await proofOf(cloud) : undefined;
  if (wantsTls && proof === undefined) {
    throw new Error('This machine has no openssl, and so no certificate for a cache with encryption in transit.');
  }
  const words = cache.engine === 'memcached' ? memcachedWords(cache, proof) : redisWords(cache, directory, proof);
  const ready = cache.engine === 'memcached' ? /server listening/ : /Ready to accept connections/;
  return { words: [path, ...words], directory, ready, end: 'SIGTERM' };
}

function memcachedWords({ port }: CacheRecord, proof: Proof | undefined): readonly string[] {
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  const secure = proof === undefined ? [] : ['--enable-ssl', '-o', `ssl_chain_cert=${proof.cert},ssl_key=${proof.key}`];
  return ['-l', '127.0.0.1', '-p', String(port), '-vv', ...user, ...secure];
}

/** Valkey and Redis take the same words. */
function redisWords({ port, token }: CacheRecord, directory: string, proof: Proof | undefined): readonly string[] {
  const open = ['--port', String(port)];
  const secure = (files: Proof) => [
    ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
    ...['--tls-cert-file', files.cert, '--tls-key-file', files.key],
  ];
  const guarded = token === undefined ? [] : ['--requirepass', token];
  const keeping = ['--dir', directory, '--appendonly', 'yes'];
  return ['--bind', '127.0.0.1', ...keeping, ...(proof === undefined ? open : secure(proof)), ...guarded];
}
