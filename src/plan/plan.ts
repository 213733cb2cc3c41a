import type { DeletionPolicy } from '../settings/data-settings.ts';
import type { Architecture, Mode, OnCancel, Settings, Tier } from '../settings/settings.ts';
import type { SlotWishes } from './slots.ts';
import { type StackNames, stackNames } from './names.ts';
import type { Values } from './parameters.ts';
import { previewTags } from './ownership.ts';
import { type RunIdentity, tokenOf } from './token.ts';

/** The intention of one run: what the deploy reads and never changes. */
export interface Plan {
  readonly application: string;
  readonly environment: string;
  readonly mode: Mode;
  readonly tier: Tier;
  readonly architecture: Architecture;
  readonly run: RunIdentity;
  readonly stacks: StackNames;
  /** ClientRequestToken of this run's operation on each stack. */
  readonly tokens: StackNames;
  /** Stack tags; CloudFormation copies them to each resource, so nothing in them changes from run to run. */
  readonly tags: { readonly application: Values; readonly data: Values; readonly compute: Values };
  /** The version of Windows Server that instances run; absent: Amazon Linux. */
  readonly windows?: string;
  /** A machine image that the user pinned. */
  readonly image?: string;
  /** Minutes after the last instance during which alarms still undo the update. */
  readonly bake: number;
  /** What a run does with slots; absent where the policy has none. */
  readonly slots?: SlotWishes;
  /** Milliseconds that the whole run may take, waiting included. */
  readonly limitMs: number;
  /** Deploy although what is live was made from a newer commit. */
  readonly allowOlder: boolean;
  /** Let no alarm undo the update. */
  readonly ignoreAlarms: boolean;
  /** What becomes of an update under way when the run is cancelled. */
  readonly onCancel: OnCancel;
  /** Logical ids of data resources whose replacement or removal the user allowed. */
  readonly allowReplacement: readonly string[];
  /** What the settings say of the database; absent: they name none. */
  readonly database?: DatabaseIntent;
}

/** What becomes of the environment's own database; or the host of one from outside, which may be its former own. */
export type DatabaseIntent =
  | { readonly kind: 'own'; readonly protect: boolean; readonly policy: DeletionPolicy }
  | { readonly kind: 'outside'; readonly host: string };

/** The compute stack's tag that remembers the architecture of the pinned image: an instance of the other one could not boot it. */
export const architectureTag = 'beanpole:architecture';

/** The tag's value: an instance of Windows cannot boot an image of Linux either. */
export function machineName(architecture: Architecture, windows: string | undefined): string {
  return windows === undefined ? architecture : `windows-${windows}-${architecture}`;
}

/** What such a value says of a machine; absent: it is none of ours. */
export function machineIn(
  name: string | undefined,
): { readonly architecture: Architecture; readonly windows?: string } | undefined {
  const [, windows, architecture] = /^(?:windows-(\d+)-)?(x86_64|arm64)$/.exec(name ?? '') ?? [];
  if (architecture !== 'x86_64' && architecture !== 'arm64') return undefined;
  return { architecture, ...(windows === undefined ? {} : { windows }) };
}

/** Turns valid settings and the run into the plan. */
export function makePlan(
  settings: Settings,
  run: RunIdentity & { readonly repository?: string },
  windows?: string,
): Plan {
  const { application, environment, instances, deploy } = settings;
  const tags = {
    ...settings.tags,
    'beanpole:application': application,
    'beanpole:environment': environment,
    ...previewTags(environment, settings.preview.lifetime, run.repository),
  };
  return {
    application,
    environment,
    mode: settings.mode,
    tier: settings.tier,
    architecture: instances.architecture,
    run,
    stacks: stackNames(application, environment),
    tokens: {
      application: tokenOf(run, 'application'),
      data: tokenOf(run, `data-${environment}`),
      compute: tokenOf(run, `compute-${environment}`),
    },
    tags: {
      application: { 'beanpole:application': application },
      data: tags,
      compute: { ...tags, [architectureTag]: machineName(instances.architecture, windows) },
    },
    ...(windows === undefined ? {} : { windows }),
    ...(instances.image === undefined ? {} : { image: instances.image }),
    bake: deploy.bake,
    ...(deploy.keep === undefined ? {} : { slots: slotWishes(deploy.keep, deploy.canary) }),
    limitMs: deploy.limit * 1000,
    allowOlder: deploy.allowOlder,
    ignoreAlarms: deploy.ignoreAlarms,
    onCancel: deploy.onCancel,
    allowReplacement: deploy.allowReplacement,
    ...databaseIntent(settings),
  };
}

/** A share of the requests is judged by the minute. */
function slotWishes(keep: number, canary: Settings['deploy']['canary']): SlotWishes {
  if (canary?.traffic === undefined) return { keep };
  return { keep, trial: { percent: canary.traffic, minutes: Math.ceil(canary.pause / 60) } };
}

function databaseIntent({ database }: Settings): Pick<Plan, 'database'> {
  if (database === undefined) return {};
  if (database.kind === 'outside') return { database: { kind: 'outside', host: database.host } };
  return { database: { kind: 'own', protect: database.deletionProtection, policy: database.deletionPolicy } };
}
