import { randomBytes } from 'node:crypto';
import type {
  ExistingResource,
  Json,
  JsonObject,
  ResourceHandlers,
  ResourceRequest,
  ResourceState,
} from '../engine/resource.ts';
import { members, flat } from '../protocols/xml.ts';
import type { Cloud } from '../service.ts';
import { AwsError } from '../service.ts';
import { physicalName, tagsOf, textIn } from '../services/name.ts';
import { deleteBucket, makeBucket } from './bucket.ts';
import { keepDocument } from './settings.ts';
import { bucketOf, type S3State } from './state.ts';

/** What CloudFormation makes of S3. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_S3.html */
export function s3Resources(cloud: Cloud, state: S3State): ResourceHandlers {
  return {
    'AWS::S3::Bucket': {
      create: async (request) => {
        const name = textIn(request.properties, 'BucketName') ?? physicalName(request, 63).toLowerCase();
        if (state.buckets.has(name)) throw new Error(`${name} already exists`);
        makeBucket(state, name, cloud.region);
        return applyBucket(cloud, state, { request, name });
      },
      update: async (request, existing) => applyBucket(cloud, state, { request, name: existing.physicalId }),
      delete: async (_request, existing) => removeBucket(state, existing),
    },
    'AWS::S3::BucketPolicy': {
      create: async (request) => {
        const bucket = textIn(request.properties, 'Bucket') ?? '';
        if (bucketOf(state, bucket).documents['policy'] !== undefined) {
          throw new Error(`The bucket policy already exists on bucket ${bucket}.`);
        }
        return applyPolicy(state, request, bucket);
      },
      update: async (request, existing) => applyPolicy(state, request, existing.physicalId),
      delete: async (_request, existing) => {
        if (state.buckets.has(existing.physicalId))
          keepDocument(state, existing.physicalId, { subresource: 'policy', text: undefined });
      },
    },
  };
}

/** Properties that are kept, with the subresource and the root that S3 has for them. */
const documents: Readonly<
  Record<string, { readonly subresource: string; readonly root: string; readonly render: (value: Json) => object }>
> = {
  BucketEncryption: {
    subresource: 'encryption',
    root: 'ServerSideEncryptionConfiguration',
    render: (value) => ({ Rule: flat(list(value, 'ServerSideEncryptionConfiguration').map(encryptionRule)) }),
  },
  PublicAccessBlockConfiguration: {
    subresource: 'publicAccessBlock',
    root: 'PublicAccessBlockConfiguration',
    render: (value) => {
      const names = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
      return Object.fromEntries(names.map((name) => [name, String((value as JsonObject)[name] ?? false)]));
    },
  },
  OwnershipControls: {
    subresource: 'ownershipControls',
    root: 'OwnershipControls',
    render: (value) => ({ Rule: flat(list(value, 'Rules')) }),
  },
  LifecycleConfiguration: {
    subresource: 'lifecycle',
    root: 'LifecycleConfiguration',
    render: (value) => ({ Rule: flat(list(value, 'Rules').map(lifecycleRule)) }),
  },
};

const done = new Set(['BucketName', 'Tags', 'VersioningConfiguration', ...Object.keys(documents)]);

function applyBucket(cloud: Cloud, state: S3State, given: { request: ResourceRequest; name: string }): ResourceState {
  const { request, name } = given;
  const { properties } = request;
  const unknown = Object.keys(properties).filter((property) => !done.has(property));
  if (unknown.length > 0) request.note(`The local cloud makes the bucket without ${unknown.join(', ')}.`);
  for (const [property, { subresource, root, render }] of Object.entries(documents)) {
    const value = properties[property];
    const text = value === undefined || value === null ? undefined : documentOf(root, render(value));
    keepDocument(state, name, { subresource, text });
  }
  keepDocument(state, name, { subresource: 'tagging', text: JSON.stringify(tagsOf(request)) });
  const status = (properties['VersioningConfiguration'] as JsonObject | undefined)?.['Status'];
  const { versioning: before, ...bucket } = bucketOf(state, name);
  // Once a bucket has kept versions it never again is one that has not.
  const versioning = status === 'Enabled' ? 'Enabled' : before && 'Suspended';
  state.buckets.set(name, { ...bucket, ...(versioning !== undefined && { versioning }) });
  const { partition, region } = cloud;
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:${partition}:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  };
}

async function removeBucket(state: S3State, existing: ExistingResource): Promise<void> {
  if (!state.buckets.has(existing.physicalId)) return;
  try {
    await deleteBucket(state, existing.physicalId);
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    const request = randomBytes(8).toString('hex').toUpperCase();
    throw new Error(`${cause.message} (Service: S3, Status Code: ${cause.status}, Request ID: ${request})`, { cause });
  }
}

function applyPolicy(state: S3State, request: ResourceRequest, bucket: string): ResourceState {
  keepDocument(state, bucket, { subresource: 'policy', text: textIn(request.properties, 'PolicyDocument') });
  return { physicalId: bucket, attributes: {} };
}

function documentOf(root: string, content: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${members(content, '')}</${root}>`;
}

function list(value: Json, name: string): JsonObject[] {
  const items = (value as JsonObject)[name];
  return Array.isArray(items) ? (items as JsonObject[]) : [];
}

function encryptionRule(rule: JsonObject): object {
  const given = (rule['ServerSideEncryptionByDefault'] ?? {}) as JsonObject;
  const { SSEAlgorithm, KMSMasterKeyID } = given;
  return {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID },
    BucketKeyEnabled: String(rule['BucketKeyEnabled'] ?? false),
  };
}

function lifecycleRule(rule: JsonObject): object {
  const {
    Id,
    Status,
    Prefix,
    ExpirationInDays,
    NoncurrentVersionExpiration,
    NoncurrentVersionExpirationInDays,
    AbortIncompleteMultipartUpload,
  } = rule;
  const noncurrent =
    NoncurrentVersionExpiration ??
    (NoncurrentVersionExpirationInDays && { NoncurrentDays: NoncurrentVersionExpirationInDays });
  return {
    ID: Id,
    Filter: { Prefix: Prefix ?? '' },
    Status,
    Expiration: ExpirationInDays && { Days: ExpirationInDays },
    NoncurrentVersionExpiration: noncurrent,
    AbortIncompleteMultipartUpload,
  };
}
