import { BeanpoleError } from '../errors.ts';
import type { Inputs } from '../run.ts';

/** Whether the words ask how the program is called. */
export function asksForHelp(words: readonly string[]): boolean {
  return words[0] === 'help' || words.includes('--help') || words.includes('-h');
}

/** How the program is called from a terminal. */
export function usage(commands: readonly string[], names: readonly string[]): string {
  return `Usage: beanpole [${commands.join(' | ')}] [--name value …]

Without a command it deploys what the current directory holds. The names are the inputs of the action:
${argumentsOf(names)
  .map((name) => `  ${name}`)
  .join('\n')}

  beanpole rehearse --environment tiny        on a local cloud; AWS is not asked anything
  beanpole plan --environment staging         what a deploy would do, and where each setting comes from
  beanpole deploy --environment staging --set instances.max=8
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
  const fix = `Known are ${argumentsOf(names).join(', ')}.`;
  return new BeanpoleError('settings', `"${word}" is not an argument.`, { fix });
}

function argumentsOf(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== 'command').map((name) => `--${name}`);
}
