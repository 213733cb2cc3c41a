/** Sets the step's outputs, on failure too, so that later steps with `if: failure()` can use them. */
export async function writeOutputs(outputs: Readonly<Record<string, string>>): Promise<void> {
  const { setOutput } = await toolkit();
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

/** GitHub drops a summary of more than 1 MiB whole. */
const summaryLimit = 1024 * 1024;

/** Adds Markdown to the job summary; does nothing where there is no summary (a terminal). */
export async function writeSummary(markdown: string): Promise<void> {
  if (!process.env['GITHUB_STEP_SUMMARY']) return;
  const text =
    Buffer.byteLength(markdown) < summaryLimit ? markdown : `${markdown.slice(0, summaryLimit / 4)}\n\n(cut)\n`;
  const { summary } = await toolkit();
  await summary.addRaw(text).write();
}

/** It loads an HTTP client, which takes longer than all else before the first line; here, at the end, nobody waits for it. */
function toolkit(): Promise<typeof import('@actions/core')> {
  return import('@actions/core');
}
