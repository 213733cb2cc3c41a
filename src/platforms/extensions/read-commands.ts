import type { Node } from 'yaml';
import type { Dialect } from './dialect.ts';
import type { ExtensionCommand } from './extension.ts';
import { given, type Member, named, type Reading } from './reading.ts';

/** Seconds that Beanstalk waits on Windows where a command does not say. */
const usualWait = 60;

/** A member of `commands` or `container_commands`. */
export function commandOf(
  { name, node }: Member,
  from: Reading,
  where: 'commands' | 'container_commands',
  dialect: Dialect,
): readonly ExtensionCommand[] {
  const own = where === 'container_commands' ? ['leader_only'] : [];
  const members = from.members(node, `the command ${name}`, [...dialect.commandKeys, ...own]);
  const at = (member: string) => named(members, member)[0];
  const line = (member: string) => words(at(member), member, from, dialect);
  const command = line('command');
  if (command === '') {
    from.report(node, `${name} has no command.`, 'Write command: and what is to be run.');
    return [];
  }
  const variables = at('env') === undefined ? [] : from.members(at('env'), `the environment of ${name}`);
  const waits = dialect.commandKeys.includes('waitAfterCompletion');
  return [
    {
      name,
      command,
      env: Object.fromEntries(variables.map((one) => [one.name, from.text(one.node, one.name) ?? ''])),
      ignoreErrors: from.flag(at('ignoreErrors'), 'ignoreErrors') ?? false,
      leaderOnly: from.flag(at('leader_only'), 'leader_only') ?? false,
      ...given({
        cwd: from.text(at('cwd'), 'cwd'),
        test: at('test') === undefined ? undefined : line('test'),
        wait: waits ? waitOf(at('waitAfterCompletion'), from) : undefined,
      }),
    },
  ];
}

/** A list is a program and its arguments; one text is a line for the shell. */
function words(node: Node | undefined, what: string, from: Reading, { quote, lines, machine }: Dialect): string {
  const all = from.texts(node, what);
  if (node !== undefined && 'items' in node) return all.map(quote).join(' ');
  const text = lines === 'one' ? (all[0] ?? '').trim() : (all[0] ?? '');
  if (lines === 'one' && text.includes('\n'))
    from.report(
      node,
      `${what} has several lines, and the shell of ${machine} runs the first.`,
      'Write one line, with && between commands; or a script by files, and run that.',
    );
  return text;
}

function waitOf(node: Node | undefined, from: Reading): number | 'forever' {
  const text = from.text(node, 'waitAfterCompletion') ?? `${usualWait}`;
  if (text === 'forever') return text;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  from.report(
    node,
    `"${text}" is not a value of waitAfterCompletion.`,
    'Accepted: seconds from 0 to 9999, or forever.',
  );
  return usualWait;
}
