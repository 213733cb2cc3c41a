/** How a run ended, in the words that its edge shows. */
export interface Ended {
  readonly verdict: 'good' | 'bad';
  /** The last lines of the log. */
  readonly text: string;
  /** Of a bad deploy: `text` in its two parts, what the application and AWS have said, and what to do next, in words of ours. */
  readonly parts?: { readonly told: string; readonly next: string };
  /** Outputs of the step by the names of action.yml. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown for the job summary. */
  readonly summary: string;
  /** The rollout as bars in plain text. */
  readonly picture?: string;
  /** Title of a notice: a green run that did not do what it was started for. */
  readonly notice?: string;
  /** Title and place of the one annotation of a bad run. */
  readonly title?: string;
  readonly place?: { readonly file: string; readonly line: number };
}

/** A good end, and what a command adds to it. */
export function withLines(ended: Ended, lines: readonly string[]): Ended {
  if (ended.verdict === 'bad') return ended;
  const text = [ended.text, ...lines].join('\n');
  return { ...ended, text, summary: `${ended.summary}\n${lines.map((line) => `- ${line}`).join('\n')}\n` };
}
