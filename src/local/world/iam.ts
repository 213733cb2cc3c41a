import { AwsError, type Service } from '../service.ts';
import type { InstanceProfile, Role } from './iam-records.ts';
import { items, required } from './input.ts';
import type { Parts } from './parts.ts';

/** IAM, read only: roles and instance profiles are made by CloudFormation. */
export function iam({ iam: records }: Parts): Service {
  const role = (name: string) => found(records.roles.get(name), `The role with name ${name} cannot be found.`);
  const profile = (name: string) => found(records.profiles.get(name), `Instance Profile ${name} cannot be found.`);
  const whole = (one: InstanceProfile) =>
    shownProfile(
      one,
      one.roles.flatMap((name) => records.roles.get(name) ?? []),
    );
  return {
    name: 'iam',
    protocol: 'query',
    version: '2010-05-08',
    operations: {
      GetRole: (input) => ({ Role: shownRole(role(required(input, 'RoleName'))) }),
      ListRoles: () => ({ Roles: records.roles.values().map(shownRole), IsTruncated: false }),
      ListRolePolicies: (input) => ({
        PolicyNames: inline(role(required(input, 'RoleName'))).map((one) => one.PolicyName),
        IsTruncated: false,
      }),
      GetRolePolicy(input) {
        const [RoleName, PolicyName] = [required(input, 'RoleName'), required(input, 'PolicyName')];
        const policy = found(
          inline(role(RoleName)).find((one) => one.PolicyName === PolicyName),
          `The role policy with name ${PolicyName} cannot be found.`,
        );
        return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(JSON.stringify(policy.PolicyDocument)) };
      },
      ListAttachedRolePolicies: (input) => ({
        AttachedPolicies: attached(role(required(input, 'RoleName'))),
        IsTruncated: false,
      }),
      GetInstanceProfile: (input) => ({ InstanceProfile: whole(profile(required(input, 'InstanceProfileName'))) }),
      ListInstanceProfiles: () => ({ InstanceProfiles: records.profiles.values().map(whole), IsTruncated: false }),
      ListPolicies: () => ({
        Policies: records.policies.values().map((one) => ({ PolicyName: one.name, PolicyId: one.id, Arn: one.arn })),
        IsTruncated: false,
      }),
    },
  };
}

function found<T>(record: T | undefined, message: string): T {
  if (record === undefined) throw new AwsError('NoSuchEntity', message, 404);
  return record;
}

function shownRole(role: Role) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.properties['AssumeRolePolicyDocument'] ?? {})),
    MaxSessionDuration: role.properties['MaxSessionDuration'] ?? 3600,
    Tags: role.tags,
  };
}

function shownProfile(profile: InstanceProfile, roles: readonly Role[]) {
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: new Date(profile.createdAt),
    Roles: roles.map(shownRole),
  };
}

function inline(role: Role) {
  return items<{ PolicyName: string; PolicyDocument: unknown }>(role.properties['Policies']);
}

function attached(role: Role) {
  const arns = items<string>(role.properties['ManagedPolicyArns']);
  return arns.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1) }));
}
