import { join } from 'node:path';
import { detectPlatform, platformVersion } from '../platforms/detect.ts';
import type { Platform, Start } from '../platforms/platform.ts';
import { checkStart } from '../platforms/start.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import { readConfig } from './description.ts';
import { fetchArtifact } from './fetch.ts';
import type { Application } from './hosts/host.ts';
import { install } from './install.ts';
import type { InstanceDescription } from './instance.ts';
import { runOnce } from './once.ts';
import { makeRelease, type Release } from './release.ts';
import type { Timeline } from './timeline.ts';
import { resolveVariables } from './variables.ts';
import type { World } from './world.ts';

/** An application that is ready to be started. */
export interface Built {
  readonly application: Application;
  readonly config: EnvironmentConfig;
  readonly release: Release;
}

/** From the artifact bucket to an installed release. Nothing of it runs yet. */
export async function build(world: World, description: InstanceDescription, time: Timeline): Promise<Built> {
  const { home, host, journal, aws } = world;
  const { config, bundle } = await time.step('fetch', () => fetchBoth(world, description));
  const release = await time.step('unpack', () => makeRelease(home, description.version.sha256, bundle));
  const { platform, start } = await time.step('check', async () => check(release, config));
  journal.say(`${platform.title}, started because of ${start.because}.`);
  const { values, secrets } = await time.step('variables', () => resolveVariables(aws, config.variables));
  journal.conceal(secrets);
  await time.step('prepare', () => host.prepare(platformVersion(platform, config.platform.version)));
  const port = await host.choosePort(Number(values['PORT'] ?? platform.port));
  const environment: Record<string, string> = {
    ...host.environment,
    ...platform.environment,
    AWS_REGION: description.region,
    BEANPOLE_APPLICATION: description.application,
    BEANPOLE_ENVIRONMENT: description.environment,
    BEANPOLE_VERSION: description.version.label,
    ...values,
    PORT: `${port}`,
  };
  // The installation makes what the platform puts into PATH: until then the machine's own programs count.
  await time.step('install', () => install({ host, journal, platform, release, environment }));
  const path = [...platform.path.map((part) => join(release.directory, part)), environment['PATH']].join(':');
  // By its own name, not as "current": a release on trial is not the current one yet.
  const workplace = { directory: release.directory, environment: { ...environment, PATH: path }, secrets };
  const { once } = config;
  if (once !== undefined) await time.step('once', () => runOnce(world, description, { ...once, workplace }));
  const { processes } = start;
  return { config, release, application: { ...workplace, processes, port, drainMs: config.drain * 1_000 } };
}

interface Fetched {
  readonly config: EnvironmentConfig;
  readonly bundle: string;
}

async function fetchBoth({ aws, home }: World, { bucket, version, config }: InstanceDescription): Promise<Fetched> {
  const bundle = join(home, 'artifacts', `${version.sha256}.zip`);
  const settings = join(home, 'artifacts', `${config.sha256}.json`);
  const shared = { bucket };
  await Promise.all([
    fetchArtifact(aws, { ...shared, ...version, title: 'The bundle', file: bundle }),
    fetchArtifact(aws, { ...shared, ...config, title: 'The configuration', file: settings }),
  ]);
  return { config: readConfig(settings), bundle };
}

interface Checked {
  readonly platform: Platform;
  readonly start: Start;
}

/** The action has checked the same before the deploy; a finished archive may have come another way. */
function check({ source: { files, read } }: Release, config: EnvironmentConfig): Checked {
  const { platform } = detectPlatform(files, read, config.platform.name);
  return { platform, start: checkStart(platform, files, read) };
}
