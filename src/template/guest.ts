import { createHash } from 'node:crypto';
import type { Context } from './context.ts';

/**
 * Priorities of the environments at a shared load balancer, ten of each. The rules of its owner come before, at most 1,000, and the switch of its slots behind, at 50,000.
 * Environments whose names differ by a number at their end, as those of previews do, follow each other, so no two of them meet. Where they begin, and where the others are, follows
 * from a digest of application and name: should two meet there, Elastic Load Balancing refuses the later one, and `load-balancer.priority` helps.
 */
const numbered = { first: 2_000, places: 3_800 };
const digested = { first: 40_000, places: 999 };
const each = 10;

/** The first of an environment's ten priorities. */
export function firstPriority({ application, environment, loadBalancer }: Context): number {
  const own = loadBalancer.guest?.priority;
  if (own !== undefined) return own;
  const [, series, number] = /^(.*-)(\d{1,9})$/.exec(environment) ?? [];
  if (series !== undefined) return placeIn(numbered, Number(number) + digestOf(`${application}/${series}`));
  return placeIn(digested, digestOf(`${application}/${environment}`));
}

function placeIn({ first, places }: typeof numbered, at: number): number {
  return first + (at % places) * each;
}

function digestOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0);
}

/** The priority of what no other rule of the environment takes. */
export function lastPriority(context: Context): number {
  return firstPriority(context) + each - 1;
}

/** Nine rules of the settings, by their own priorities from 1, which stay where they are when another one comes. */
export function rulePriority(context: Context, priority: number): number {
  return firstPriority(context) + priority - 1;
}
