/** What a deploy was made from, as far as that is known. */
export interface Origin {
  /** Sha of the commit. */
  readonly commit?: string;
  /** Committer date, ISO 8601 in UTC. */
  readonly committedAt?: string;
}

/** How a commit stands to another one in git's history; `unknown` where the history does not tell: a shallow clone, another branch, no clone at all. */
export type Ancestry = 'ancestor' | 'descendant' | 'unknown';

/**
 * Whether `mine` is older than what is live, so that deploying it would take a newer commit back. The history has the word; where it does not tell,
 * the committer dates have. Of two that cannot be compared, the one that comes is taken for the newer one.
 */
export function isOlder(mine: Origin, live: Origin, ancestry: Ancestry): boolean {
  if (mine.commit === undefined || live.commit === undefined || mine.commit === live.commit) return false;
  if (ancestry !== 'unknown') return ancestry === 'ancestor';
  return timeOf(mine) < timeOf(live);
}

/** No date compares as neither older nor newer. */
function timeOf({ committedAt }: Origin): number {
  return Date.parse(committedAt ?? '');
}

/** What stands in a parameter of the compute stack where there is nothing to say. */
const nothing = 'none';

/** The origin as parameters of the compute stack: only outputs refer to them, so that they change nothing that runs. */
export function originValues({ commit, committedAt }: Origin): Readonly<Record<string, string>> {
  return { Commit: commit ?? nothing, CommittedAt: committedAt ?? nothing };
}

/** The origin that a compute stack tells in its outputs. */
export function originOf(outputs: Readonly<Record<string, string>>): Origin {
  const told = (name: string): string | undefined => (outputs[name] === nothing ? undefined : outputs[name]);
  const [commit, committedAt] = [told('Commit'), told('CommittedAt')];
  return { ...(commit === undefined ? {} : { commit }), ...(committedAt === undefined ? {} : { committedAt }) };
}
