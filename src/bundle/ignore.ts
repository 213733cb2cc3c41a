import ignore from 'ignore';

/** Decides which paths stay out of the bundle. */
export interface Rules {
  /** `path` is relative to the top of the rules; a directory's ends in `/`. */
  leavesOut(path: string): boolean;
  /** The rules that hold in `directory` when it has an ignore file of its own. */
  within(directory: string, text: string): Rules;
}

/**
 * Rules in gitignore's syntax, the last match deciding. An ignore file further down is rewritten to patterns of the top, so that one list
 * decides in git's order and "a file in an ignored directory cannot come back" holds across all ignore files.
 */
export function gitignoreRules(patterns: readonly string[] = []): Rules {
  const matcher = ignore({ ignoreCase: false }).add(patterns.map((pattern) => ({ pattern })));
  return {
    leavesOut: (path) => matcher.ignores(path),
    within: (directory, text) => gitignoreRules([...patterns, ...patternsOf(text, directory)]),
  };
}

/** The patterns of an ignore file that stands in `directory` (`''`: the top), each relative to the top. */
export function patternsOf(text: string, directory = ''): readonly string[] {
  const lines = text.replace(/^\u{FEFF}/u, '').split(/\r?\n/);
  // `!` and `/` alone match nothing; put behind a directory's name they would match all of it.
  const patterns = lines.filter((line) => !/^!?\/?\s*$/.test(line) && !line.startsWith('#'));
  return directory === '' ? patterns : patterns.map((pattern) => rebased(pattern, directory));
}

function rebased(pattern: string, directory: string): string {
  const negated = pattern.startsWith('!');
  const body = negated ? pattern.slice(1) : pattern;
  // A slash anywhere but at the end ties a pattern to its own directory; without one it holds at every depth below.
  const tied = body.replace(/\s+$/, '').slice(0, -1).includes('/');
  const below = tied ? body.replace(/^\//, '') : `**/${body}`;
  return `${negated ? '!' : ''}/${literally(directory)}/${below}`;
}

function literally(directory: string): string {
  return directory.replace(/[\\*?[\]!# ]/g, '\\$&');
}
