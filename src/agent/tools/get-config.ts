import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import type { Facts } from './facts.ts';

/** What the tool prints, and its exit code. */
export interface Answer {
  readonly text: string;
  readonly code: 0 | 1;
}

const usage =
  'Usage: get-config [--output JSON|YAML] optionsettings [-n NAMESPACE [-o OPTION]] | environment [-k KEY] | container [-k KEY] | addons [-a ADD-ON [-k KEY]] | platformconfig [-k KEY]';

const options = {
  output: { type: 'string', default: 'JSON' },
  key: { type: 'string', short: 'k' },
  namespace: { type: 'string', short: 'n' },
  'option-name': { type: 'string', short: 'o' },
  'add-on': { type: 'string', short: 'a' },
} as const;

/** Answers as Beanstalk's `get-config` does: an object as JSON or YAML, a single value as it is. What is not there is an error that says so. Without `facts` nothing is known yet. */
export function getConfig(words: readonly string[], facts: Facts | undefined): Answer {
  if (facts === undefined) return { text: 'No version has come to this instance yet.', code: 1 };
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [command, ...more] = positionals;
    if (command === undefined || more.length > 0) throw new Error(usage);
    return { text: shown(found(command, values, facts), values.output), code: 0 };
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error), code: 1 };
  }
}

interface Asked {
  readonly key?: string | undefined;
  readonly namespace?: string | undefined;
  readonly 'option-name'?: string | undefined;
  readonly 'add-on'?: string | undefined;
}

function found(command: string, asked: Asked, facts: Facts): unknown {
  const { key, namespace, 'option-name': option, 'add-on': addOn } = asked;
  switch (command) {
    case 'optionsettings': {
      if (option !== undefined && namespace === undefined) throw new Error('An option name needs its namespace, -n.');
      return member(member(facts.optionsettings, namespace, 'namespace'), option, 'option');
    }
    case 'environment':
      return member(facts.environment, key, 'environment property');
    case 'container':
      return member(facts.container, key, 'key');
    case 'addons': {
      const one = member(facts.addons, addOn, 'add-on');
      if (key === undefined) return one;
      if (addOn === undefined) throw new Error('A key of an add-on needs the name of that, -a.');
      return member(facts.addons[addOn]?.env, key, 'key');
    }
    case 'platformconfig': {
      const { GeneralConfig, PlatformSpecificConfig } = facts.platformconfig;
      return key === undefined
        ? facts.platformconfig
        : member({ ...GeneralConfig, ...PlatformSpecificConfig }, key, 'key');
    }
    default:
      throw new Error(usage);
  }
}

/** The whole, where nobody asks for a part. */
function member(whole: unknown, name: string | undefined, what: string): unknown {
  if (name === undefined) return whole;
  const members = whole as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(members, name)) return members[name];
  throw new Error(`There is no ${what} "${name}" here.`);
}

function shown(value: unknown, output: string): string {
  if (typeof value === 'string') return value;
  switch (output.toUpperCase()) {
    case 'JSON':
      return JSON.stringify(value);
    case 'YAML':
      return stringify(value).trimEnd();
    default:
      throw new Error(`There is no output "${output}": it is JSON or YAML.`);
  }
}
