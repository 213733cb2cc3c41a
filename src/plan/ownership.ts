import { previewOf } from '../settings/preview.ts';
import type { Values } from './parameters.ts';

/** The stack tags of a preview that say whose it is and how many minutes after its last change it may go. */
export const repositoryTag = 'beanpole:repository';
export const lifetimeTag = 'beanpole:lifetime';

/** What a stack must be to go without anybody asking for it by name. */
export interface Claim {
  readonly application: string;
  readonly environment: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** The tags that mark an environment as a preview; none for any other, and none without a repository that could own it. */
export function previewTags(environment: string, lifetime: number, repository: string | undefined): Values {
  if (previewOf(environment) === undefined || repository === undefined) return {};
  return { [repositoryTag]: repository, [lifetimeTag]: String(lifetime) };
}

/** Why a stack is not a preview of the repository, so that an event must not remove it; nothing when it is one. */
export function notOurs(
  name: string,
  tags: Values,
  { application, environment, repository }: Claim,
): string | undefined {
  if (previewOf(environment) === undefined) return `"${environment}" is not the name of a preview (pr-<number>)`;
  const wanted = { 'beanpole:application': application, 'beanpole:environment': environment };
  for (const [tag, value] of Object.entries(wanted)) {
    if (tags[tag] !== value) return `the stack "${name}" has ${shown(tags[tag])} as its tag ${tag}, not "${value}"`;
  }
  const owner = tags[repositoryTag];
  if (owner?.toLowerCase() === repository.toLowerCase()) return undefined;
  return `the stack "${name}" belongs to ${owner ?? 'no repository'}, not to ${repository}`;
}

/** Whether a preview has not been changed for longer than it may live. Times in milliseconds. */
export function isExpired(tags: Values, changedAt: number | undefined, now: number): boolean {
  const minutes = Number(tags[lifetimeTag]);
  return changedAt !== undefined && minutes > 0 && now - changedAt > minutes * 60_000;
}

function shown(value: string | undefined): string {
  return value === undefined ? 'nothing' : `"${value}"`;
}
