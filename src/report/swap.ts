import { BeanpoleError } from '../errors.ts';
import type { Ended } from './ended.ts';

/** How both halves of a swap ended; the second is absent when the first did not end well. */
export interface Swap {
  readonly application: string;
  readonly environment: string;
  readonly other: string;
  readonly first: Ended;
  readonly second: Ended | undefined;
}

/** The end of `swap`: what is live in both environments, also when only half of it came about. */
export function endOfSwap(swap: Swap): Ended {
  const { environment, other, first, second } = swap;
  if (second === undefined) {
    return { ...first, text: `${first.text}\nThe swap ends here: environment ${other} was not touched.` };
  }
  if (second.verdict === 'bad') return endOfHalf(swap, second);
  const text = [
    `Environments ${environment} and ${other} have exchanged their versions.`,
    liveLine(environment, first),
    liveLine(other, second),
    'Addresses, settings and data stayed where they are. The same command exchanges them back.',
  ].join('\n');
  const outputs = { ...first.outputs, outcome: 'swapped' };
  return {
    verdict: 'good',
    text,
    outputs: { ...outputs, result: resultOf(swap, 'swapped') },
    summary: `### 🔁 ${swap.application}: ${environment} and ${other}\n\n${first.summary}\n${second.summary}`,
    ...pictureOf(first, second),
  };
}

/** The outputs stay those of the environment that the run is about: its new version is live. */
function endOfHalf(swap: Swap, second: Ended): Ended {
  const { environment, other, first } = swap;
  const outcome = second.outputs['outcome'] ?? 'failed';
  return {
    ...second,
    title: `Only half of the swap came about: ${environment} has its new version, ${other} kept its old one`,
    text: `${second.text}\n${liveLine(environment, first)}\nTo undo the half that came about: \`command: rollback\` of ${environment}.`,
    outputs: { ...first.outputs, outcome, result: resultOf(swap, outcome) },
    summary: `${second.summary}\n${first.summary}`,
    ...pictureOf(first, second),
  };
}

/** What is left to do for the version of the first environment, which the other one may not have got. */
export interface Owed {
  readonly environment: string;
  readonly other: string;
  readonly owed: string;
}

/** What ended the run in the second half, a cancellation above all, and where the two environments were left. */
export function atHalfTime(error: unknown, { environment, other, owed }: Owed): unknown {
  if (!(error instanceof BeanpoleError)) return error;
  const { code, message, fix, problems } = error;
  const state = `The swap was half-way: ${environment} has its new version, and it is not known yet whether ${other} gets version "${owed}".`;
  const finish = `\`command: rollback\` of ${other} with \`version-label: ${owed}\` finishes the swap, \`command: rollback\` of ${environment} undoes its first half.`;
  return new BeanpoleError(code, `${message} ${state}`, {
    fix: fix === undefined ? finish : `${fix} ${finish}`,
    cause: error,
    problems,
  });
}

function liveLine(environment: string, { outputs }: Ended): string {
  return `Live in ${environment} is version ${outputs['version']}: ${outputs['url'] ?? outputs['queue-url']}`;
}

function resultOf({ application, environment, other, first, second }: Swap, outcome: string): string {
  const one = (ended: Ended | undefined): unknown => JSON.parse(ended?.outputs['result'] ?? 'null');
  const environments = { [environment]: one(first), [other]: one(second) };
  return JSON.stringify({ schema: 1, outcome, application, environment, environments });
}

function pictureOf(...ends: readonly Ended[]): Pick<Ended, 'picture'> {
  const pictures = ends.map(({ picture = '' }) => picture).filter((picture) => picture !== '');
  return pictures.length === 0 ? {} : { picture: pictures.join('\n\n') };
}
