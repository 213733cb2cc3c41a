import { invalid } from './input.ts';

/** A term of a filter pattern: `ERROR`, `"a phrase"`, `-not`, `?either ?or`. */
interface Term {
  readonly sign: '' | '-' | '?';
  readonly text: string;
}

/**
 * Reads a filter pattern of terms. Patterns of JSON, of fields and of regular expressions are refused: the local cloud does not act them out.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function readPattern(pattern: string): (message: string) => boolean {
  const terms = readTerms(pattern.trim());
  const signed = (sign: Term['sign']) => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [wanted, unwanted, optional] = [signed(''), signed('-'), signed('?')];
  // Beside other terms, AWS ignores those with a question mark.
  const either = optional.length === terms.length ? optional : [];
  return (message) =>
    wanted.every((text) => message.includes(text)) &&
    !unwanted.some((text) => message.includes(text)) &&
    (either.length === 0 || either.some((text) => message.includes(text)));
}

function readTerms(pattern: string): Term[] {
  if (/^[{[%]/.test(pattern)) {
    throw invalid(
      `The local cloud acts out filter patterns of terms only, not of JSON, of fields or of regular expressions: ${pattern}`,
    );
  }
  const terms: Term[] = [];
  // A minus may stand apart from its term, as AWS's documentation has it: `"ERROR" - "Exiting"`.
  const term = /\s*(-\s*|\?)?(?:"((?:[^"\\]|\\.)+)"|(\w+))(?=\s|$)/y;
  while (term.lastIndex < pattern.length) {
    const start = term.lastIndex;
    const found = term.exec(pattern);
    if (found === null) throw unreadable(pattern.slice(start));
    const [, sign = '', phrase, word = ''] = found;
    const text = phrase === undefined ? word : phrase.replace(/\\(.)/g, '$1');
    terms.push({ sign: sign.startsWith('-') ? '-' : sign === '?' ? '?' : '', text });
  }
  return terms;
}

/** Outside of quotes a term has letters, digits and underscores. */
function unreadable(rest: string) {
  const wrong = /[^\w\s"?-]+/.exec(rest)?.[0] ?? rest.trim();
  return invalid(`Invalid character(s) in term '${wrong}'`);
}
