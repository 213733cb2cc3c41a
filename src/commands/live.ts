import type { Stack } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import { stackNames } from '../plan/names.ts';
import type { Cloud } from '../world.ts';

/** The other environment that the input `from` names. */
export function otherEnvironment(from: string | undefined, environment: string, what: string): string {
  if (from !== undefined && from !== environment) return from;
  const message = from === undefined ? 'The input `from` is missing.' : 'The input `from` names this very environment.';
  throw new BeanpoleError('settings', message, {
    problems: [{ where: 'input "from"', message, fix: `Name ${what}.` }],
  });
}

/** The compute stack of an environment in which a version is live and at rest, and the label of that version. */
export async function liveIn(
  environment: string,
  { application }: { readonly application: string },
  { stacks }: Cloud,
): Promise<{ readonly stack: Stack; readonly label: string }> {
  const stack = await stacks.describe(stackNames(application, environment).compute);
  const label = stack?.outputs['Version'];
  if (stack !== undefined && label !== undefined && stack.status.endsWith('_COMPLETE')) return { stack, label };
  const state = stack === undefined ? 'does not exist' : `is ${stack.status}`;
  throw new BeanpoleError('version', `Nothing can be taken from environment "${environment}": it ${state}.`, {
    fix: 'Nothing was touched. Run again once a version is live there and no operation is under way.',
  });
}
