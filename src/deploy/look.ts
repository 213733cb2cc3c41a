import { sameParameters, sameValues, type Values } from '../plan/parameters.ts';
import { isOfRun } from '../plan/token.ts';
import type { Observed } from './decide.ts';
import type { Stack } from './ports.ts';
import type { Desired, Target } from './request.ts';
import { type Condition, conditionOf, endingOf } from './status.ts';
import { runsVersion } from './verdict.ts';
import type { World } from './world.ts';

/** What is seen of a stack that somebody else may be working on. */
export interface Sight extends Observed {
  /** Token of the operation that is under way, whoever began it. */
  readonly holder?: string;
  /** The wanted parameters, once the stack is at rest. */
  readonly parameters: Values;
}

/** What a run remembers from earlier looks. */
export interface Memory {
  /** Ids of stacks that have stood empty for longer than anybody needs to execute a change set. */
  readonly abandoned: ReadonlySet<string>;
  /** How often this run has tried to bring the stack back from the condition in which it is. */
  tried(stack: Stack): number;
}

/** Where parameters are of use: the stack can be updated, or created. */
const workable: readonly Condition[] = ['settled', 'gone'];

/** Looks at a stack. */
export async function look(target: Target | Desired, world: World, memory: Memory): Promise<Sight> {
  const stack = await world.stacks.describe(target.name);
  const condition = stack === undefined ? 'gone' : conditionOf(stack.status);
  const sight = {
    ...(stack === undefined ? {} : { stack }),
    same: false,
    abandoned: stack !== undefined && memory.abandoned.has(stack.id),
    tried: stack === undefined ? 0 : memory.tried(stack),
    parameters: {},
  };
  if (stack !== undefined && condition === 'busy') return { ...sight, ...(await holderOf(stack, target, world)) };
  if (!('template' in target) || !workable.includes(condition)) return sight;
  return { ...sight, ...(await comparison(stack, target, world)) };
}

/** Whose operation is under way. */
async function holderOf({ id }: Stack, { run }: Target, { stacks }: World): Promise<Pick<Sight, 'holder' | 'running'>> {
  const holder = (await stacks.newestEvent(id))?.token;
  if (holder === undefined) return {};
  return isOfRun(holder, run) ? { holder, running: holder } : { holder };
}

/** How what is there compares with what shall be. */
async function comparison(
  stack: Stack | undefined,
  target: Desired,
  world: World,
): Promise<Pick<Sight, 'parameters' | 'same' | 'newer'>> {
  const parameters = await target.parameters(stack);
  if (stack === undefined) return { parameters, same: false };
  if (await isSame(stack, { ...target, parameters }, world)) return { parameters, same: true };
  const newer = await target.newer?.();
  return { parameters, same: false, ...(newer === undefined ? {} : { newer }) };
}

/**
 * Whether a stack is as wanted without asking for a change set, which takes CloudFormation 5 to 20 seconds. Only after an operation that
 * ended well; after a rollback the change set has the word.
 */
async function isSame(
  stack: Stack,
  desired: Omit<Desired, 'parameters'> & { readonly parameters: Values },
  world: World,
): Promise<boolean> {
  if (endingOf(stack.status) !== 'succeeded') return false;
  if (!runsVersion(stack, desired.version)) return false;
  if (!sameParameters(stack.parameters, desired.parameters) || !sameValues(stack.tags, desired.tags)) return false;
  return 'TemplateDigest' in desired.parameters || (await world.stacks.template(stack.id)) === desired.template;
}
