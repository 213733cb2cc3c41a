import type { Ended } from './ended.ts';

/** The end of a run that had nothing to do, and rightly so: green, with a notice that says why. */
export function endOfNothing({ title, text }: { readonly title: string; readonly text: string }): Ended {
  return {
    verdict: 'good',
    notice: title,
    text,
    outputs: { outcome: 'skipped', result: JSON.stringify({ schema: 1, outcome: 'skipped', message: title }) },
    summary: `### ⏭️ ${title}\n\n${text}\n`,
  };
}
