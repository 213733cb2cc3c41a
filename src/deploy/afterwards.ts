import type { DeployRequest } from './deploy.ts';
import { noteConfirmed, type Notes } from './newer.ts';
import type { Stack } from './ports.ts';
import { clearUnneeded } from './unneeded.ts';
import type { GoodResult } from './verdict.ts';
import type { World } from './world.ts';

/** What a deploy that ended well has come to know. */
export interface Ended {
  readonly compute: GoodResult;
  /** Asks whether what is live was made from a newer commit; absent when the user allows older ones. */
  readonly newer: (() => Promise<Stack | undefined>) | undefined;
  readonly notes: Notes;
  readonly roleArn: string;
}

/** What is left to do once the wanted version is live. What runs does not depend on it. */
export async function afterwards(
  { plan, templates, origin }: Pick<DeployRequest, 'plan' | 'templates' | 'origin'>,
  { compute, newer, notes, roleArn }: Ended,
  world: World,
): Promise<void> {
  const isConfirmed = compute.kind === 'unchanged' && newer !== undefined && (await newer()) === undefined;
  if (isConfirmed) await noteConfirmed(origin, compute.stack, notes);
  if (templates.data === undefined) await clearUnneeded(plan, roleArn, world);
}
