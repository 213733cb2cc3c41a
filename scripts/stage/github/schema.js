/** The part of JSON Schema that GitHub's description of the kept operations uses; a word that is not known here is an error, so that nothing goes unchecked. */
const known = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'oneOf', 'anyOf', 'allOf', '$ref'],
  ...['nullable', 'default', 'format', 'deprecated', 'minimum', 'maximum', 'minItems', 'maxItems', 'pattern'],
  ...['minLength', 'maxLength', 'readOnly', 'uniqueItems'],
]);

/** Every way in which a value does not fit a schema, one sentence each. */
export function misfits(value, schema, components, at = 'body') {
  const unknown = Object.keys(schema).filter((word) => !known.has(word));
  if (unknown.length > 0) throw new Error(`The schema at ${at} uses ${unknown.join(', ')}, which nothing here checks.`);
  if (schema.$ref) return misfits(value, components[schema.$ref], components, at);
  if (value === null) return schema.nullable ? [] : [`${at} is null`];
  const all = (schema.allOf ?? []).flatMap((one) => misfits(value, one, components, at));
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices && !choices.some((one) => misfits(value, one, components, at).length === 0))
    all.push(`${at} fits nothing`);
  if (schema.enum && !schema.enum.includes(value))
    all.push(`${at} is ${JSON.stringify(value)}, not ${schema.enum.join(', ')}`);
  return [...all, ...byType(value, schema, components, at)];
}

function byType(value, schema, components, at) {
  switch (schema.type) {
    case undefined:
      return [];
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
        ? members(value, schema, components, at)
        : [`${at} is no object`];
    case 'array':
      if (!Array.isArray(value)) return [`${at} is no array`];
      return value.flatMap((one, index) => misfits(one, schema.items ?? {}, components, `${at}[${index}]`));
    case 'integer':
      return Number.isInteger(value) ? bounds(value, schema, at) : [`${at} is no whole number`];
    default:
      return typeof value === schema.type ? [] : [`${at} is no ${schema.type}`];
  }
}

/** A member that the description does not name is refused unless it says that any may come: GitHub would not hear it. */
function members(value, { properties = {}, required = [], additionalProperties }, components, at) {
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const open = additionalProperties !== undefined || Object.keys(properties).length === 0;
  const unfit = Object.entries(value).flatMap(([name, member]) => {
    if (properties[name]) return misfits(member, properties[name], components, `${at}.${name}`);
    return open ? [] : [`${at}.${name} is not in the description`];
  });
  return [...missing, ...unfit];
}

function bounds(value, { minimum = -Infinity, maximum = Infinity }, at) {
  return value < minimum || value > maximum ? [`${at} is ${value}, not from ${minimum} to ${maximum}`] : [];
}

/** The smallest value that fits a schema: what an answer needs beside the members that matter. */
export function sample(schema, components) {
  if (schema.$ref) return sample(components[schema.$ref], components);
  if (schema.nullable) return null;
  if (schema.enum) return schema.enum[0];
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sample(one, components)));
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first) return sample(first, components);
  switch (schema.type) {
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return schema.format === 'date-time' ? '2026-01-01T00:00:00Z' : 'https://example.invalid/';
    default:
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {}, components)]),
      );
  }
}
