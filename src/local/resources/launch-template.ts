import { isDeepStrictEqual } from 'node:util';
import type { ResourceHandler } from '../engine/resource.ts';
import type { LaunchTemplate, LaunchTemplateData } from '../compute/launch-templates.ts';
import { text } from '../world/input.ts';
import { generatedName } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { tagsOf } from './network.ts';

/** `AWS::EC2::LaunchTemplate`: every change of data or description, back to an earlier one too, is a new version; the default version stays the first. */
export function launchTemplateHandler({ templates }: Parts): ResourceHandler {
  const state = (template: LaunchTemplate) => ({
    physicalId: template.id,
    attributes: {
      LaunchTemplateId: template.id,
      LatestVersionNumber: String(template.versions.length),
      DefaultVersionNumber: String(template.defaultVersion),
    },
  });
  return {
    async create(request) {
      const { properties } = request;
      const name = text(properties['LaunchTemplateName']) ?? generatedName(request, 128);
      const description = text(properties['VersionDescription']);
      const more = { tags: tagsOf(request), ...(description !== undefined && { description }) };
      return state(templates.create(name, dataOf(properties), more));
    },
    async update({ properties }, existing) {
      const template = templates.describe({ LaunchTemplateId: existing.physicalId });
      const same = ['LaunchTemplateData', 'VersionDescription'].every((name) =>
        isDeepStrictEqual(properties[name], existing.properties[name]),
      );
      if (same) return state(template);
      return state(templates.addVersion(template.id, dataOf(properties), text(properties['VersionDescription'])));
    },
    delete: async (_, { physicalId }) => templates.remove(physicalId),
  };
}

function dataOf(properties: Readonly<Record<string, unknown>>): LaunchTemplateData {
  return (properties['LaunchTemplateData'] ?? {}) as LaunchTemplateData;
}
