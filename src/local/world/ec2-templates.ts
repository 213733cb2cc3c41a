import { type LaunchTemplate, type LaunchTemplateVersion, pick } from '../compute/launch-templates.ts';
import type { Service, WireInput } from '../service.ts';
import { filtered } from './filters.ts';
import { items, list, required, text } from './input.ts';
import type { Parts } from './parts.ts';

/** Launch templates as EC2's API has them. */
export function templateOperations(parts: Parts): Service['operations'] {
  const { templates } = parts;
  return {
    DescribeLaunchTemplates: (input) => ({ launchTemplates: chosen(parts, input).map((one) => shown(parts, one)) }),
    DescribeLaunchTemplateVersions(input) {
      const wanted = list(input['LaunchTemplateVersion']);
      const named = input['LaunchTemplateId'] !== undefined || input['LaunchTemplateName'] !== undefined;
      const among = named ? [templates.describe(reference(input))] : templates.all();
      return {
        launchTemplateVersionSet: among.flatMap((one) =>
          versionsOf(one, wanted).map((version) => shownVersion(parts, one, version)),
        ),
      };
    },
    CreateLaunchTemplate(input) {
      const data = (input['LaunchTemplateData'] ?? {}) as Record<string, unknown>;
      const made = templates.create(required(input, 'LaunchTemplateName', 'MissingParameter'), fromWire(data), {
        tags: [],
      });
      return { launchTemplate: shown(parts, made) };
    },
    CreateLaunchTemplateVersion(input) {
      const { id } = templates.describe(reference(input));
      const made = templates.addVersion(
        id,
        fromWire((input['LaunchTemplateData'] ?? {}) as Record<string, unknown>),
        text(input['VersionDescription']),
      );
      return { launchTemplateVersion: shownVersion(parts, made, pick(made, '$Latest')) };
    },
    DeleteLaunchTemplate(input) {
      const found = templates.describe(reference(input));
      templates.remove(found.id);
      return { launchTemplate: shown(parts, found) };
    },
  };
}

function reference(input: WireInput) {
  const [id, name] = [text(input['LaunchTemplateId']), text(input['LaunchTemplateName'])];
  return { ...(id !== undefined && { LaunchTemplateId: id }), ...(name !== undefined && { LaunchTemplateName: name }) };
}

function chosen({ templates }: Parts, input: WireInput): LaunchTemplate[] {
  const ids = list(input['LaunchTemplateId']).map((LaunchTemplateId) => templates.describe({ LaunchTemplateId }));
  const names = list(input['LaunchTemplateName']).map((LaunchTemplateName) =>
    templates.describe({ LaunchTemplateName }),
  );
  const records = ids.length + names.length > 0 ? [...ids, ...names] : templates.all();
  return filtered(records, input['Filter'], { 'launch-template-name': (one) => [one.name] });
}

function versionsOf(template: LaunchTemplate, wanted: readonly string[]): readonly LaunchTemplateVersion[] {
  return wanted.length > 0 ? wanted.map((one) => pick(template, one)) : [...template.versions].reverse();
}

function shown({ cloud }: Parts, one: LaunchTemplate) {
  return {
    launchTemplateId: one.id,
    launchTemplateName: one.name,
    createTime: new Date(one.createdAt),
    createdBy: `arn:${cloud.partition}:iam::${cloud.account}:root`,
    defaultVersionNumber: one.defaultVersion,
    latestVersionNumber: one.versions.length,
    tagSet: one.tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
  };
}

function shownVersion(parts: Parts, template: LaunchTemplate, version: LaunchTemplateVersion) {
  const { launchTemplateId, launchTemplateName, createdBy } = shown(parts, template);
  return {
    launchTemplateId,
    launchTemplateName,
    createdBy,
    versionNumber: version.number,
    createTime: new Date(version.createdAt),
    versionDescription: version.description,
    defaultVersion: version.number === template.defaultVersion,
    launchTemplateData: toWire(version.data),
  };
}

/** Where the wire's name of a list is not its name with a small letter. */
const listNames: Readonly<Record<string, string>> = {
  SecurityGroupIds: 'securityGroupIdSet',
  BlockDeviceMappings: 'blockDeviceMappingSet',
  TagSpecifications: 'tagSpecificationSet',
  NetworkInterfaces: 'networkInterfaceSet',
  Tags: 'tagSet',
  Groups: 'groupSet',
};

function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      listNames[name] ?? `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      toWire(inner),
    ]),
  );
}

/** Lists come in under the name of one item. */
function fromWire(data: Readonly<Record<string, unknown>>) {
  const { SecurityGroupId: groups, TagSpecification: specifications, ...rest } = data;
  const TagSpecifications = items(specifications).map((one) => ({
    ResourceType: one['ResourceType'],
    Tags: items(one['Tag']),
  }));
  return {
    ...rest,
    ...(groups !== undefined && { SecurityGroupIds: list(groups) }),
    ...(TagSpecifications.length > 0 && { TagSpecifications }),
  };
}
