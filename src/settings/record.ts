import { type Fault, type Json, type JsonSchema, type Kind, type Reading, refused } from './kinds.ts';
import { quote } from './node.ts';

/** A kind for each member of a map. */
type Members<T> = { readonly [Name in keyof T]-?: Kind<Exclude<T[Name], undefined>> };

/** A map of known members. `needs`: the members that must be there. */
export function record<T extends object>(
  what: string,
  accepts: string,
  members: Members<T>,
  needs: readonly (keyof T & string)[] = [],
): Kind<T> {
  const kinds = members as Readonly<Record<string, Kind<unknown>>>;
  return {
    accepts,
    read(node): Reading<T> {
      if (node.kind !== 'map') return refused(`${capital(what)} is a map.`, accepts);
      const faults: Fault[] = [];
      const found: Record<string, unknown> = {};
      for (const { name, position, value } of node.pairs()) {
        const reading = Object.hasOwn(kinds, name) ? kinds[name]?.read(value) : undefined;
        if (reading === undefined) faults.push({ position, ...stranger(name, what, accepts) });
        else if ('faults' in reading)
          faults.push(...reading.faults.map((fault) => ({ position: value.position, ...fault })));
        else found[name] = reading.value;
      }
      const missing = needs.filter((name) => !node.pairs().some((pair) => pair.name === name));
      faults.push(
        ...missing.map((name) => ({ message: `${capital(what)} needs ${name}.`, fix: `Accepted: ${accepts}.` })),
      );
      return faults.length > 0 ? { faults } : { value: found as T };
    },
    write: (value) =>
      Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, kinds[name]?.write(member) ?? '']),
      ) as Json,
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(kinds).map(([name, { schema }]) => [name, schema])) as JsonSchema,
      additionalProperties: false,
      ...(needs.length > 0 ? { required: needs } : {}),
    },
  };
}

/** A list of maps, at least one. */
export function records<T extends object>(item: Kind<T>, max: number): Kind<readonly T[]> {
  const accepts = `a list of 1 to ${max}, each ${item.accepts}`;
  return {
    accepts,
    read(node): Reading<readonly T[]> {
      if (node.kind !== 'list') return refused('It is not a list.', accepts);
      const items = node.items();
      if (items.length < 1 || items.length > max) return refused(`The list has ${items.length} items.`, accepts);
      const readings = items.map((one) => ({ position: one.position, reading: item.read(one) }));
      const faults = readings.flatMap(({ position, reading }) =>
        'faults' in reading ? reading.faults.map((fault) => ({ position, ...fault })) : [],
      );
      if (faults.length > 0) return { faults };
      return { value: readings.flatMap(({ reading }) => ('value' in reading ? [reading.value] : [])) };
    },
    write: (value) => value.map(item.write),
    schema: { type: 'array', items: item.schema, minItems: 1, maxItems: max },
  };
}

function stranger(name: string, what: string, accepts: string): Fault {
  return { message: `${quote(name)} is not a member of ${what}.`, fix: `Accepted: ${accepts}.` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
