import { randomUUID } from 'node:crypto';
import { type Append, outputText } from './workflow-commands.ts';

/** Sets the step's outputs, on failure too, so that later steps with `if: failure()` can use them. */
export function writeOutputs(outputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv, append: Append): void {
  const file = env['GITHUB_OUTPUT'];
  if (!file) return;
  for (const [name, value] of Object.entries(outputs)) append(file, outputText(name, value, `end_${randomUUID()}`));
}

/** GitHub drops a summary of more than 1 MiB whole. */
const summaryLimit = 1024 * 1024;

/** Adds Markdown to the job summary; does nothing where there is no summary (a terminal). */
export function writeSummary(markdown: string, env: NodeJS.ProcessEnv, append: Append): void {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  const text =
    Buffer.byteLength(markdown) < summaryLimit ? markdown : `${markdown.slice(0, summaryLimit / 4)}\n\n(cut)\n`;
  append(file, text);
}
