import type {
  JsonObject,
  ResourceHandler,
  ResourceHandlers,
  ResourceRequest,
  ResourceState,
} from '../engine/resource.ts';
import { tagsOf } from '../resources/network.ts';
import type { Cloud } from '../service.ts';
import { text } from '../world/input.ts';
import { arnOf, generatedName } from '../world/names.ts';
import type { CacheRecord, Caches } from './caches.ts';

interface Kind {
  readonly kind: CacheRecord['kind'];
  readonly name: string;
  readonly arn: string;
  readonly version: string;
  /** Longest identifier. */
  readonly limit: number;
  attributes(cache: CacheRecord): JsonObject;
}

const host = '127.0.0.1';

const kinds: Readonly<Record<string, Kind>> = {
  'AWS::ElastiCache::ReplicationGroup': {
    kind: 'replication-group',
    name: 'ReplicationGroupId',
    arn: 'replicationgroup',
    version: 'EngineVersion',
    limit: 40,
    attributes: ({ port }) => ({
      ...endpoint('PrimaryEndPoint', port),
      ...endpoint('ReaderEndPoint', port),
      ...endpoint('ConfigurationEndPoint', port),
    }),
  },
  'AWS::ElastiCache::CacheCluster': {
    kind: 'cluster',
    name: 'ClusterName',
    arn: 'cluster',
    version: 'EngineVersion',
    limit: 40,
    attributes: ({ port }) => ({ ...endpoint('ConfigurationEndpoint', port), ...endpoint('RedisEndpoint', port) }),
  },
  'AWS::ElastiCache::ServerlessCache': {
    kind: 'serverless',
    name: 'ServerlessCacheName',
    arn: 'serverlesscache',
    version: 'MajorEngineVersion',
    limit: 40,
    attributes: ({ port, arn, version }) => ({
      ...endpoint('Endpoint', port),
      ...endpoint('ReaderEndpoint', port),
      ARN: arn,
      Status: 'available',
      FullEngineVersion: version,
    }),
  },
};

/** What CloudFormation makes of ElastiCache. A group of nodes is one server here: on one machine there is no zone to lose. */
export function cacheHandlers(cloud: Cloud, caches: Caches): ResourceHandlers {
  return Object.fromEntries(Object.entries(kinds).map(([type, kind]) => [type, handler(cloud, caches, kind)]));
}

function handler(cloud: Cloud, caches: Caches, kind: Kind): ResourceHandler {
  const stateOf = (cache: CacheRecord): ResourceState => ({ physicalId: cache.id, attributes: kind.attributes(cache) });
  return {
    async create(request) {
      const id = (text(request.properties[kind.name]) ?? generatedName(request, kind.limit)).toLowerCase();
      request.made?.({ physicalId: id, attributes: {} });
      return stateOf(await caches.create(wantedOf(cloud, request, kind, id)));
    },
    async update(request, { physicalId }) {
      const { settings, tags, version } = wantedOf(cloud, request, kind, physicalId);
      return stateOf(caches.modify(physicalId, { settings, tags, version }));
    },
    delete: async (_, { physicalId }) => caches.remove(physicalId),
  };
}

function wantedOf(
  cloud: Cloud,
  request: ResourceRequest,
  kind: Kind,
  id: string,
): Omit<CacheRecord, 'port' | 'createdMs'> {
  const { properties } = request;
  const { AuthToken: token, ...settings } = properties;
  return {
    kind: kind.kind,
    id,
    arn: arnOf(cloud, 'elasticache', `${kind.arn}:${id}`),
    engine: text(properties['Engine']) ?? 'redis',
    version: text(properties[kind.version]) ?? '',
    ...(token === undefined ? {} : { token: String(token) }),
    settings,
    tags: tagsOf(request),
  };
}

function endpoint(name: string, port: number): JsonObject {
  return { [`${name}.Address`]: host, [`${name}.Port`]: String(port) };
}
