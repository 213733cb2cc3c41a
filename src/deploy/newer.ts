import { type Ancestry, isOlder, type Origin, originOf, originValues } from '../plan/order.ts';
import type { Stack } from './ports.ts';
import { conditionOf } from './status.ts';

/** Asks git how one commit stands to another. */
export type AskHistory = (sha: string, other: string) => Promise<Ancestry>;

/** A small text of the environment in the artifact bucket. */
export interface Notes {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

/**
 * The compute stack, if what is live in it was made from a newer commit. While an operation is under way nothing is live yet: that operation
 * may still go back, so it is waited for and looked at again.
 */
export async function newerThan(
  origin: Origin,
  compute: Stack | undefined,
  askHistory: AskHistory,
  notes?: Notes,
): Promise<Stack | undefined> {
  if (compute === undefined || conditionOf(compute.status) !== 'settled') return undefined;
  const isBehind = async (live: Origin): Promise<boolean> => {
    const known = origin.commit !== undefined && live.commit !== undefined;
    return isOlder(origin, live, known ? await askHistory(origin.commit, live.commit) : 'unknown');
  };
  if (await isBehind(originOf(compute.outputs))) return compute;
  const confirmed = await confirmedBy(compute, notes);
  if (confirmed === undefined || !(await isBehind(confirmed))) return undefined;
  return { ...compute, outputs: { ...compute.outputs, ...originValues(confirmed) } };
}

/**
 * Notes that the commit of this run makes just what is live. No stack changes with it, so none could tell; without the note a later run of a commit between
 * the two would bring its own, other tree. It counts for as long as what runs was deployed by the same run.
 */
export async function noteConfirmed(origin: Origin, { outputs }: Stack, notes: Notes): Promise<void> {
  if (origin.commit === undefined || origin.commit === outputs['Commit']) return;
  await notes.write(JSON.stringify({ deployedBy: outputs['Run'], ...origin }));
}

async function confirmedBy({ outputs }: Stack, notes: Notes | undefined): Promise<Origin | undefined> {
  const text = await notes?.read();
  if (text === undefined) return undefined;
  const { deployedBy, ...origin } = JSON.parse(text) as Origin & { readonly deployedBy?: string };
  return deployedBy === outputs['Run'] ? origin : undefined;
}
