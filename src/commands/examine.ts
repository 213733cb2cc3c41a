import type { Artifacts } from '../bundle/artifacts.ts';
import { readManifest } from '../bundle/publish.ts';
import { keys } from '../bundle/version.ts';
import type { Examination, Missing } from '../deploy/doctor.ts';
import type { Stack } from '../deploy/ports.ts';
import { liveValues } from '../plan/slots.ts';
import type { Cloud } from '../world.ts';
import { watch } from './observe.ts';

/** Looks at everything that an environment consists of, and touches nothing. */
export async function examine(
  compute: Stack,
  { bucket, now }: { readonly bucket: string; readonly now: number },
  cloud: Cloud,
): Promise<Examination> {
  const group = compute.outputs['AutoScalingGroupName'];
  const image = liveValues(compute.parameters)['ImageId'];
  const [seen, refreshes, missing, isBootable] = await Promise.all([
    watch(compute, cloud, now),
    group === undefined ? [] : cloud.fleet.refreshes(group),
    missingOf(compute, cloud.artifacts(bucket)),
    image === undefined || cloud.images.exists(image),
  ]);
  return { compute, ...seen, refreshes, missing, goneImage: isBootable ? undefined : image };
}

/** What instances of the live version fetch, and what a rollback to the previous one would. */
async function missingOf({ parameters: all, outputs }: Stack, artifacts: Artifacts): Promise<readonly Missing[]> {
  const parameters = liveValues(all);
  const live = { version: 'live', label: outputs['Version'] ?? '' } as const;
  const wanted: readonly Missing[] = [
    { ...live, what: 'bundle', key: parameters['BundleKey'] ?? '' },
    { ...live, what: 'agent', key: parameters['AgentKey'] ?? '' },
    { ...live, what: 'configuration', key: parameters['ConfigKey'] ?? '' },
    ...(await previousParts(outputs['PreviousVersion'], artifacts)),
  ];
  const there = await Promise.all(wanted.map(({ key }) => artifacts.head(key)));
  return wanted.filter((_, index) => there[index] === undefined);
}

/** Agent, configuration and image stay as they are in a rollback, so only the bundle matters; without a manifest nobody knows where that is. */
async function previousParts(label: string | undefined, artifacts: Artifacts): Promise<readonly Missing[]> {
  if (label === undefined || label === 'none') return [];
  const manifest = await readManifest(label, artifacts);
  const part = manifest === undefined ? 'manifest' : 'bundle';
  return [{ version: 'previous', label, what: part, key: manifest?.key ?? keys.manifest(label) }];
}
