import type { Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tag } from './filters.ts';
import { iamArn } from './names.ts';

/** A role. Its policies are kept as they are written; nothing is refused for lack of permission on a local cloud. */
export interface Role {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
}

/** An instance profile and the role in it. */
export interface InstanceProfile {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: number;
  readonly roles: readonly string[];
}

/** A customer managed policy. */
export interface ManagedPolicy {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What IAM remembers, by name. */
export interface IamRecords {
  readonly roles: Collection<Role>;
  readonly profiles: Collection<InstanceProfile>;
  readonly policies: Collection<ManagedPolicy>;
  /** Who an instance with this profile (name or ARN) acts as. */
  roleOf(
    profile: string,
  ): { readonly name: string; readonly profileArn: string; readonly profileId: string } | undefined;
}

/** Opens what the cloud's store remembers of IAM. */
export function iamRecords(cloud: Cloud): IamRecords {
  const profiles = cloud.store.collection<InstanceProfile>('instance-profiles');
  return {
    roles: cloud.store.collection('roles'),
    policies: cloud.store.collection('managed-policies'),
    profiles,
    roleOf(profile) {
      const found = profiles.get(profile) ?? profiles.values().find((one) => one.arn === profile);
      const name = found?.roles[0];
      return found && name !== undefined ? { name, profileArn: found.arn, profileId: found.id } : undefined;
    },
  };
}

/** The ARN of something in IAM that has a path. */
export function pathArn(
  cloud: Cloud,
  kind: string,
  { path, name }: { readonly path: string; readonly name: string },
): string {
  return iamArn(cloud, `${kind}${path}${name}`);
}
