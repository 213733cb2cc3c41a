import { randomBytes } from 'node:crypto';
import type { Cloud } from '../service.ts';
import type { Instances } from './instances.ts';
import type { InstanceRecord } from './instance.ts';

/** A request to the metadata service of one instance; `path` begins after the instance's id, `/latest/…`. */
export interface MetadataRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What the metadata service answers. */
export interface MetadataAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who the instance acts as: the role of an instance profile, by the profile's name or ARN. */
export type RoleOfProfile = (
  profile: string,
) => { readonly name: string; readonly profileArn: string; readonly profileId: string } | undefined;

/**
 * Where Auto Scaling means an instance to be; `undefined` outside of a group.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html
 */
export type TargetLifecycle = (instanceId: string) => 'InService' | 'Terminated' | undefined;

const longestTokenSeconds = 21_600;
const credentialsMs = 6 * 3_600_000;

/**
 * The instance metadata service, version 2 (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html). A session token is
 * good for one instance; where the launch template says `HttpTokens: required`, a request without one gets 401.
 */
export function metadataService(
  cloud: Cloud,
  instances: Instances,
  { roleOf, lifecycleOf }: { readonly roleOf: RoleOfProfile; readonly lifecycleOf: TargetLifecycle },
) {
  const tokens = new Map<string, { readonly id: string; readonly expires: number }>();

  const grant = (id: string, request: MetadataRequest): MetadataAnswer => {
    const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (!(seconds >= 1 && seconds <= longestTokenSeconds)) return refuse(400);
    for (const [token, { expires }] of tokens) if (expires < cloud.clock.now()) tokens.delete(token);
    const token = randomBytes(32).toString('base64url');
    tokens.set(token, { id, expires: cloud.clock.now() + seconds * 1000 });
    return answer(token, { 'x-aws-ec2-metadata-token-ttl-seconds': String(seconds) });
  };
  const isAllowed = (instance: InstanceRecord, request: MetadataRequest) => {
    const sent = request.headers['x-aws-ec2-metadata-token'];
    if (sent === undefined) return !instance.tokensRequired;
    const token = tokens.get(String(sent));
    return token?.id === instance.id && token.expires >= cloud.clock.now();
  };

  return (id: string, request: MetadataRequest): MetadataAnswer => {
    const instance = instances.find(id);
    if (!instance || instance.state === 'terminated') return refuse(404);
    const path = request.path.replace(/^\/+/, '').replace(/^[^/]+\//, '');
    if (request.method === 'PUT') return path === 'api/token' ? grant(id, request) : refuse(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    if (!isAllowed(instance, request)) return refuse(401);
    const found = read({ ...leaves(cloud, instance, roleOf), ...lifecycle(lifecycleOf(id)) }, path);
    return found === undefined ? refuse(404) : answer(found);
  };
}

function lifecycle(target: ReturnType<TargetLifecycle>): Readonly<Record<string, string>> {
  return target === undefined ? {} : { 'meta-data/autoscaling/target-lifecycle-state': target };
}

/** Every leaf of an instance's metadata, by its path below `latest/`. */
function leaves(cloud: Cloud, instance: InstanceRecord, roleOf: RoleOfProfile): Readonly<Record<string, string>> {
  const tags = instance.metadataTags ? instance.tags : [];
  return {
    'meta-data/ami-id': instance.imageId,
    'meta-data/hostname': `ip-${instance.privateIp.replaceAll('.', '-')}.${cloud.region}.compute.internal`,
    'meta-data/instance-id': instance.id,
    'meta-data/instance-life-cycle': 'on-demand',
    'meta-data/instance-type': instance.instanceType,
    'meta-data/local-hostname': `ip-${instance.privateIp.replaceAll('.', '-')}.${cloud.region}.compute.internal`,
    'meta-data/local-ipv4': instance.privateIp,
    'meta-data/placement/availability-zone': instance.zone,
    'meta-data/placement/region': cloud.region,
    'meta-data/services/domain': 'amazonaws.com',
    'meta-data/services/partition': cloud.partition,
    ...Object.fromEntries(tags.map((tag) => [`meta-data/tags/instance/${tag.Key}`, tag.Value])),
    ...identityOf(cloud, instance, roleOf),
    'dynamic/instance-identity/document': document(cloud, instance),
    ...(instance.userData && { 'user-data': Buffer.from(instance.userData, 'base64').toString() }),
  };
}

function identityOf(cloud: Cloud, instance: InstanceRecord, roleOf: RoleOfProfile): Record<string, string> {
  const role = instance.profile === undefined ? undefined : roleOf(instance.profile);
  if (!role) return {};
  const now = new Date(cloud.clock.now());
  const info = {
    Code: 'Success',
    LastUpdated: now,
    InstanceProfileArn: role.profileArn,
    InstanceProfileId: role.profileId,
  };
  const credentials = {
    Code: 'Success',
    LastUpdated: now,
    Type: 'AWS-HMAC',
    // Nothing is signed for on a loopback cloud; the key says whose it is.
    AccessKeyId: `ASIA${instance.id.slice(-16).toUpperCase()}`,
    SecretAccessKey: 'local-cloud-instance-secret',
    Token: 'local-cloud-instance-token',
    Expiration: new Date(cloud.clock.now() + credentialsMs),
  };
  return {
    'meta-data/iam/info': JSON.stringify(info, null, 2),
    [`meta-data/iam/security-credentials/${role.name}`]: JSON.stringify(credentials, null, 2),
  };
}

function document(cloud: Cloud, instance: InstanceRecord): string {
  return JSON.stringify(
    {
      accountId: cloud.account,
      architecture: /^[a-z]+\d+g/.test(instance.instanceType) ? 'arm64' : 'x86_64',
      availabilityZone: instance.zone,
      imageId: instance.imageId,
      instanceId: instance.id,
      instanceType: instance.instanceType,
      pendingTime: new Date(instance.launchedAt),
      privateIp: instance.privateIp,
      region: cloud.region,
      version: '2017-09-30',
    },
    null,
    2,
  );
}

/** A leaf's text, or the names below a directory, one a line, directories with a slash. */
function read(tree: Readonly<Record<string, string>>, path: string): string | undefined {
  const leaf = tree[path.replace(/\/$/, '')];
  if (leaf !== undefined) return leaf;
  const prefix = path.replace(/\/?$/, '/');
  const below = Object.keys(tree)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  if (below.length === 0) return undefined;
  return [...new Set(below.map((name) => (name.includes('/') ? `${name.split('/')[0]}/` : name)))].join('\n');
}

function answer(body: string, headers: Readonly<Record<string, string>> = {}): MetadataAnswer {
  return { status: 200, headers: { 'content-type': 'text/plain', server: 'EC2ws', ...headers }, body };
}

function refuse(status: number): MetadataAnswer {
  return { status, headers: { 'content-type': 'text/html', server: 'EC2ws' }, body: '' };
}
