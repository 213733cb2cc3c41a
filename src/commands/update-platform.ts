import type { Manifest } from '../bundle/version.ts';
import type { Stack } from '../deploy/ports.ts';
import { newestFor } from '../deploy/image.ts';
import { BeanpoleError } from '../errors.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { liveValues } from '../plan/slots.ts';
import type { Ended } from '../report/ended.ts';
import { endOfPlatformUpdate } from '../report/platform.ts';
import { fleetIn } from '../template/capacity.ts';
import type { World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { putInPlace, type Standing } from './versions.ts';

/**
 * Brings the newest machine image to every instance, with the version that runs: by the environment's own policy and behind its gate, so an image on which the
 * application does not come up goes back. Needs no checkout.
 */
export async function updatePlatform(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const plan = makePlan(settings, world.run);
  refusePinned(plan);
  const cloud = openCloud(settings, world);
  await foreseeSession(settings, cloud, world);
  const images: { before?: string; after?: string } = {};
  const newest = async (standing: Standing): Promise<string> => {
    refuseStaying(standing);
    const { live } = standing;
    images.before = liveValues(live.parameters)['ImageId'] ?? '';
    images.after = await newestFor(live, cloud.images);
    return images.after;
  };
  const ended = await putInPlace({ plan, cloud, pick: liveVersion, image: newest, slots: plan.slots }, world);
  return endOfPlatformUpdate(ended, { environment: settings.environment, ...images });
}

function liveVersion({ outputs: { Version }, name }: Stack): string {
  if (Version !== undefined) return Version;
  throw new BeanpoleError('version', `No version is live in the stack "${name}".`, { fix: 'Deploy one first.' });
}

function refusePinned({ image }: Plan): void {
  if (image === undefined) return;
  throw new BeanpoleError('refused', `The settings pin the machine image ${image} (instances.image).`, {
    fix: 'Nothing was touched. Name another image there and deploy, or remove the key: the image that runs stays until this command brings a newer one.',
  });
}

function refuseStaying({ manifest, template }: Standing): void {
  if (manifest.image !== undefined) throw built(manifest);
  if (fleetIn(template)?.deploy.policy !== 'in-place') return;
  throw new BeanpoleError('refused', 'With the policy in-place instances stay, and so does their machine image.', {
    fix: 'Nothing was touched. Deploy once with another policy (`set: deploy.policy=rolling-with-additional-batch`, or `immutable` for a single instance), update the platform, and deploy again as always.',
  });
}

function built({ label, image }: Manifest): BeanpoleError {
  return new BeanpoleError(
    'refused',
    `Version "${label}" runs on ${image}, which was built for it (instances.packer).`,
    {
      fix: 'Nothing was touched. Change the directory of instances.packer, for example the image that it begins with, and deploy.',
    },
  );
}
