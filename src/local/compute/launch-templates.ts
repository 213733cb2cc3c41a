import { AwsError, type Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tag } from '../world/filters.ts';
import { isSet, items, list, text } from '../world/input.ts';
import { newId } from '../world/names.ts';

/** Launch template data as the API and the template give it: both use the same names. */
export type LaunchTemplateData = Readonly<Record<string, unknown>>;

/** One immutable version of a launch template. */
export interface LaunchTemplateVersion {
  readonly number: number;
  readonly description?: string;
  readonly createdAt: number;
  readonly data: LaunchTemplateData;
}

/** A launch template with all its versions. */
export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly defaultVersion: number;
  readonly versions: readonly LaunchTemplateVersion[];
  readonly tags: readonly Tag[];
}

/** Names a version: a number, `$Latest` or `$Default`. */
export interface LaunchTemplateReference {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
  readonly Version?: string;
}

/** The launch templates of the cloud. */
export interface LaunchTemplates {
  create(name: string, data: LaunchTemplateData, more: { description?: string; tags: readonly Tag[] }): LaunchTemplate;
  addVersion(id: string, data: LaunchTemplateData, description?: string): LaunchTemplate;
  remove(id: string): void;
  /** Throws `InvalidLaunchTemplateId.NotFound` or `InvalidLaunchTemplateName.NotFoundException`. */
  describe(reference: LaunchTemplateReference): LaunchTemplate;
  /** Throws `InvalidLaunchTemplateId.VersionNotFound`. */
  version(reference: LaunchTemplateReference): {
    readonly template: LaunchTemplate;
    readonly version: LaunchTemplateVersion;
  };
  all(): LaunchTemplate[];
}

/** EC2 takes 16 KB of user data before base64, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const longestUserData = 16_384;

/** Opens the launch templates recorded in the cloud's store. */
export function launchTemplates(cloud: Cloud): LaunchTemplates {
  const records = cloud.store.collection<LaunchTemplate>('launch-templates');
  const describe = (reference: LaunchTemplateReference) => find(records, reference);
  return {
    describe,
    all: () => records.values(),
    remove: (id) => records.delete(id),
    create(name, data, more) {
      const first = versionOf(1, data, { now: cloud.clock.now(), description: more.description });
      const template = {
        id: newId('lt'),
        name,
        createdAt: first.createdAt,
        defaultVersion: 1,
        versions: [first],
        tags: more.tags,
      };
      records.set(template.id, template);
      return template;
    },
    addVersion(id, data, description) {
      const template = describe({ LaunchTemplateId: id });
      const next = versionOf(template.versions.length + 1, data, { now: cloud.clock.now(), description });
      const changed = { ...template, versions: [...template.versions, next] };
      records.set(id, changed);
      return changed;
    },
    version(reference) {
      const template = describe(reference);
      return { template, version: pick(template, reference.Version) };
    },
  };
}

function find(
  records: Collection<LaunchTemplate>,
  { LaunchTemplateId: id, LaunchTemplateName: name }: LaunchTemplateReference,
) {
  const found = id === undefined ? records.values().find((one) => one.name === name) : records.get(id);
  if (found) return found;
  if (id !== undefined)
    throw new AwsError(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${id}, does not exist.`,
    );
  throw new AwsError(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name}, does not exist.`,
  );
}

/** The version that a reference names; without one the default version, as Auto Scaling and EC2 read it. */
export function pick(template: LaunchTemplate, reference: string | undefined): LaunchTemplateVersion {
  const number = versionNumber(template, reference);
  const version = template.versions.find((one) => one.number === number);
  if (version) return version;
  throw new AwsError(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${reference} for the launch template with ID ${template.id}.`,
  );
}

function versionNumber(template: LaunchTemplate, reference: string | undefined): number {
  if (reference === undefined || reference === '' || reference === '$Default') return template.defaultVersion;
  return reference === '$Latest' ? template.versions.length : Number(reference);
}

function versionOf(
  number: number,
  data: LaunchTemplateData,
  more: { now: number; description: string | undefined },
): LaunchTemplateVersion {
  checkUserData(text(data['UserData']));
  return {
    number,
    createdAt: more.now,
    data,
    ...(more.description !== undefined && { description: more.description }),
  };
}

function checkUserData(userData: string | undefined): void {
  if (userData === undefined) return;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) {
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  }
  if (Buffer.from(userData, 'base64').length > longestUserData) {
    throw new AwsError('InvalidUserData.Malformed', `User data is limited to ${longestUserData} bytes`);
  }
}

/** What instances take from launch template data. */
export function launchSettings(data: LaunchTemplateData) {
  const profile = (data['IamInstanceProfile'] ?? {}) as { Arn?: string; Name?: string };
  const options = (data['MetadataOptions'] ?? {}) as { HttpTokens?: string; InstanceMetadataTags?: string };
  const monitoring = (data['Monitoring'] ?? {}) as { Enabled?: unknown };
  const network = items<{ Groups?: unknown; SubnetId?: string }>(data['NetworkInterfaces'])[0];
  const tags = items<{ ResourceType?: string; Tags?: Tag[] }>(data['TagSpecifications']).filter(
    (one) => one.ResourceType === 'instance',
  );
  const userData = text(data['UserData']);
  const named = profile.Arn ?? profile.Name;
  return {
    imageId: text(data['ImageId']) ?? '',
    instanceType: text(data['InstanceType']) ?? 'm1.small',
    securityGroups: [...list(data['SecurityGroupIds']), ...list(network?.Groups)],
    tags: tags.flatMap((one) => one.Tags ?? []),
    // Amazon Linux 2023 images are flagged `imds-support: v2.0`: a token is required unless the template says otherwise.
    tokensRequired: options.HttpTokens !== 'optional',
    metadataTags: options.InstanceMetadataTags === 'enabled',
    detailedMonitoring: isSet(monitoring.Enabled),
    ...(userData !== undefined && { userData }),
    ...(named !== undefined && { profile: named }),
  };
}
