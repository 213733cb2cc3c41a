import { BeanpoleError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Stack } from './ports.ts';

/**
 * Refuses to make a worker of an environment that answers requests, or the other way round: the update would take away the address, or the queue with all
 * that waits in it. Elastic Beanstalk does not change the tier of an environment either.
 */
export function refuseOtherTier(
  { tier, environment }: Pick<Plan, 'tier' | 'environment'>,
  live: Stack | undefined,
): void {
  if (live?.outputs['Version'] === undefined) return;
  const former = live.outputs['Tier'] ?? 'web';
  if (former === tier) return;
  throw new BeanpoleError(
    'refused',
    `The environment "${environment}" is of the tier ${former}, and the settings say ${tier}.`,
    {
      fix: `Nothing was touched. An environment keeps its tier: deploy to another environment with tier: ${tier}, and destroy this one once nobody needs it.`,
    },
  );
}
