import type { Stack } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { liveValues } from '../plan/slots.ts';
import type { PlannedSettings } from '../report/plan.ts';
import { settingChanges } from '../settings/changes.ts';
import { type Addresses, type EnvironmentConfig, environmentConfig } from '../settings/environment-config.ts';
import type { Provenance } from '../settings/provenance.ts';
import type { Settings } from '../settings/settings.ts';
import type { Traces } from '../settings/traces.ts';
import type { Cloud } from '../world.ts';
import type { Code } from './source.ts';
import type { Templates } from './templates.ts';
import { sharedOf } from './versions.ts';

/** What a deploy would put in force. */
export interface Wanted {
  readonly settings: Settings;
  readonly provenance: Provenance;
  readonly intent: Plan;
  readonly templates: Templates;
  readonly code: Pick<Code, 'platform'>;
  /** The compute stack that it is compared with. */
  readonly live: Stack | undefined;
  readonly cloud: Cloud;
  /** Where the environments are that variables refer to. */
  readonly addresses: Addresses;
}

/** Compares settings with those in force, which their traces tell: the templates, and the configuration that the instances were given. */
export async function compareSettings(wanted: Wanted): Promise<PlannedSettings> {
  const { live, provenance, settings, templates, intent, code, addresses } = wanted;
  if (live === undefined) return { kind: 'new' };
  if (live.status === 'UPDATE_ROLLBACK_COMPLETE') {
    return { kind: 'unknown', why: 'the last update was undone, and CloudFormation still shows its template' };
  }
  try {
    const found = await tracesOf(live, wanted);
    if (found === undefined) return { kind: 'unknown', why: 'the template of what runs cannot be had' };
    const config = environmentConfig(settings, { platform: code.platform, addresses });
    const then: Traces = { ...templates, config, tags: intent.tags.compute };
    return { kind: 'compared', changes: settingChanges(found, then, provenance) };
  } catch (error) {
    // Who may only describe stacks must still get the rest of the plan.
    if (error instanceof BeanpoleError) return { kind: 'unknown', why: error.message };
    throw error;
  }
}

async function tracesOf(live: Stack, { cloud, intent }: Wanted): Promise<Traces | undefined> {
  const key = liveValues(live.parameters)['ConfigKey'];
  const [{ bucket }, compute, data] = await Promise.all([
    sharedOf(intent, cloud),
    cloud.stacks.template(live.id),
    cloud.stacks.describe(`${live.name}-data`).then((stack) => stack && cloud.stacks.template(stack.id)),
  ]);
  const text = key === undefined ? undefined : await cloud.artifacts(bucket).get(key);
  if (compute === undefined || text === undefined) return undefined;
  const config: EnvironmentConfig = JSON.parse(text);
  return { compute, ...(data === undefined ? {} : { data }), config, tags: live.tags };
}
