import type { Artifacts } from '../bundle/artifacts.ts';
import { putAgent, putConfig } from '../bundle/store.ts';
import type { Manifest } from '../bundle/version.ts';
import { deploy as deployEnvironment } from '../deploy/deploy.ts';
import type { Stack } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import type { Published } from '../plan/parameters.ts';
import { architectureTag, machineName, makePlan, type Plan, machineIn } from '../plan/plan.ts';
import { liveValues } from '../plan/slots.ts';
import { cloneLines } from '../report/clone.ts';
import { type Ended, withLines } from '../report/ended.ts';
import { endOfDeploy } from '../report/outcome.ts';
import { changeLineOf } from '../settings/changes.ts';
import { type Addresses, type EnvironmentConfig, environmentConfig } from '../settings/environment-config.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { compareSettings, type Wanted } from './compare-settings.ts';
import { deployRequest, deployWorld } from './deploy.ts';
import { addressesFor } from './links.ts';
import { liveIn, otherEnvironment } from './live.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { synthesize } from './templates.ts';
import { existing, originOfManifest, sharedOf } from './versions.ts';

/** Makes a new environment with the settings of `from`, and with the very version and machine image that run there. Data are not copied. */
export async function clone(world: World): Promise<Ended> {
  const { environment } = readSettings(world).settings;
  const from = otherEnvironment(world.inputs['from'], environment, 'the environment to make another one of');
  const read = readSettings(world, from);
  const { settings } = read;
  const cloud = openCloud(settings, world);
  const { stack: live, label } = await liveIn(from, settings, cloud);
  const plan = planOf(settings, live, world);
  await refuseExisting(plan, cloud);
  const addresses = await addressesFor(settings, cloud);
  await foreseeSession(settings, cloud, world);
  const { bucket } = await sharedOf(plan, cloud);
  const manifest = await existing(label, bucket, cloud);
  const platform = await platformOf(live, cloud.artifacts(bucket));

  world.journal.stage(`Clone of ${from}: ${environment}`);
  const templates = synthesize(read, platform.name);
  await tellDifferences({ ...read, intent: plan, templates, code: { platform }, live, cloud, addresses }, from, world);
  const engine = deployWorld({ plan, cloud, descriptions: templates.descriptions }, world);
  const outcome = await deployEnvironment(
    {
      ...deployRequest({ plan, settings, templates, cloud }, world),
      origin: originOfManifest(manifest),
      publish: (to) => publish({ settings, manifest, platform, artifacts: cloud.artifacts(to), addresses }, world),
    },
    engine,
  );
  return withLines(endOfDeploy(outcome), cloneLines(read, from));
}

/** The machine image comes along with the version, unless the settings name another one, or other processors. */
function planOf(settings: Settings, { parameters, tags }: Stack, { run }: World): Plan {
  const machine = tags[architectureTag];
  const plan = makePlan(settings, run, machineIn(machine)?.windows);
  const image = liveValues(parameters)['ImageId'];
  const fits = machine === machineName(plan.architecture, plan.windows);
  // The version is given: that an older commit comes out is what is wanted.
  return { ...plan, allowOlder: true, ...(plan.image === undefined && fits && image !== undefined ? { image } : {}) };
}

async function refuseExisting({ environment, stacks }: Plan, cloud: Cloud): Promise<void> {
  const stack = await cloud.stacks.describe(stacks.compute);
  if (stack?.outputs['Version'] === undefined) return;
  throw new BeanpoleError(
    'refused',
    `There is an environment "${environment}" already, which runs version "${stack.outputs['Version']}".`,
    {
      fix: 'Nothing was touched. Clone under another name, or bring the version there with `command: promote`.',
    },
  );
}

/** What builds and starts the version, as its own instances know it. */
async function platformOf({ parameters }: Stack, artifacts: Artifacts): Promise<EnvironmentConfig['platform']> {
  const key = liveValues(parameters)['ConfigKey'] ?? '';
  const text = await artifacts.get(key);
  if (text !== undefined) return (JSON.parse(text) as EnvironmentConfig).platform;
  throw new BeanpoleError('version', `The configuration of what runs is not in the artifact bucket (${key}).`, {
    fix: 'Nothing was touched. Deploy the environment that is to be cloned once more.',
  });
}

/** What runs in `from` may have been deployed with other settings than the file has now. */
async function tellDifferences(wanted: Wanted, from: string, { journal }: World): Promise<void> {
  const found = await compareSettings(wanted);
  switch (found.kind) {
    case 'compared':
      for (const change of found.changes) journal.warning(`Not as in ${from}: ${changeLineOf(change)}`);
      return;
    case 'unknown':
      return journal.warning(`Whether the settings are those of ${from} is not known: ${found.why}`);
    case 'new':
      return;
  }
}

interface Parts {
  readonly settings: Settings;
  readonly manifest: Manifest;
  readonly platform: EnvironmentConfig['platform'];
  readonly artifacts: Artifacts;
  readonly addresses: Addresses;
}

/** The bundle lies in the bucket already; only the configuration has the new environment's name. */
async function publish(
  { settings, manifest, platform, artifacts, addresses }: Parts,
  world: World,
): Promise<Published> {
  const [agent, config] = await Promise.all([
    putAgent(world.agent, world.files, artifacts),
    putConfig(settings.environment, environmentConfig(settings, { platform, addresses }), artifacts),
  ]);
  return {
    label: manifest.label,
    bundleKey: manifest.key,
    bundleSha256: manifest.sha256,
    agentKey: agent.key,
    agentSha256: agent.sha256,
    configKey: config.key,
    configSha256: config.sha256,
  };
}
