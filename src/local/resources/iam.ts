import type { ResourceHandlers, ResourceRequest } from '../engine/resource.ts';
import { pathArn } from '../world/iam-records.ts';
import { list, text } from '../world/input.ts';
import { generatedName, newId } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { tagsOf } from './network.ts';

/** `AWS::IAM::Role`, `InstanceProfile` and `ManagedPolicy`: kept as written. A local cloud refuses nobody for lack of permission. */
export function iamHandlers(parts: Parts): ResourceHandlers {
  return {
    'AWS::IAM::Role': {
      create: async (request) => putRole(parts, named(request, 'RoleName'), request),
      update: async (request, { physicalId }) => putRole(parts, physicalId, request),
      delete: async (_, { physicalId }) => parts.iam.roles.delete(physicalId),
    },
    'AWS::IAM::InstanceProfile': {
      create: async (request) => putProfile(parts, named(request, 'InstanceProfileName', 128), request),
      update: async (request, { physicalId }) => putProfile(parts, physicalId, request),
      delete: async (_, { physicalId }) => parts.iam.profiles.delete(physicalId),
    },
    'AWS::IAM::ManagedPolicy': {
      create: async (request) => putPolicy(parts, named(request, 'ManagedPolicyName', 128), request),
      update: async (request, existing) =>
        putPolicy(parts, existing.physicalId.slice(existing.physicalId.lastIndexOf('/') + 1), request),
      delete: async (_, { physicalId }) => parts.iam.policies.delete(physicalId.slice(physicalId.lastIndexOf('/') + 1)),
    },
  };
}

function named(request: ResourceRequest, property: string, limit = 64): string {
  return text(request.properties[property]) ?? generatedName(request, limit);
}

function putRole({ cloud, iam }: Parts, name: string, request: ResourceRequest) {
  const path = text(request.properties['Path']) ?? '/';
  const known = iam.roles.get(name);
  const id = known?.id ?? newId('AROA').replace('-', '').toUpperCase().slice(0, 21);
  const arn = pathArn(cloud, 'role', { path, name });
  const createdAt = known?.createdAt ?? cloud.clock.now();
  iam.roles.set(name, { name, id, arn, path, createdAt, properties: request.properties, tags: tagsOf(request) });
  return { physicalId: name, attributes: { Arn: arn, RoleId: id } };
}

function putProfile({ cloud, iam }: Parts, name: string, { properties }: ResourceRequest) {
  const path = text(properties['Path']) ?? '/';
  const known = iam.profiles.get(name);
  const id = known?.id ?? newId('AIPA').replace('-', '').toUpperCase().slice(0, 21);
  const arn = pathArn(cloud, 'instance-profile', { path, name });
  iam.profiles.set(name, {
    name,
    id,
    arn,
    path,
    createdAt: known?.createdAt ?? cloud.clock.now(),
    roles: list(properties['Roles']),
  });
  return { physicalId: name, attributes: { Arn: arn, InstanceProfileId: id } };
}

function putPolicy({ cloud, iam }: Parts, name: string, { properties }: ResourceRequest) {
  const path = text(properties['Path']) ?? '/';
  const arn = pathArn(cloud, 'policy', { path, name });
  const id = iam.policies.get(name)?.id ?? newId('ANPA').replace('-', '').toUpperCase().slice(0, 21);
  iam.policies.set(name, { name, id, arn, properties });
  return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: id } };
}
