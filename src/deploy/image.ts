import { BeanpoleError } from '../errors.ts';
import { architectureTag, machineIn, machineName, type Plan } from '../plan/plan.ts';
import { liveValues } from '../plan/slots.ts';
import type { Images, Stack } from './ports.ts';

/**
 * The machine image of an environment: the one that the user pinned, else the one that runs, so that a new version of the code never
 * brings a new operating system along. A new environment, or one that changes its architecture, gets the newest.
 */
export async function imageOf(plan: Plan, live: Stack | undefined, images: Images): Promise<string> {
  if (plan.image !== undefined) return plan.image;
  const running = live && liveValues(live.parameters)['ImageId'];
  const { architecture, windows } = plan;
  const machine = machineName(architecture, windows);
  const isSame = (live?.tags[architectureTag] ?? machine) === machine;
  return running !== undefined && isSame ? running : images.newest({ architecture, ...(windows && { windows }) });
}

/** The newest image of the kind that the instances of an environment have. */
export async function newestFor({ name, tags }: Stack, images: Images): Promise<string> {
  const machine = machineIn(tags[architectureTag]);
  if (machine !== undefined) return images.newest(machine);
  throw new BeanpoleError('refused', `The stack "${name}" does not say what machines it has (${architectureTag}).`, {
    fix: 'Nothing was touched. Deploy once, which writes the tag, and run again.',
  });
}
