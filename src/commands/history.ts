import type { AskHistory } from '../deploy/newer.ts';
import type { World } from '../world.ts';

/** The checkout has the word on how commits stand to each other; a shallow one does not know, and then GitHub is asked. */
export function historyOf({ git, workspace, github }: World): AskHistory {
  return async (sha, other) => {
    const here = await git.ancestry(workspace.root, sha, other);
    if (here !== 'unknown' || github === undefined) return here;
    const comparison = await github.compare(other, sha);
    if (comparison === 'behind') return 'ancestor';
    return comparison === 'ahead' ? 'descendant' : 'unknown';
  };
}
