import { BeanpoleError, type Problem } from '../errors.ts';
import type { Process } from './platform.ts';

const entry = /^([A-Za-z0-9_-]+):\s*(\S.*)$/;

/** Reads a Procfile: one `name: command` on each line, one of them `web`. Throws `settings` with every wrong line. */
export function parseProcfile(text: string): readonly Process[] {
  const { processes, problems } = parse('Procfile', text);
  if (problems.length === 0 && !processes.some(({ name }) => name === 'web')) {
    throw refusal([{ where: 'Procfile', message: 'There is no process "web".', fix: 'Add a line "web: command".' }]);
  }
  if (problems.length > 0) throw refusal(problems);
  return processes;
}

/** Reads a Buildfile: commands that end, each with a name, in their order. Throws `settings` with every wrong line. */
export function parseBuildfile(text: string): readonly Process[] {
  const { processes, problems } = parse('Buildfile', text);
  if (problems.length > 0) throw refusal(problems);
  return processes;
}

interface Parsed {
  readonly processes: readonly Process[];
  readonly problems: readonly Problem[];
}

function parse(file: string, text: string): Parsed {
  const problems: Problem[] = [];
  const processes = new Map<string, Process>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const where = `${file}:${index + 1}`;
    const [, name, command] = entry.exec(line) ?? [];
    if (name === undefined || command === undefined) {
      problems.push({ where, message: `"${line.trim()}" is not a process.`, fix: 'Write "name: command".' });
    } else if (processes.has(name)) {
      problems.push({
        where,
        message: `The process "${name}" is there twice.`,
        fix: 'Give each process its own name.',
      });
    } else {
      processes.set(name, { name, command: command.trim() });
    }
  }
  return { processes: [...processes.values()], problems };
}

function refusal(problems: readonly Problem[]): BeanpoleError {
  const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
  return new BeanpoleError('settings', words.join('\n'), { problems });
}
