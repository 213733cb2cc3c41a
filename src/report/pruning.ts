import type { Ended } from './ended.ts';
import { fenced } from './markdown.ts';

/** A preview that was to go. */
export interface Removal {
  readonly environment: string;
  readonly why: string;
  readonly ended: Ended;
}

/** What became of the versions in the bucket. */
export type VersionsPruned =
  | { readonly kind: 'absent' }
  | { readonly kind: 'busy'; readonly stack: string; readonly status: string }
  | { readonly kind: 'pruned'; readonly removed: readonly string[]; readonly kept: number; readonly leftovers: number };

/** The end of `prune`: bad when a preview that should go did not. */
export function endOfPruning({
  application,
  removals,
  versions,
}: {
  readonly application: string;
  readonly removals: readonly Removal[];
  readonly versions: VersionsPruned;
}): Ended {
  const left = removals.filter(({ ended }) => ended.verdict === 'bad');
  const lines = [
    removals.length === 0 ? 'No preview had to go.' : `${removals.length - left.length} previews were removed.`,
    ...removals.map(({ environment, why, ended }) =>
      ended.verdict === 'good' ? `- ${environment}: ${why}` : `- ${environment} is still there: ${ended.text}`,
    ),
    versionsLine(versions),
  ];
  const outcome = left.length === 0 ? 'pruned' : 'failed';
  const removed = removals.filter((one) => !left.includes(one)).map(({ environment }) => environment);
  const text = lines.join('\n');
  return {
    verdict: left.length === 0 ? 'good' : 'bad',
    ...(left.length === 0 ? {} : { title: `${left.length} previews could not be removed` }),
    text,
    outputs: {
      outcome,
      application,
      result: JSON.stringify({ schema: 1, outcome, application, removed, versions }),
    },
    summary: `### ${application}: ${outcome}\n\n${fenced(text)}`,
  };
}

function versionsLine(versions: VersionsPruned): string {
  switch (versions.kind) {
    case 'absent':
      return 'There is no application here, so there are no versions.';
    case 'busy':
      return `No version was removed: the stack "${versions.stack}" is ${versions.status}, and what it does may need one.`;
    case 'pruned': {
      const { removed, kept, leftovers } = versions;
      const rest = leftovers === 0 ? '' : `; ${leftovers} objects of environments that are gone were removed`;
      return `${removed.length} old versions were removed, ${kept} are kept${rest}.`;
    }
  }
}
