import type { Busy } from './change.ts';
import { follow } from './follow.ts';
import type { Stack, StackEvent } from './ports.ts';
import type { Target } from './request.ts';
import { judgeDeleted, type StackResult } from './verdict.ts';
import type { World } from './world.ts';

/** Deletes one stack by its ARN and follows to the end. A deletion that fails says what is left. */
export async function remove(
  { name, roleArn }: Target,
  { stack: { id }, token }: { readonly stack: Stack; readonly token: string },
  world: World,
): Promise<StackResult | Busy> {
  const before = await world.stacks.newestEvent(id);
  const started = await world.stacks.delete({ stackId: id, token, ...(roleArn === undefined ? {} : { roleArn }) });
  if (started.kind === 'busy') return { kind: 'busy' };
  world.reporter.tell({ kind: 'started', stack: name, intent: 'delete' });
  const isKnown = (event: StackEvent): boolean => event.id === before?.id;
  const operation = { name, stackId: id, token, goal: 'gone', isKnown, isFresh: () => true } as const;
  const result = judgeDeleted(name, await follow(operation, world));
  return result.kind === 'failed' && result.goesOn === undefined
    ? { ...result, why: `${result.why}${await left(id, world)}` }
    : result;
}

/** What a failed deletion left, each with its type, so that a person finds it. */
async function left(stackId: string, { stacks }: World): Promise<string> {
  const resources = await stacks.resources(stackId);
  const there = resources.filter(({ status }) => status !== 'DELETE_COMPLETE');
  const named = there.map(
    ({ logicalId, physicalId, type }) => `${logicalId} (${type}${physicalId === undefined ? '' : ` ${physicalId}`})`,
  );
  return named.length === 0 ? '' : ` What is left in it: ${named.join(', ')}.`;
}
