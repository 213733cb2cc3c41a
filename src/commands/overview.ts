import { newestVersions } from '../bundle/list.ts';
import type { Ended } from '../report/ended.ts';
import { endOfOverview } from '../report/overview.ts';
import type { Cloud } from '../world.ts';
import { observe } from './observe.ts';

/** Versions that are shown. */
const mostVersions = 10;

/** Says which environments an application has, what is live in each and how it is, and which versions there are. Touches nothing. */
export async function overview(
  application: string,
  { cloud, now }: { readonly cloud: Cloud; readonly now: number },
): Promise<Ended> {
  const stacks = await cloud.stacks.list({ 'beanpole:application': application });
  const computes = stacks.filter(({ name, tags }) => name === `${application}-${tags['beanpole:environment']}`);
  const environments = await Promise.all(computes.map((compute) => observe(compute, cloud, now)));
  const bucket = stacks.find(({ name }) => name === application)?.outputs['ArtifactBucket'];
  const versions =
    bucket === undefined ? { count: 0, newest: [] } : await newestVersions(mostVersions, cloud.artifacts(bucket));
  return endOfOverview({ application, isThere: bucket !== undefined, environments, versions });
}
