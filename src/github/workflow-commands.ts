// What a step says to the runner through its output and its files:
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. What the first lines need stands here; outputs and the
// summary are `@actions/core`'s, which loads an HTTP client: that costs more than all else before the first line.

type Level = 'error' | 'warning' | 'notice';

/** Where an annotation stands, and above what. */
export interface Annotation {
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A line of the log. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Begins a part of the log that can be folded. */
export function startGroup(title: string): void {
  say(`::group::${escaped(title)}`);
}

export function endGroup(): void {
  say('::endgroup::');
}

/** A line of the log that the page of the run shows too, and beside the line of the file when it names one. */
export function annotate(level: Level, text: string, annotation: Annotation = {}): void {
  const properties = Object.entries(annotation).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  say(`::${level}${properties.length > 0 ? ` ${properties.join(',')}` : ''}::${escaped(text)}`);
}

/** An input of the step, without the space around it; the runner hands it over in the environment. */
export function inputOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim() || undefined;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
