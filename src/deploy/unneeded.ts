import type { Plan } from '../plan/plan.ts';
import { withdraw } from './apply.ts';
import type { World } from './world.ts';

/**
 * Clears what an environment has left in a data stack that it needs no more: a change to high availability, or to a shared load balancer, leaves the address of the single instance, which
 * costs money while nobody has it. An address is no data, so it goes, as under Beanstalk; anything else stays and is told.
 */
export async function clearUnneeded(plan: Plan, roleArn: string, world: World): Promise<void> {
  const name = plan.stacks.data;
  const warn = (text: string) => world.reporter.tell({ kind: 'warning', stack: name, text });
  const stack = await world.stacks.describe(name);
  if (stack === undefined) return;
  const held = (await world.stacks.resources(stack.id)).filter(({ type }) => type !== 'AWS::EC2::EIP');
  if (held.length > 0) {
    const what = held.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
    return warn(
      `No setting asks for ${what} any more. The stack stays with its data, and costs; delete it when nobody needs it.`,
    );
  }
  const { data: token } = plan.tokens;
  try {
    const { kind } = await withdraw({ kind: 'data', name, run: plan.run, token, roleArn }, world);
    const address = stack.outputs['ElasticIp'] ?? 'of the single instance';
    if (kind === 'deleted') warn(`The address ${address} was given back: behind a load balancer nobody has it.`);
    else if (kind !== 'absent')
      warn(`The address ${address}, which nobody needs any more, could not be given back. It costs.`);
  } catch (error) {
    // The environment is as wanted; this alone must not make it look otherwise.
    warn(
      `It is not needed any more and could not be deleted: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
