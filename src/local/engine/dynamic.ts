import type { ResolveParameter } from './parameters.ts';
import type { Json, JsonObject } from './resource.ts';
import { isObject } from './value.ts';

const reference = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^}]+)\}\}/;

/** Looks up the dynamic references (`{{resolve:ssm:name}}`) inside properties. One that leads nowhere is an error. */
export async function resolveDynamic(properties: JsonObject, resolve: ResolveParameter): Promise<JsonObject> {
  return (await resolved(properties, resolve)) as JsonObject;
}

async function resolved(value: Json, resolve: ResolveParameter): Promise<Json> {
  if (typeof value === 'string') return resolvedText(value, resolve);
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolved(item, resolve)));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(async ([key, inner]) => [key, await resolved(inner as Json, resolve)]);
  return Object.fromEntries(await Promise.all(entries)) as Json;
}

async function resolvedText(text: string, resolve: ResolveParameter): Promise<string> {
  const match = reference.exec(text);
  if (match === null) return text;
  const [whole, service, name = ''] = match;
  const value = await resolve({ service: service as 'ssm', name });
  if (value === undefined) throw new Error(`Could not resolve the dynamic reference ${whole}`);
  const rest = text.slice(match.index + whole.length);
  return `${text.slice(0, match.index)}${value}${await resolvedText(rest, resolve)}`;
}
