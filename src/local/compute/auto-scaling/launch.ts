import { launchSettings } from '../launch-templates.ts';
import type { Member } from './group.ts';
import type { Site } from './groups.ts';

/** Launches an instance of a group into a subnet, as its launch template says; gives its id. */
export async function launch(site: Site, name: string, subnetId: string): Promise<string> {
  const group = site.records.get(name);
  if (!group) throw new Error(`AutoScalingGroup ${name} was deleted.`);
  const { template, version } = site.templates.version({
    LaunchTemplateId: group.templateId,
    Version: group.templateVersion,
  });
  const settings = launchSettings(version.data);
  const { zone, vpcId } = site.network.subnet(subnetId);
  const own = [{ Key: 'aws:autoscaling:groupName', Value: name }];
  const propagated = group.tags.filter((tag) => tag.propagate).map(({ Key, Value }) => ({ Key, Value }));
  const named = [
    { Key: 'aws:ec2launchtemplate:id', Value: template.id },
    { Key: 'aws:ec2launchtemplate:version', Value: String(version.number) },
  ];
  const launchTemplate = { id: template.id, version: version.number };
  const tags = united(settings.tags, propagated, own, named);
  const { id, instanceType } = await site.instances.launch({
    ...settings,
    tags,
    subnetId,
    zone,
    vpcId,
    launchTemplate,
  });
  const launchedAt = site.cloud.clock.now();
  const member: Member = {
    id,
    zone,
    instanceType,
    launchedAt,
    lifecycle: 'Pending',
    health: 'Healthy',
    version: version.number,
  };
  const now = site.records.get(name);
  if (now) site.records.set(name, { ...now, members: [...now.members, member] });
  return id;
}

type Tag = { readonly Key: string; readonly Value: string };

/** Tags of an instance from several sources; where a launch template and its group both have a key, the group's value holds. */
export function united(...sources: readonly (readonly Tag[])[]): readonly Tag[] {
  return [...new Map(sources.flat().map((tag) => [tag.Key, tag])).values()];
}
