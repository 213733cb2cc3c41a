import { publishVersion } from '../bundle/publish.ts';
import { putAgent, putConfig } from '../bundle/store.ts';
import type { Published } from '../plan/parameters.ts';
import { type Addresses, environmentConfig } from '../settings/environment-config.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';
import { imageOf } from './image.ts';
import type { Code } from './source.ts';

/** What is published, and where the environments are that its variables refer to. */
interface Publication {
  readonly settings: Settings;
  readonly code: Code;
  readonly cloud: Cloud;
  readonly addresses: Addresses;
}

/** Puts everything that an instance fetches into the bucket: the bundle under its label, the agent, the environment's configuration. */
export async function publish(
  { settings, code, cloud, addresses }: Publication,
  bucket: string,
  world: World,
): Promise<Published> {
  const { journal, run, files, clock } = world;
  const artifacts = cloud.artifacts(bucket);
  const image = code.image && { image: await imageOf(code.image, { settings, cloud, bucket }, world) };
  journal.stage(`Version ${code.label}`);
  const wanted = {
    label: code.label,
    platform: code.platform.name,
    createdAt: new Date(clock.now()).toISOString(),
    sourceDigest: code.digest,
    ...code.origin,
    ...image,
    ...(run.url === undefined ? {} : { run: run.url }),
  };
  const [version, agent, config] = await Promise.all([
    publishVersion(wanted, code.bundle, artifacts),
    putAgent(world.agent, files, artifacts),
    putConfig(settings.environment, environmentConfig(settings, { platform: code.platform, addresses }), artifacts),
  ]);
  journal.line(said(version));
  return {
    label: version.manifest.label,
    bundleKey: version.manifest.key,
    bundleSha256: version.manifest.sha256,
    agentKey: agent.key,
    agentSha256: agent.sha256,
    configKey: config.key,
    configSha256: config.sha256,
    // Of a version that is known already it is the one that was built for it then.
    ...(version.manifest.image === undefined ? {} : { image: version.manifest.image }),
  };
}

function said({ manifest, uploaded, reused }: Awaited<ReturnType<typeof publishVersion>>): string {
  const { label, entries, size } = manifest;
  const facts = `${entries} files, ${size} bytes`;
  if (uploaded) return `"${label}": bundle uploaded (${facts})`;
  return reused === 'version'
    ? `"${label}" is known already: nothing zipped, nothing uploaded (${facts})`
    : `"${label}" has the bytes of a bundle that is there already: nothing uploaded (${facts})`;
}
