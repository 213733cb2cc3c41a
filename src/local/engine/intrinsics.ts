import { subnets } from './cidr.ts';
import { formatError, templateError } from './errors.ts';
import type { Json, JsonObject } from './resource.ts';
import { joinTexts, substitute, textOf } from './text.ts';
import { causesOf, isObject, isUnknown, objectOf, unknown, type Value } from './value.ts';
import { splitAttribute } from './yaml.ts';

/** What the functions of a template may ask for while they are evaluated. */
export interface Scope {
  /** What `Ref` gives: a parameter, a pseudo parameter, a resource. `undefined` stands for `AWS::NoValue`. */
  reference(name: string): Value | undefined;
  /** What `Fn::GetAtt` gives. */
  attribute(logicalId: string, attribute: string): Value;
  /** Whether a condition of the template holds. */
  condition(name: string): boolean;
  /** The value of an export of another stack. */
  importValue(name: string): Value;
  readonly mappings: JsonObject;
  readonly region: string;
  /** Whether the template declares `AWS::LanguageExtensions`. */
  readonly languageExtensions: boolean;
}

type Intrinsic = (argument: Json, scope: Scope) => Value | undefined;

/** Evaluates every function inside a value. `undefined`: the value is `AWS::NoValue`, so its place is to be left out. */
export function evaluate(node: Json, scope: Scope): Value | undefined {
  if (Array.isArray(node)) return node.map((item) => evaluate(item, scope)).filter((item) => item !== undefined);
  if (!isObject(node)) return node;
  const call = callOf(node as JsonObject);
  if (call !== undefined) return call.run(call.argument, scope);
  const entries = Object.entries(node).map(([key, inner]) => [key, evaluate(inner as Json, scope)]);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)) as Value;
}

/** The function call that an object stands for, if it does: one key, `Ref` or `Fn::…`. */
function callOf(node: JsonObject): { run: Intrinsic; argument: Json } | undefined {
  const [[name, argument] = ['', null], ...others] = Object.entries(node);
  if (others.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  const run = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (run !== undefined) return { run, argument };
  if (name === 'Fn::Transform' || name.startsWith('Fn::ForEach')) {
    throw templateError(`${name} needs a transform, and the local cloud runs no transforms`);
  }
  const supported = Object.keys(intrinsics).filter((known) => known.startsWith('Fn::'));
  throw templateError(`encountered unsupported function: ${name} Supported functions are: [${supported.join(', ')}]`);
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => {
    if (typeof argument !== 'string') throw formatError('All Ref references must be strings');
    return scope.reference(argument);
  },
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': (argument, scope) => {
    const [delimiter, list] = pair('Fn::Join', argument, scope);
    if (typeof delimiter !== 'string')
      throw templateError(
        'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined',
      );
    return isUnknown(list) ? list : joinTexts('Fn::Join', listOf('Fn::Join', list), delimiter);
  },
  'Fn::Select': select,
  'Fn::Split': (argument, scope) => {
    const [delimiter, text] = pair('Fn::Split', argument, scope);
    if (isUnknown(text)) return text;
    if (typeof delimiter !== 'string' || typeof text !== 'string') {
      throw templateError(
        'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split',
      );
    }
    return text.split(delimiter);
  },
  'Fn::Base64': (argument, scope) => {
    const text = present('Fn::Base64', evaluate(argument, scope));
    return isUnknown(text) ? text : Buffer.from(textOf('Fn::Base64', text)).toString('base64');
  },
  'Fn::FindInMap': findInMap,
  'Fn::GetAZs': (argument, scope) => {
    const region = present('Fn::GetAZs', evaluate(argument, scope));
    return ['a', 'b', 'c'].map((zone) => `${region === '' ? scope.region : String(region)}${zone}`);
  },
  'Fn::Cidr': (argument, scope) => {
    const given = listOf('Fn::Cidr', evaluateList(argument, scope));
    const causes = causesOf(given);
    if (causes.length > 0) return unknown(...causes);
    return subnets(String(given[0]), Number(given[1]), Number(given[2] ?? 8));
  },
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
      throw templateError('Fn::If requires a list argument with the first element being a condition');
    }
    return evaluate((scope.condition(argument[0]) ? argument[1] : argument[2]) as Json, scope);
  },
  'Fn::ImportValue': (argument, scope) => {
    const name = present('Fn::ImportValue', evaluate(argument, scope));
    if (isUnknown(name)) throw templateError('Fn::ImportValue cannot refer to resources');
    return scope.importValue(textOf('Fn::ImportValue', name));
  },
  'Fn::Length': (argument, scope) => {
    extension('Fn::Length', scope);
    const list = present('Fn::Length', evaluate(argument, scope));
    return isUnknown(list) ? list : listOf('Fn::Length', list).length;
  },
  'Fn::ToJsonString': (argument, scope) => {
    extension('Fn::ToJsonString', scope);
    const value = present('Fn::ToJsonString', evaluate(argument, scope));
    const causes = causesOf(value);
    return causes.length > 0 ? unknown(...causes) : JSON.stringify(value);
  },
};

