import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { BeanpoleError, type Problem } from '../errors.ts';
import type { Source } from './platform.ts';
import { parseSchedule, type Schedule } from './schedule.ts';

/** A periodic task of a worker environment. */
export interface Task {
  readonly name: string;
  /** Path of the application that is posted to. */
  readonly url: string;
  readonly schedule: Schedule;
}

/** The file at the root of the source tree; its form is Beanstalk's. */
export const cronFile = 'cron.yaml';

const form = 'Write "version: 1", and below "cron:" a list of tasks with name, url and schedule.';
const members = ['name', 'url', 'schedule'] as const;

/** The tasks of a source tree; none without the file. Throws `settings` with every mistake and its line. */
export function tasksIn({ files, read }: Source): readonly Task[] {
  const text = files.includes(cronFile) ? read(cronFile) : undefined;
  return text === undefined ? [] : parseTasks(text);
}

/** Reads `cron.yaml`. */
export function parseTasks(text: string): readonly Task[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: Problem[] = [];
  const report: Report = (offset, message, fix) => {
    const { line, col } = lines.linePos(offset);
    problems.push({ where: `${cronFile}:${line}:${col}`, message, fix });
  };
  for (const error of document.errors) report(error.pos[0], `This is not YAML: ${error.message}`, form);
  const tasks = problems.length > 0 ? [] : readDocument(document.contents, report);
  if (problems.length === 0) return tasks;
  const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
  throw new BeanpoleError('settings', words.join('\n'), { problems });
}

type Report = (offset: number, message: string, fix: string) => void;

function readDocument(root: Node | null, report: Report): readonly Task[] {
  if (!isMap(root)) {
    report(root?.range?.[0] ?? 0, 'The file is not a map.', form);
    return [];
  }
  for (const { name, at } of namesIn(root)) {
    if (name !== 'version' && name !== 'cron') report(at, `"${name}" is not known here.`, form);
  }
  const version = root.get('version', true) as Node | undefined;
  if (!isScalar(version) || version.value !== 1) {
    report(version?.range?.[0] ?? 0, version === undefined ? 'There is no version.' : 'The version is not 1.', form);
  }
  const list = root.get('cron', true) as Node | undefined;
  if (!isSeq(list)) {
    report(list?.range?.[0] ?? 0, list === undefined ? 'There is no cron.' : '"cron" is not a list.', form);
    return [];
  }
  const known = new Set<string>();
  return list.items.flatMap((item) => {
    const task = readTask(item as Node, report);
    if (task === undefined) return [];
    if (known.has(task.name)) report((item as Node).range?.[0] ?? 0, `The task "${task.name}" is there twice.`, form);
    known.add(task.name);
    return [task];
  });
}

function readTask(item: Node, report: Report): Task | undefined {
  const at = item.range?.[0] ?? 0;
  if (!isMap(item)) {
    report(at, 'This is not a task.', form);
    return undefined;
  }
  for (const { name, at: place } of namesIn(item)) {
    if (!members.some((member) => member === name)) report(place, `"${name}" is not a member of a task.`, form);
  }
  const [name, url, schedule] = members.map((member) => textOf(item, member, report));
  if (name === undefined || url === undefined || schedule === undefined) return undefined;
  const place = (member: string) => (item.get(member, true) as Node).range?.[0] ?? at;
  if (name.length > 200 || !/^[!-~](?:[ -~]*[!-~])?$/.test(name)) {
    report(place('name'), `"${name}" cannot be a header.`, 'Write at most 200 ASCII characters.');
  }
  if (!/^\/[!-"$-~]*$/.test(url)) report(place('url'), `"${url}" is not a path.`, 'Write a path as in /tasks/backup.');
  const read = parseSchedule(schedule);
  if (typeof read !== 'string') return { name, url, schedule: read };
  report(
    place('schedule'),
    `"${schedule}" is not a schedule: ${read}.`,
    'Write five fields in UTC, as in "0 */12 * * *".',
  );
  return undefined;
}

function textOf(item: YAMLMap, member: string, report: Report): string | undefined {
  const node = item.get(member, true) as Node | undefined;
  if (isScalar(node) && typeof node.value === 'string' && node.value !== '') return node.value;
  const place = node?.range?.[0] ?? item.range?.[0] ?? 0;
  report(place, node === undefined ? `The task has no ${member}.` : `"${member}" is not text.`, form);
  return undefined;
}

function namesIn(map: YAMLMap): readonly { readonly name: string; readonly at: number }[] {
  return map.items.map(({ key }) => ({
    name: isScalar(key) ? String(key.value) : 'this',
    at: (key as Node).range?.[0] ?? 0,
  }));
}
