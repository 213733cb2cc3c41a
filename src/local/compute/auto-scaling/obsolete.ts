import { isDeepStrictEqual } from 'node:util';
import type { Instances } from '../instances.ts';
import type { LaunchTemplates } from '../launch-templates.ts';
import type { Group, Member } from './group.ts';

/**
 * Whether an instance must go: launched from other data than the group would launch from now, or in a subnet that the group has left. Data are compared, not
 * version numbers: a rollback puts the old data into a new version, and in event logs of real rollbacks the instances that still run the old data stay.
 */
export function isObsolete(
  { templates, instances }: { readonly templates: LaunchTemplates; readonly instances: Instances },
  group: Group,
  member: Member,
): boolean {
  const instance = instances.find(member.id);
  if (instance && !group.subnets.includes(instance.subnetId)) return true;
  if (instance?.launchTemplate?.id !== group.templateId) return true;
  const { template, version: wanted } = templates.version({
    LaunchTemplateId: group.templateId,
    Version: group.templateVersion,
  });
  const own = template.versions.find((one) => one.number === member.version);
  return !isDeepStrictEqual([own?.data, own?.description], [wanted.data, wanted.description]);
}
