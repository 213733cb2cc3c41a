import { BeanpoleError } from '../errors.ts';
import type { Inputs } from '../run.ts';

/**
 * The inputs of a command typed in a terminal: `beanpole plan --environment staging --set instances.max=8`.
 * `--set` may stand several times; an unknown word is an error that lists the known ones.
 */
export function readArguments(words: readonly string[], names: readonly string[]): Inputs {
  const inputs: Record<string, string> = {};
  const rest = [...words];
  if (rest[0] !== undefined && !rest[0].startsWith('--')) inputs['command'] = rest.shift() ?? '';
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (!names.includes(name)) throw unknown(word, names);
    const value = inline ?? rest.shift();
    if (value === undefined)
      throw new BeanpoleError('settings', `"${word}" has no value.`, { fix: `Write ${word} VALUE.` });
    inputs[name] = name === 'set' && inputs[name] !== undefined ? `${inputs[name]}\n${value}` : value;
  }
  return inputs;
}

function unknown(word: string, names: readonly string[]): BeanpoleError {
  const known = names.filter((name) => name !== 'command').map((name) => `--${name}`);
  return new BeanpoleError('settings', `"${word}" is not an argument.`, { fix: `Known are ${known.join(', ')}.` });
}
