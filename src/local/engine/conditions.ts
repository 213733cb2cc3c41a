import { formatError, templateError } from './errors.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import type { Json, JsonObject } from './resource.ts';
import { isObject, same } from './value.ts';

/** Which conditions of a template hold. Conditions see parameters and mappings, not resources. */
export function decideConditions(
  conditions: JsonObject,
  scope: Omit<Scope, 'condition'>,
): Readonly<Record<string, boolean>> {
  const decided: Record<string, boolean> = {};
  const open = new Set<string>();
  const decide = (name: string): boolean => {
    const known = decided[name];
    if (known !== undefined) return known;
    const raw = conditions[name];
    if (raw === undefined)
      throw formatError(
        `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
      );
    if (open.has(name)) throw formatError(`Circular dependencies for conditions [${[...open].join(', ')}]`);
    open.add(name);
    const holds = holdsIn(raw, { ...scope, condition: decide });
    open.delete(name);
    decided[name] = holds;
    return holds;
  };
  for (const name of Object.keys(conditions)) decide(name);
  return decided;
}

function holdsIn(node: Json, scope: Scope): boolean {
  if (!isObject(node) || Object.keys(node).length !== 1)
    throw formatError('Every Condition member must be an object with one function');
  const [[name, argument]] = Object.entries(node) as [[string, Json]];
  const members = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Condition':
      return scope.condition(String(argument));
    case 'Fn::Equals':
      return equals(members, scope);
    case 'Fn::Not':
      return !holdsIn(only(members), scope);
    case 'Fn::And':
      return several(name, members).every((member) => holdsIn(member, scope));
    case 'Fn::Or':
      return several(name, members).some((member) => holdsIn(member, scope));
  }
  throw templateError(`encountered unsupported function in a condition: ${name}`);
}

function equals(members: readonly Json[], scope: Scope): boolean {
  if (members.length !== 2) throw templateError('Fn::Equals requires a list argument with two elements');
  const [one, other] = members.map((member) => evaluate(member, scope) ?? null);
  const plain = (value: unknown) => (typeof value === 'object' ? value : String(value));
  return same(plain(one), plain(other));
}

function only(members: readonly Json[]): Json {
  const [member] = members;
  if (members.length !== 1 || member === undefined)
    throw templateError('Fn::Not requires a list argument with one element');
  return member;
}

function several(name: string, members: readonly Json[]): readonly Json[] {
  if (members.length >= 2 && members.length <= 10) return members;
  throw templateError(`${name} requires a list argument with between 2 and 10 elements`);
}
