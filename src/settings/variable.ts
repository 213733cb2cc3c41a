import { type Fault, type Json, type Kind, type Reading, refused, text } from './kinds.ts';
import { type Node, quote } from './node.ts';
import type { Link, Variable } from './settings.ts';
import { environmentName } from './texts.ts';

const accepts =
  'text, a number, true or false, {secret: id}, {secret: id, key: member}, {parameter: name}, or {environment: name}';

/** Name or ARN of a secret. */
export const secretId = text({
  what: 'the name or ARN of a secret',
  accepts: 'a name or ARN in AWS Secrets Manager',
  pattern: /^[A-Za-z0-9/_+=.@:!-]+$/,
  maxLength: 2048,
  quiet: true,
});
const secretKey = text({
  what: 'a member of a JSON secret',
  accepts: 'the name of a member',
  maxLength: 512,
  quiet: true,
});
const parameterName = text({
  what: 'the name or ARN of a parameter',
  accepts: 'a name or ARN in SSM Parameter Store, as in /shop/database-url',
  pattern: /^[A-Za-z0-9/_.:-]+$/,
  maxLength: 2048,
  quiet: true,
});
const members: Readonly<Record<string, Kind<string>>> = {
  secret: secretId,
  key: secretKey,
  parameter: parameterName,
  environment: environmentName,
};

/** A value for the application. Errors never quote a plain one: it may be a secret that somebody wrote down. */
export const variable: Kind<Variable | Link> = {
  accepts,
  read(node: Node): Reading<Variable | Link> {
    if (node.kind === 'list') return refused('A list is not a value of a variable.', accepts);
    if (node.kind === 'map') return readReference(node);
    if (node.type === 'null') return refused('There is no value.', `${accepts}; "" is an empty text`);
    if (node.text.includes('\0')) return refused('The value has a NUL character.', accepts);
    return { value: { kind: 'plain', value: node.text } };
  },
  write(value: Variable | Link): Json {
    switch (value.kind) {
      case 'plain':
        return value.value;
      case 'parameter':
        return { parameter: value.name };
      case 'environment':
        return { environment: value.name };
      case 'secret':
        return value.key === undefined ? { secret: value.id } : { secret: value.id, key: value.key };
    }
  },
  schema: {
    anyOf: [
      { type: ['string', 'number', 'boolean'] },
      {
        type: 'object',
        properties: { secret: secretId.schema, key: secretKey.schema },
        required: ['secret'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: { parameter: parameterName.schema },
        required: ['parameter'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: { environment: environmentName.schema },
        required: ['environment'],
        additionalProperties: false,
      },
    ],
  },
};

function readReference(node: Node & { readonly kind: 'map' }): Reading<Variable | Link> {
  const faults: Fault[] = [];
  const found: Record<string, string> = {};
  for (const { name, position, value } of node.pairs()) {
    const reading = members[name]?.read(value);
    if (reading === undefined) {
      const message = `${quote(name)} is not a member of a reference.`;
      faults.push({ position, message, fix: `Accepted: ${accepts}.` });
    } else if ('faults' in reading) {
      faults.push(...reading.faults.map((fault) => ({ position: value.position, ...fault })));
    } else found[name] = reading.value;
  }
  if (faults.length > 0) return { faults };
  return referenceTo(found);
}

function referenceTo({
  secret,
  key,
  parameter,
  environment,
}: Readonly<Record<string, string>>): Reading<Variable | Link> {
  const named = [secret, parameter, environment].filter((one) => one !== undefined);
  if (named.length === 1 && (key === undefined || secret !== undefined)) {
    if (secret !== undefined) return { value: { kind: 'secret', id: secret, ...(key === undefined ? {} : { key }) } };
    if (parameter !== undefined) return { value: { kind: 'parameter', name: parameter } };
    if (environment !== undefined) return { value: { kind: 'environment', name: environment } };
  }
  return refused('The reference must name one secret, one parameter or one environment.', accepts);
}
