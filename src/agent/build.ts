import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { tasksIn } from '../platforms/cron.ts';
import { detectPlatform, platformVersion } from '../platforms/detect.ts';
import { checkStart } from '../platforms/order.ts';
import type { Platform, Start } from '../platforms/platform.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import { readConfig } from './description.ts';
import { extensions } from './extensions/extensions.ts';
import { fetchArtifact } from './fetch.ts';
import { hooks, type Occasion, type RunHooks } from './hooks.ts';
import type { Application, Workplace } from './hosts/host.ts';
import type { InstanceDescription } from './instance.ts';
import { onceOf, runOnce } from './once.ts';
import { leader } from './leader.ts';
import { leaderVariables } from './leadership.ts';
import { isBuilt, make } from './make.ts';
import { choosePorts, preferredPort, withPipes } from './other-doors.ts';
import { makeRelease, type Release } from './release.ts';
import { staticFilesOf } from './static-wishes.ts';
import type { Timeline } from './timeline.ts';
import { factsOf } from './tools/facts.ts';
import { installTools, keep, showAt } from './tools/scripts-view.ts';
import { tracingVariables, withTracing } from './tracing.ts';
import { attempt } from './trial.ts';
import { ours } from './variables.ts';
import { variablesOf } from './variables-of.ts';
import type { World } from './world.ts';

/** An application that is ready to be started. */
export interface Built {
  readonly application: Application;
  readonly config: EnvironmentConfig;
  readonly release: Release;
  /** What the application wants to happen once it is proven. */
  readonly hooks: RunHooks;
}

/** Which scripts of a release are due: a boot's only the first time. */
export type Deployment = 'boot' | Occasion;

/** From the artifact bucket to an installed release, in Beanstalk's order: staging, prebuild, install and build, predeploy. Nothing of it runs yet. */
export async function build(
  world: World,
  description: InstanceDescription,
  time: Timeline,
  deployment: Deployment = 'boot',
): Promise<Built> {
  const ground = await prepare(world, description, time);
  const { config, release, platform, start, variables, environment, secrets, ports } = ground;
  const { directory } = release;
  const path = [...platform.path.map((part) => join(directory, part)), environment['PATH']].join(delimiter);
  // By its own name, not as "current": a release on trial is not the current one yet.
  const workplace = { directory, environment: { ...environment, PATH: path }, secrets };
  const first = release.has('deployed') ? undefined : 'hooks';
  const occasion = deployment === 'boot' ? first : deployment;
  const { host, journal } = world;
  const leads = await leaderVariables(world, description, { release, occasion });
  const forScripts = { ...environment, ...leads };
  const run = hooks({ occasion, release, time, work: { host, journal, environment: forScripts } });
  const lead = leader({ world, description, workplace });
  const { clock, until } = world;
  const { system } = platform;
  const extend = extensions(occasion, {
    system,
    host,
    journal,
    clock,
    until,
    environment: forScripts,
    release,
    lead,
    time,
  });
  showToScripts(world, description, ground);
  await extend.machine();
  await run('prebuild');
  // The installation makes what the platform puts into PATH: until then the machine's own programs count.
  await make({ world, platform, release, environment, time });
  writeFiles(release, start.files?.({ directory, port: ports.port, variables }) ?? {});
  await extend.release({ ...workplace.environment, ...leads });
  await run('predeploy');
  const once = onceOf({ config, once: platform.once?.(release.source) }, workplace);
  if (once !== undefined) await time.step('once', () => runOnce(world, description, once));
  const after: RunHooks = async (moment) => {
    if (moment === 'postdeploy') showAt(host.root, 'current', world.home, description);
    await run(moment);
    if (moment === 'postdeploy') release.mark('deployed');
  };
  return { config, release, application: { ...workplace, ...applicationOf(ground) }, hooks: after };
}

/** What is known of a release, and of its machine, before anything of it runs. */
interface Ground {
  readonly config: EnvironmentConfig;
  readonly release: Release;
  readonly platform: Platform;
  readonly start: Start;
  /** Ours and the user's own. */
  readonly variables: Readonly<Record<string, string>>;
  /** Those and the platform's. */
  readonly given: Readonly<Record<string, string>>;
  /** Those and the machine's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly ports: Pick<Application, 'port' | 'others'>;
}

async function prepare(world: World, description: InstanceDescription, time: Timeline): Promise<Ground> {
  const { home, host, journal } = world;
  if (description.logGroup !== undefined)
    await attempt(world, 'Log lines are not sent', async () => host.streamLogs?.());
  const { config, bundle } = await time.step('fetch', () => fetchBoth(world, description));
  const release = await time.step('unpack', () => makeRelease(home, description.version.sha256, bundle));
  const { platform, start } = await time.step('check', async () => check(release, config));
  journal.say(`${platform.title}, started because of ${start.because}.`);
  const { values, secrets } = await time.step('variables', () => variablesOf(world, description, config));
  journal.conceal(secrets);
  const wanted = platformVersion(platform, config.platform.version);
  const purpose = release.has('installed') || isBuilt(platform, release) ? 'run' : 'build';
  await time.step('prepare', () => host.prepare(withTracing(withPipes(wanted, config), config, platform), purpose));
  const preferred = preferredPort(values['PORT'], platform.port);
  const { variables: listening, ...ports } = await choosePorts(config, preferred, host.choosePort);
  const variables = { ...ours(description), ...tracingVariables(config, platform), ...values, ...listening };
  const given = { ...platform.environment(ports.port), ...variables };
  const environment = { ...host.environment, ...given };
  return { config, release, platform, start, variables, given, environment, secrets, ports };
}

function applicationOf({ config, release, platform, start, ports }: Ground): Omit<Application, keyof Workplace> {
  const { worker, drain } = config;
  return {
    processes: start.processes,
    ...ports,
    drainMs: drain * 1_000,
    proxy: { directory: release.directory, staticFiles: staticFilesOf(platform, release, config) },
    ...(worker === undefined ? {} : { answerMs: worker.inactivityTimeout * 1_000 }),
  };
}

/** From here on scripts find the release, and what `get-config` tells them is its own. */
function showToScripts(
  { home, host: { root } }: World,
  description: InstanceDescription,
  { config, given, ports }: Ground,
): void {
  installTools(root, home);
  keep(root, description, factsOf({ description, config, variables: given, port: ports.port }));
  showAt(root, 'staging', home, description);
}

/** Readable for the application alone: a value may be among them. */
function writeFiles({ directory }: Release, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
  }
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
  if (config.worker?.cron) tasksIn({ files, read });
  return { platform, start: checkStart(platform, files, read) };
}
