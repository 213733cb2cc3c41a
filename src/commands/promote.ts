import { BeanpoleError } from '../errors.ts';
import { stackNames } from '../plan/names.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import type { Cloud, World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { putInPlace } from './versions.ts';

/** Puts the version that runs in another environment of the application into this one: the same bundle, byte for byte. */
export async function promote(world: World): Promise<Ended> {
  const { settings } = readSettings(world);
  const plan = makePlan(settings, world.run);
  const cloud = openCloud(settings, world);
  await foreseeSession(settings, cloud, world);
  const from = source(world.inputs['from'], settings.environment);
  return putInPlace(
    {
      plan,
      cloud,
      pick: () => liveIn(from, plan, cloud),
      slots: plan.slots,
      askHistory: (sha, other) => world.git.ancestry(world.workspace.root, sha, other),
    },
    world,
  );
}

function source(from: string | undefined, environment: string): string {
  if (from !== undefined && from !== environment) return from;
  const message = from === undefined ? 'The input `from` is missing.' : 'The input `from` names this very environment.';
  throw new BeanpoleError('settings', message, {
    problems: [{ where: 'input "from"', message, fix: 'Name the environment whose version shall come here.' }],
  });
}

async function liveIn(environment: string, { application }: Plan, { stacks }: Cloud): Promise<string> {
  const stack = await stacks.describe(stackNames(application, environment).compute);
  const label = stack?.outputs['Version'];
  if (label !== undefined && stack?.status.endsWith('_COMPLETE') === true) return label;
  const state = stack === undefined ? 'does not exist' : `is ${stack.status}`;
  throw new BeanpoleError('version', `Nothing can be promoted from environment "${environment}": it ${state}.`, {
    fix: 'Nothing was touched. Promote once a version is live there and no operation is under way.',
  });
}
