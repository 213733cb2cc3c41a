import { launchSettings } from '../launch-templates.ts';
import { activeMembers, type Group, type Market, type Member } from './group.ts';
import type { Site } from './groups.ts';

/** Where an instance goes, and where it is bought. */
interface Purchase {
  readonly subnetId: string;
  readonly market: Market;
}

/** Launches an instance of a group into a subnet, as its launch template says; gives its id. */
export async function launch(site: Site, name: string, { subnetId, market }: Purchase): Promise<string> {
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
  const [first] = group.mixed?.types ?? [];
  const isSpot = market === 'spot';
  const { id, instanceType } = await site.instances.launch({
    ...settings,
    ...(first === undefined ? {} : { instanceType: first }),
    ...(isSpot && { isSpot }),
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
    ...(isSpot && { isSpot }),
    launchedAt,
    lifecycle: 'Pending',
    health: 'Healthy',
    version: version.number,
  };
  const now = site.records.get(name);
  if (now) site.records.set(name, { ...now, members: [...now.members, member] });
  return id;
}

/**
 * Where the next instance is bought: first the base on demand, then as many as keep the percentage, rounded up in favour of on demand. `launching`: what is on its way.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html
 */
export function nextMarket(group: Group, launching: readonly Market[]): Market {
  if (group.mixed === undefined) return 'on-demand';
  const { onDemandBase, onDemandPercent } = group.mixed;
  const there = activeMembers(group).map(({ isSpot }): Market => (isSpot === true ? 'spot' : 'on-demand'));
  const all = [...there, ...launching];
  const size = all.length + 1;
  const above = Math.max(size - onDemandBase, 0);
  const wanted = Math.min(size, onDemandBase) + Math.ceil((above * onDemandPercent) / 100);
  return all.filter((market) => market === 'on-demand').length < wanted ? 'on-demand' : 'spot';
}

type Tag = { readonly Key: string; readonly Value: string };

/** Tags of an instance from several sources; where a launch template and its group both have a key, the group's value holds. */
export function united(...sources: readonly (readonly Tag[])[]): readonly Tag[] {
  return [...new Map(sources.flat().map((tag) => [tag.Key, tag])).values()];
}
