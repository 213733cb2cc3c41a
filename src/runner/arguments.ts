import { BeanpoleError } from '../errors.ts';
import type { Inputs } from '../run.ts';
import { nearest } from '../settings/suggest.ts';

/** Whether the words ask how the program is called. */
export function asksForHelp(words: readonly string[]): boolean {
  return words[0] === 'help' || words.includes('--help') || words.includes('-h');
}

/** How the program is called from a terminal. `commands`: what each does, in a few words. */
export function usage(commands: Readonly<Record<string, string>>, names: readonly string[]): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return `Usage: beanpole [command] [--name value …]

${Object.entries(commands)
  .map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`)
  .join('\n')}

The names are the inputs of the action: ${argumentsOf(names).join(', ')}.

  beanpole rehearse --environment tiny
  beanpole plan --environment staging --set instances.max=8
  beanpole rollback --application shop --environment production
`;
}

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
  const meant = nearest(word, argumentsOf(names));
  const fix = `${meant === undefined ? '' : `Did you mean ${meant}? `}Known are ${argumentsOf(names).join(', ')}.`;
  return new BeanpoleError('settings', `"${word}" is not an argument.`, { fix });
}

function argumentsOf(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== 'command').map((name) => `--${name}`);
}
