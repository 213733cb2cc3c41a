import { type Fault, type Json, type Kind, type Reading, refused, text } from './kinds.ts';
import { type Node, quote } from './node.ts';
import type { Variable } from './settings.ts';

const accepts = 'text, a number, true or false, {secret: id}, {secret: id, key: member}, or {parameter: name}';

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
const members: Readonly<Record<string, Kind<string>>> = { secret: secretId, key: secretKey, parameter: parameterName };

/** A value for the application. Errors never quote a plain one: it may be a secret that somebody wrote down. */
export const variable: Kind<Variable> = {
  accepts,
  read(node: Node): Reading<Variable> {
    if (node.kind === 'list') return refused('A list is not a value of a variable.', accepts);
    if (node.kind === 'map') return readReference(node);
    if (node.type === 'null') return refused('There is no value.', `${accepts}; "" is an empty text`);
    if (node.text.includes('\0')) return refused('The value has a NUL character.', accepts);
    return { value: { kind: 'plain', value: node.text } };
  },
  write(value: Variable): Json {
    if (value.kind === 'plain') return value.value;
    if (value.kind === 'parameter') return { parameter: value.name };
    return value.key === undefined ? { secret: value.id } : { secret: value.id, key: value.key };
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
    ],
  },
};

function readReference(node: Node & { readonly kind: 'map' }): Reading<Variable> {
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
  const { secret, key, parameter } = found;
  if (secret !== undefined && parameter === undefined) {
    return { value: key === undefined ? { kind: 'secret', id: secret } : { kind: 'secret', id: secret, key } };
  }
  if (parameter !== undefined && secret === undefined && key === undefined) {
    return { value: { kind: 'parameter', name: parameter } };
  }
  return refused('The reference must name one secret or one parameter.', accepts);
}
