import { fenced } from './markdown.ts';
import type { Ended } from './ended.ts';

/** What a comment is about. */
export interface Subject {
  readonly application: string;
  readonly environment: string;
  /** Of the run that writes. */
  readonly run: { readonly id: string; readonly url?: string; readonly commit?: string };
  /** The preview of the very pull request that is commented on, and the hours that it may live. */
  readonly preview?: { readonly hours: number };
}

/** The most characters that GitHub takes is 65,536; some are left for what it counts otherwise. */
const longest = 60_000;

/** The hidden first line by which the one comment of an environment is found again. */
export function markerOf({ application, environment }: Pick<Subject, 'application' | 'environment'>): string {
  return `<!-- beanpole ${application}/${environment} `;
}

/** Whether a comment was written by a run that began later: that one knows better. */
export function isNewer(before: string | undefined, { run }: Subject): boolean {
  const [, id] = /^<!-- beanpole \S+ run=(\d+) -->/.exec(before ?? '') ?? [];
  return id !== undefined && Number(id) > Number(run.id);
}

/** The comment while the run goes on. */
export function pendingComment(subject: Subject, command: string): string {
  const doing = command === 'destroy' ? 'is being removed' : 'is being deployed';
  return assembled(subject, [`### ⏳ ${named(subject)} ${doing}`, facts(subject, {}, 'bad')]);
}

/** The comment of a run that has ended. */
export function endedComment(subject: Subject, ended: Ended): string {
  const { outputs } = ended;
  const [mark, what] = headline(ended, subject);
  const head = `### ${mark} ${named(subject)} ${what}`;
  const parts = [head.replace(' : ', ': '), facts(subject, outputs, ended.verdict)];
  if (ended.verdict === 'bad') {
    const { told, next } = ended.parts ?? { told: ended.text };
    parts.push(fenced(cut(told, longest / 2)).trimEnd(), ...stillLive(outputs), ...(next === undefined ? [] : [next]));
  } else {
    if (ended.notice !== undefined) parts.push(cut(ended.text, longest / 2));
    if (subject.preview !== undefined && isThere(outputs)) parts.push(lifetime(subject.preview.hours));
  }
  if (ended.picture !== undefined && ended.picture !== '')
    parts.push(details('The rollout', cut(ended.picture, 12_000)));
  return assembled(subject, parts);
}

function headline({ verdict, outputs, title }: Ended, { environment }: Subject): readonly [string, string] {
  const { outcome, url, 'queue-url': queue } = outputs;
  const address = url ?? (queue === undefined ? undefined : `messages go to ${queue}`);
  if (verdict === 'bad') {
    return outcome === 'cancelled'
      ? ['⏹️', 'was left: the run was cancelled']
      : ['❌', `: ${lower(title).replace(` in ${environment}`, '')}`];
  }
  switch (outcome) {
    case 'destroyed':
      return ['🧹', 'is gone'];
    case 'superseded':
      return ['⏭️', `was left as it is: a newer commit is live${url === undefined ? '' : `: ${url}`}`];
    default:
      return ['✅', `is live${address === undefined ? '' : `: ${address}`}`];
  }
}

/** What a person can use while the failure is being mended. */
function stillLive({ version, url }: Ended['outputs']): readonly string[] {
  if (version === undefined) return [];
  return [`Version \`${version}\` is still live${url === undefined ? '.' : `: ${url}`}`];
}

function named({ environment, preview }: Subject): string {
  return preview === undefined ? `\`${environment}\`` : `Preview \`${environment}\``;
}

function facts({ run }: Subject, { version, outcome, result }: Ended['outputs'], verdict: Ended['verdict']): string {
  const isDeploy = verdict === 'good' && outcome !== 'destroyed';
  const seconds: unknown = result === undefined ? undefined : JSON.parse(result).seconds;
  return [
    ...(isDeploy && version !== undefined ? [`version \`${version}\``] : []),
    ...(run.commit === undefined ? [] : [`commit ${run.commit.slice(0, 12)}`]),
    ...(typeof seconds === 'number' ? [`${seconds} s`] : []),
    ...(run.url === undefined ? [] : [`[run](${run.url})`]),
  ].join(' · ');
}

function isThere({ url, 'queue-url': queue }: Ended['outputs']): boolean {
  return url !== undefined || queue !== undefined;
}

function lifetime(hours: number): string {
  const time = hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
  return `It goes when this pull request is closed, at the latest ${time} after its last change.`;
}

function details(title: string, text: string): string {
  return `<details><summary>${title}</summary>\n\n${fenced(text)}\n</details>`;
}

/** A fence is as long as the text needs, so the whole may be longer than its parts were cut to. */
function assembled(subject: Subject, parts: readonly string[]): string {
  return `${[`${markerOf(subject)}run=${subject.run.id} -->`, ...parts].join('\n\n').slice(0, longest)}\n`;
}

function lower(title = 'it did not end well'): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}\n… (cut; the whole text stands in the log of the run)`;
}
