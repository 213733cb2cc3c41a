import type { Group, Key } from './key.ts';
import { keys } from './keys.ts';
import { inline, text } from './kinds.ts';
import { listenerPort, processName } from './balancing.ts';
import { modes } from './settings.ts';
import { nearest } from './suggest.ts';
import { branchPattern, logicalId, tagName, urlPath, variableName } from './texts.ts';
import { ownDatabase, outsideDatabase } from './data.ts';

/** CloudFormation takes 50 tags a stack; the rest are ours. */
export const maxTags = 45;

const own = ['zones', 'private', 'exit'];
const existing = ['vpc', 'public-subnets', 'instance-subnets', 'data-subnets'];

/** Beside the default one: an alarm looks at ten metrics at most, two of each process. */
export const maxProcesses = 4;

/** Every group, by its word. */
export const groups: Readonly<Record<string, Group>> = {
  platform: { description: 'What the application runs on; a name, or a name and a version.', short: 'name' },
  instances: { description: 'The machines that the application runs on.' },
  scaling: {
    description: 'How the number of instances follows the load.',
    alternatives: [['cpu', 'requests'], ['trigger']],
  },
  health: { description: 'When an instance counts as healthy.' },
  deploy: { description: 'How a new version replaces the running one.' },
  branches: { description: 'Environments by branch.', names: branchPattern },
  preview: { description: 'The environment of a pull request, `pr-<number>`.' },
  versions: { description: 'What is kept in the artifact bucket.' },
  database: {
    description: 'A database of its own, or one from outside; an engine, or an engine and more.',
    short: 'engine',
    alternatives: [ownDatabase, outsideDatabase],
    schema: { dependentRequired: { endpoint: ['secret'], secret: ['endpoint'], 'security-group': ['endpoint'] } },
  },
  cache: { description: 'A cache of its own; an engine, or an engine and more.', short: 'engine' },
  logs: { description: 'Where the lines go that the instances log.', short: 'stream' },
  notifications: {
    description: 'Who is told when the environment is unwell.',
    short: 'to',
    alternatives: [['to'], ['topic']],
    schema: { not: { required: ['to', 'topic'] } },
  },
  variables: { description: 'Environment variables of the application.', names: variableName },
  'static-files': { description: 'What the proxy serves itself, by path of the URL.', names: urlPath },
  tags: { description: 'Tags on every resource.', names: tagName, schema: { maxProperties: maxTags } },
  network: {
    description: 'A network of its own, or an existing one.',
    alternatives: [own, existing],
    schema: {
      allOf: own.map((word) => ({ not: { required: [word, 'vpc'] } })),
      dependentRequired: {
        vpc: ['public-subnets'],
        'public-subnets': ['vpc'],
        'instance-subnets': ['vpc'],
        'data-subnets': ['vpc'],
      },
    },
  },
  'load-balancer': { description: 'The load balancer of a web environment in high availability.' },
  processes: {
    description: 'Ports of the instances that a load balancer sends requests to, beside the default one.',
    names: processName,
    schema: { maxProperties: maxProcesses },
  },
  listeners: { description: 'Ports of the load balancer.', names: listenerPort },
  rules: { description: 'Which requests go to which process.', names: processName },
  domain: { description: 'The name by which the world knows an environment.' },
  tls: { description: 'TLS at the load balancer.' },
  iam: { description: 'Rights beyond what Beanpole itself needs.' },
  resources: { description: 'CloudFormation resources, changed or added, by logical id.', names: logicalId },
  outputs: { description: 'CloudFormation outputs, added, by name.', names: logicalId },
  worker: { description: 'The queue of a worker environment, and how its messages reach the application.' },
};

/** The form of a section's name below `environments:`. */
export const sectionName = text({
  what: 'the name of an environment or a pattern of names',
  accepts: 'letters, digits and hyphens, where * stands for any text and ? for one character, as in pr-*',
  pattern: /^[A-Za-z0-9*?](?:[A-Za-z0-9*?-]*[A-Za-z0-9*?])?$/,
  maxLength: 80,
});

/** Words that a section cannot hold: they choose the section. */
export const chosenOutside: readonly string[] = ['application', 'environment', 'environments', 'branches'];

/** The key at a path that the user wrote: `variables.PORT` is described by `variables.*`. */
export function keyAt(path: string): Key<unknown> | undefined {
  const [first] = splitPath(path);
  return groupAt(first)?.names === undefined ? ownMember(keys, path) : keys[`${first}.*`];
}

/** The group at a word that the user wrote. */
export function groupAt(word: string): Group | undefined {
  return ownMember(groups, word);
}

/** A lookup that `constructor` and its kind do not get through. */
function ownMember<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The words that may stand at the top level, or below a group's word. */
export function wordsOf(word?: string): string[] {
  const paths = Object.keys(keys).map((path) => path.split('.'));
  if (word === undefined) return [...new Set(paths.map(([first = '']) => first)), 'environments'];
  return paths.flatMap(([first, second]) => (first === word && second !== undefined ? [second] : []));
}

/** The path of the key that was probably meant by one that does not exist: misspelt, or at the wrong level. */
export function meantBy(path: string): string | undefined {
  const [word, member = ''] = splitPath(path);
  if (groupAt(word) !== undefined) {
    const near = nearest(member, wordsOf(word));
    return near === undefined ? undefined : `${word}.${near}`;
  }
  const near = nearest(word, wordsOf());
  if (near !== undefined) return member === '' ? near : `${near}.${member}`;
  return Object.keys(keys).find((candidate) => candidate.endsWith(`.${path}`));
}

/** `tags.cost.center` is the member `cost.center` of `tags`. */
export function splitPath(path: string): readonly [string, string?] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** A row of the documentation's table of keys. */
export interface KeyRow {
  readonly key: string;
  /** What is accepted, in words. */
  readonly type: string;
  /** In words as well; empty when the key is simply not set. */
  readonly default: string;
  readonly description: string;
}

/** Every key of `beanpole.yml`, in the order of the schema. */
export function describeKeys(): KeyRow[] {
  return Object.entries(keys).map(([path, key]) => ({
    key: path.replace('*', '<name>'),
    type: key.accepts,
    default: defaultOf(key),
    description: key.description,
  }));
}

function defaultOf(key: Key<unknown>): string {
  const defaults = modes.flatMap((mode) => {
    const value = key.default?.[mode];
    return value === undefined ? [] : [{ mode, text: inline(key.write(value)) }];
  });
  const [first, second] = defaults;
  const worker = key.inWorker === undefined ? '' : `, ${inline(key.write(key.inWorker))} (worker)`;
  if (first === undefined) return key.derived === undefined ? '' : `from ${key.derived}`;
  if (first.text === second?.text) return `${first.text}${worker}`;
  return `${defaults.map(({ mode, text }) => `${text} (${mode})`).join(', ')}${worker}`;
}
