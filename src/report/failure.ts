import { BeanpoleError, type ErrorCode, type Problem } from '../errors.ts';
import { problemLines } from '../settings/problem-lines.ts';
import type { Ended } from './ended.ts';
import { fenced } from './markdown.ts';

const titles: Readonly<Record<ErrorCode, string>> = {
  settings: 'The settings are not right; nothing was touched',
  bundle: 'The source tree cannot become a bundle',
  version: 'The version cannot be published',
  template: 'The template is not right; please report this',
  aws: 'AWS refused',
  outage: 'AWS did not answer',
  credentials: 'The AWS credentials do not hold',
  refused: 'Beanpole refused to go on',
  deploy: 'The deploy did not succeed',
  timeout: 'Time ran out',
  cancelled: 'The run was cancelled',
};

/** A run that ended with an error: ours is shown with its stack and a request to report it, the user's plainly. */
export function endOfFailure(error: unknown): Ended {
  if (!(error instanceof BeanpoleError)) return endOfBug(error);
  const text = failureText(error);
  const outcome = error.code === 'cancelled' ? 'cancelled' : 'failed';
  const place = placeOf(error.problems[0]);
  return {
    verdict: 'bad',
    title: titles[error.code],
    text,
    outputs: {
      outcome,
      result: JSON.stringify({ schema: 1, outcome, code: error.code, message: error.message }),
    },
    summary: `### ${titles[error.code]}\n\n${fenced(text)}`,
    ...(place === undefined ? {} : { place }),
  };
}

function endOfBug(error: unknown): Ended {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = `${stack}\nThis is a fault of Beanpole. Please report it with the lines above.`;
  const outputs = {
    outcome: 'failed',
    result: JSON.stringify({ schema: 1, outcome: 'failed', code: 'bug', message: String(error) }),
  };
  return {
    verdict: 'bad',
    title: 'Beanpole itself failed',
    text,
    outputs,
    summary: `### Beanpole itself failed\n\n${fenced(text)}`,
  };
}

/** What happened, each problem with its place, what to do. */
export function failureText({ message, problems, fix }: BeanpoleError): string {
  return [message, ...problemLines(problems), ...(fix === undefined ? [] : [fix])].join('\n');
}

/** A problem in a file becomes an annotation on its line. */
function placeOf(problem: Problem | undefined): { readonly file: string; readonly line: number } | undefined {
  const found = /^([^:\s]+\.ya?ml):(\d+)/.exec(problem?.where ?? '');
  return found?.[1] === undefined ? undefined : { file: found[1], line: Number(found[2]) };
}
