import type { InstanceDescription } from './instance.ts';
import type { Variable } from '../settings/settings.ts';
import { call } from './aws/calls.ts';
import type { Aws } from './aws/client.ts';
import { AwsRefusal } from './aws/refusal.ts';
import { failure } from './failure.ts';

export interface Resolved {
  readonly values: Readonly<Record<string, string>>;
  /** Those of them that no log may hold. */
  readonly secrets: readonly string[];
}

/** Turns references into values, with the instance's own role. Throws with the variable's name when one cannot be had. */
export async function resolveVariables(aws: Aws, variables: Readonly<Record<string, Variable>>): Promise<Resolved> {
  const all = Object.entries(variables);
  const names = all.flatMap(([, variable]) => (variable.kind === 'parameter' ? [variable.name] : []));
  const ids = all.flatMap(([, variable]) => (variable.kind === 'secret' ? [variable.id] : []));
  const [parameters, secrets] = await Promise.all([getParameters(aws, names), getSecrets(aws, ids)]);
  const values: Record<string, string> = {};
  for (const [name, variable] of all) {
    values[name] = variable.kind === 'plain' ? variable.value : referenced(name, variable, { parameters, secrets });
  }
  const concealed = all.flatMap(([name, { kind }]) => (kind === 'plain' ? [] : [values[name] ?? '']));
  return { values, secrets: concealed };
}

type Known = ReadonlyMap<string, string>;
type Reference = Exclude<Variable, { readonly kind: 'plain' }>;

function referenced(
  name: string,
  variable: Reference,
  known: { readonly parameters: Known; readonly secrets: Known },
): string {
  const from = variable.kind === 'parameter' ? known.parameters.get(variable.name) : known.secrets.get(variable.id);
  if (from === undefined) {
    const what = variable.kind === 'parameter' ? `parameter "${variable.name}"` : `text in the secret "${variable.id}"`;
    throw failure(`The variable ${name} has no value: there is no ${what}.`);
  }
  return variable.kind === 'secret' && variable.key !== undefined
    ? member(name, from, variable.id, variable.key)
    : from;
}

/** The message must not quote the text. */
function member(name: string, text: string, id: string, key: string): string {
  const value = parsed(text)?.[key];
  if (typeof value === 'string') return value;
  if (value !== undefined && value !== null) return JSON.stringify(value);
  throw failure(`The variable ${name} has no value: the secret "${id}" is not a JSON object with a member "${key}".`);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** At most so many names in one GetParameters. */
const atOnce = 10;

async function getParameters(aws: Aws, names: readonly string[]): Promise<Known> {
  const known = new Map<string, string>();
  const wanted = [...new Set(names)];
  for (let at = 0; at < wanted.length; at += atOnce) {
    const input = { Names: wanted.slice(at, at + atOnce), WithDecryption: true };
    const { Parameters } = await call<{ Parameters: readonly Parameter[] }>(aws, 'ssm', 'GetParameters', input).catch(
      (cause: unknown) => {
        throw refused('The parameters of the environment variables', cause);
      },
    );
    for (const { Name, ARN, Value } of Parameters) {
      known.set(Name, Value);
      if (ARN !== undefined) known.set(ARN, Value);
    }
  }
  return known;
}

interface Parameter {
  readonly Name: string;
  readonly ARN?: string;
  readonly Value: string;
}

async function getSecrets(aws: Aws, ids: readonly string[]): Promise<Known> {
  const known = new Map<string, string>();
  for (const id of new Set(ids)) {
    const answer = call<{ SecretString?: string }>(aws, 'secretsmanager', 'GetSecretValue', { SecretId: id });
    const { SecretString } = await answer.catch((cause: unknown) => {
      throw refused(`The secret "${id}"`, cause);
    });
    if (SecretString !== undefined) known.set(id, SecretString);
  }
  return known;
}

function refused(what: string, cause: unknown): Error {
  const words = cause instanceof AwsRefusal ? `${cause.code}: ${cause.message}` : (cause as Error).message;
  return failure(`${what} could not be read: ${words}`, { cause });
}

/** What tells an application where and as what it runs. */
export function ours({ region, application, environment, version }: InstanceDescription): Record<string, string> {
  return {
    AWS_REGION: region,
    BEANPOLE_APPLICATION: application,
    BEANPOLE_ENVIRONMENT: environment,
    BEANPOLE_VERSION: version.label,
  };
}