function getAtt(argument: Json, scope: Scope): Value {
  const [logicalId, attribute] =
    typeof argument === 'string' ? splitAttribute(argument) : Array.isArray(argument) ? argument : [];
  const name = attribute === undefined ? undefined : evaluate(attribute, scope);
  if (typeof logicalId !== 'string' || typeof name !== 'string' || name === '') {
    throw templateError(
      'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  return scope.attribute(logicalId, name);
}

function sub(argument: Json, scope: Scope): Value {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isObject(given ?? {})) {
    throw templateError('every Fn::Sub object requires a string and, optionally, a map of variables');
  }
  const variables = objectOf(evaluate(objectOf(given), scope)) as Record<string, Value>;
  return substitute(text, (name) => {
    if (Object.hasOwn(variables, name)) return variables[name] as Value;
    const [logicalId, attribute] = splitAttribute(name);
    if (attribute !== '') return scope.attribute(logicalId, attribute);
    return scope.reference(name) ?? '';
  });
}

function select(argument: Json, scope: Scope): Value {
  const [index, list] = pair('Fn::Select', argument, scope);
  if (isUnknown(list) || isUnknown(index)) return isUnknown(list) ? list : index;
  const chosen = listOf('Fn::Select', list)[Number(index)];
  if (chosen === undefined || chosen === null) {
    throw templateError(`Fn::Select cannot select nonexistent value at index ${String(index)}`);
  }
  return chosen;
}

function findInMap(argument: Json, scope: Scope): Value {
  const [map, top, second, options] = listOf('Fn::FindInMap', evaluateList(argument, scope));
  const mapping = scope.mappings[String(map)];
  const found = objectOf(objectOf(mapping)[String(top)])[String(second)];
  if (found !== undefined) return found;
  const fallback = objectOf(options)['DefaultValue'];
  if (fallback !== undefined && scope.languageExtensions) return fallback;
  if (mapping === undefined) {
    throw templateError(`Mapping named '${String(map)}' is not present in the 'Mappings' section of template.`);
  }
  throw templateError(`Unable to get mapping for ${String(map)}::${String(top)}::${String(second)}`);
}

function evaluateList(argument: Json, scope: Scope): Value {
  return present('function', evaluate(argument, scope));
}

function pair(name: string, argument: Json, scope: Scope): [Value, Value] {
  const all = listOf(name, evaluateList(argument, scope));
  const [first, second] = all;
  if (all.length !== 2 || first === undefined || second === undefined) {
    throw templateError(`${name} requires a list of two values`);
  }
  return [first, second];
}

function listOf(name: string, value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw templateError(`${name} requires a list argument`);
}

function present(name: string, value: Value | undefined): Value {
  if (value === undefined) throw templateError(`${name} cannot take AWS::NoValue`);
  return value;
}

function extension(name: string, scope: Scope): void {
  if (scope.languageExtensions) return;
  throw templateError(
    `encountered unsupported function: ${name}. Declare the transform AWS::LanguageExtensions to use it`,
  );
}
