import { duration, type Fault, integer, type Kind, type Reading, refused } from './kinds.ts';
import { type Node, quote } from './node.ts';
import type { Canary } from './settings.ts';

const accepts = '{percent: 1 to 99, pause: a time up to 3h}, as in {percent: 20, pause: 10m}';

const members: Readonly<Record<keyof Canary, Kind<number>>> = {
  percent: integer({ min: 1, max: 99 }),
  pause: duration({ unit: 's', min: 0, max: 10_800 }),
};

/** What a canary is when nobody says: what Beanstalk's traffic splitting does. */
export const defaultCanary: Canary = { percent: 10, pause: 300 };

/** The share of the instances that comes first, and how long it is looked at; either may be left out. */
export const canary: Kind<Canary> = {
  accepts,
  read(node: Node): Reading<Canary> {
    if (node.kind !== 'map') return refused('A canary is a map.', accepts);
    const faults: Fault[] = [];
    const found: Partial<Record<string, number>> = {};
    for (const { name, position, value } of node.pairs()) {
      const reading = Object.hasOwn(members, name) ? members[name as keyof Canary].read(value) : undefined;
      if (reading === undefined)
        faults.push({ position, message: `${quote(name)} is not a member of a canary.`, fix: `Accepted: ${accepts}.` });
      else if ('faults' in reading)
        faults.push(...reading.faults.map((fault) => ({ position: value.position, ...fault })));
      else found[name] = reading.value;
    }
    return faults.length > 0 ? { faults } : { value: { ...defaultCanary, ...found } };
  },
  write: ({ percent, pause }) => ({ percent, pause: members.pause.write(pause) }),
  schema: {
    type: 'object',
    properties: { percent: members.percent.schema, pause: members.pause.schema },
    additionalProperties: false,
  },
};
