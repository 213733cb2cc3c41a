import { classify } from './cause.ts';
import { BeanpoleError, unreachable } from '../errors.ts';
import { cancelled } from './cancel.ts';
import type { StackKind } from './decide.ts';
import { follow } from './follow.ts';
import { lossesOf } from './guard.ts';
import { isPlain, type Plain } from './plain.ts';
import type { ChangeSet, Stack, StackEvent, Triggers } from './ports.ts';
import { type Change, changeSetRequest, type Desired } from './request.ts';
import { namesLeftIn } from './zone.ts';
import { quietTriggers } from './triggers.ts';
import { judge, judgeUnchanged, runsVersion, type StackResult } from './verdict.ts';
import type { World } from './world.ts';

/** Somebody else holds the stack: look again. */
export interface Busy {
  readonly kind: 'busy';
}

/**
 * Creates or updates one stack: change set, guard, execute, follow, verdict; where nothing needs a guard, an update that begins at once. After that CloudFormation
 * needs nobody: it finishes or undoes alone.
 */
export async function carryOut(change: Change, world: World): Promise<StackResult | Busy> {
  const triggers = await quietTriggers(change.desired, change.live, world);
  if (isPlain(change)) return update(change, triggers, world);
  const changeSet = await world.stacks.createChangeSet(await changeSetRequest(change, triggers, world.deadline));
  switch (changeSet.kind) {
    case 'busy':
      return { kind: 'busy' };
    case 'empty':
      return unchanged(change.desired, changeSet, world);
    case 'failed':
      await discard(change, changeSet, world);
      throw refused(change.desired, changeSet);
    case 'changes':
      world.reporter.tell({ kind: 'changes', stack: change.desired.name, changes: changeSet.changes });
      await guard(change, changeSet, world);
      return execute(change, changeSet, world);
    default:
      return unreachable(changeSet);
  }
}

type Made<K extends ChangeSet['kind']> = Extract<ChangeSet, { kind: K }>;

async function execute(change: Change, { id, stackId }: Made<'changes'>, world: World): Promise<StackResult | Busy> {
  const before = await world.stacks.newestEvent(stackId);
  const started = await world.stacks.execute({ changeSet: id, stackId, token: change.token });
  if (started.kind === 'busy') {
    await world.stacks.deleteChangeSet(id);
    return { kind: 'busy' };
  }
  return attended(change, { stackId, before }, world);
}

/** An update of values that no guard has to see. */
async function update(change: Plain, triggers: Triggers, world: World): Promise<StackResult | Busy> {
  const { desired, live, parameters, token } = change;
  const { tags, roleArn } = desired;
  const before = await world.stacks.newestEvent(live.id);
  const role = roleArn === undefined ? {} : { roleArn };
  const started = await world.stacks.update({ stackId: live.id, token, parameters, tags, triggers, ...role });
  switch (started.kind) {
    case 'busy':
      return { kind: 'busy' };
    case 'empty':
      return asItIs(desired, live.id, world);
    case 'started':
      return attended(change, { stackId: live.id, before }, world);
    default:
      return unreachable(started);
  }
}

/** Follows what has begun. `before`: the newest event that is not of it. */
async function attended(
  change: Change,
  { stackId, before }: { readonly stackId: string; readonly before: StackEvent | undefined },
  world: World,
): Promise<StackResult> {
  const { desired, live, token } = change;
  world.reporter.tell({ kind: 'started', stack: desired.name, intent: live === undefined ? 'create' : 'update' });
  const isKnown = (event: StackEvent): boolean => event.id === before?.id;
  const isFresh = (stack: Stack): boolean => runsVersion(stack, desired.version);
  const operation = { name: desired.name, stackId, token, goal: 'complete', isKnown, isFresh } as const;
  const followed = await follow(operation, world).catch(async (error: unknown) => {
    throw await cancelled(change, { stackId, error }, world);
  });
  return judge({ ...desired, intent: live === undefined ? 'created' : 'updated', token, before: live }, followed);
}

async function unchanged(desired: Desired, { id, stackId }: Made<'empty'>, world: World): Promise<StackResult> {
  await world.stacks.deleteChangeSet(id);
  return asItIs(desired, stackId, world);
}

async function asItIs(desired: Desired, stackId: string, world: World): Promise<StackResult> {
  const stack = await world.stacks.describe(stackId);
  if (stack === undefined) {
    throw new BeanpoleError('refused', `The stack "${desired.name}" was deleted by somebody else during this run.`, {
      fix: 'Run again.',
    });
  }
  return judgeUnchanged(desired, stack);
}

async function guard(change: Change, changeSet: Made<'changes'>, world: World): Promise<void> {
  const left = await namesLeftIn(change.desired, changeSet.changes, world);
  if (left !== undefined) {
    await discard(change, changeSet, world);
    throw new BeanpoleError(
      'refused',
      `The zone ${left.zone} cannot go yet: ${left.stacks.join(', ')} still ${left.stacks.length === 1 ? 'has' : 'have'} a name in it, and nobody could delete the record any more.`,
      {
        fix: 'Nothing was touched. First the names, then the zone: keep domain.zone, take domain.name away, deploy, and take the zone away with the next deploy.',
      },
    );
  }
  const losses = lossesOf(changeSet.changes, change.desired.allowReplacement);
  if (losses.length === 0) return;
  await discard(change, changeSet, world);
  const what = losses.map(({ logicalId, type, how }) => `${logicalId} (${type}) would be ${how}`);
  throw new BeanpoleError(
    'refused',
    `The update of the stack "${change.desired.name}" would lose what cannot be made again: ${what.join(', ')}.`,
    {
      fix: `The stack is as it was. ${guardFixes[change.desired.kind]} Or allow it: \`deploy.allow-replacement: [${losses.map(({ logicalId }) => logicalId).join(', ')}]\`.`,
    },
  );
}

const guardFixes: Readonly<Record<StackKind, string>> = {
  application: 'All environments of an application share its network: give each of them the same `network` settings.',
  data: 'Take back the setting that asks for it, or name what may be lost in deploy.allow-replacement.',
  compute: 'Take back the setting that asks for it.',
};

/** Takes away what a refused change set leaves: itself, and the empty stack that one for a creation makes. */
async function discard(change: Change, { id, stackId }: Made<'changes' | 'failed'>, world: World): Promise<void> {
  await world.stacks.deleteChangeSet(id);
  if (change.live !== undefined) return;
  const { token, roleArn } = change.desired;
  await world.stacks.delete({ stackId, token: `${token}-delete`, ...(roleArn === undefined ? {} : { roleArn }) });
}

function refused({ name }: Desired, { reason, problems }: Made<'failed'>): BeanpoleError {
  const { fix = 'Correct the setting that the reason names.' } = classify(reason, 'resource');
  return new BeanpoleError('refused', `CloudFormation refused the change set for the stack "${name}": ${reason}`, {
    problems: problems.map((message) => ({ where: `stack "${name}"`, message })),
    fix: `Nothing was touched. ${fix}`,
  });
}
