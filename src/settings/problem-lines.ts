import type { Problem } from '../errors.ts';

/** Problems a line each, at most `limit` of them so that they stay on one screen; the rest is counted. */
export function problemLines(problems: readonly Problem[], limit = 30): string[] {
  const lines = problems
    .slice(0, limit)
    .map(({ where, message, fix }) => `${where}: ${message}${fix === undefined ? '' : ` ${fix}`}`);
  const rest = problems.length - lines.length;
  return rest === 0 ? lines : [...lines, `… and ${rest} more.`];
}
