import type { Busy } from './change.ts';
import { follow } from './follow.ts';
import type { Stack, StackEvent } from './ports.ts';
import type { Target } from './request.ts';
import { judgeDeleted, type StackResult } from './verdict.ts';
import type { World } from './world.ts';

/** Deletes one stack by its ARN and follows to the end. */
export async function remove(target: Target, { id }: Stack, world: World): Promise<StackResult | Busy> {
  const { name, roleArn } = target;
  const token = `${target.token}-delete`;
  const before = await world.stacks.newestEvent(id);
  const started = await world.stacks.delete({ stackId: id, token, ...(roleArn === undefined ? {} : { roleArn }) });
  if (started.kind === 'busy') return { kind: 'busy' };
  world.reporter.tell({ kind: 'started', stack: name, intent: 'delete' });
  const isKnown = (event: StackEvent): boolean => event.id === before?.id;
  const operation = { name, stackId: id, token, goal: 'gone', isKnown, isFresh: () => true } as const;
  return judgeDeleted(name, await follow(operation, world));
}
