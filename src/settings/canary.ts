import { duration, type Fault, type Kind, type Reading, refused } from './kinds.ts';
import { ladder } from './ladder.ts';
import { type Node, quote } from './node.ts';
import { share } from './share.ts';
import type { Canary, InstanceCanary } from './settings.ts';

const accepts =
  '{percent: 1 to 99, or several that grow, pause: a time up to 3h} of the instances, as in {percent: [10, 20, 40], pause: 10m}, or {traffic: 1% to 99%, pause: whole minutes up to 3h} of the requests';

const members = {
  percent: ladder({ min: 1, max: 99 }, 8),
  traffic: share(),
  pause: duration({ unit: 's', min: 0, max: 10_800 }),
} as const;

type Member = keyof typeof members;

/** What was written. */
interface Found {
  readonly percent?: readonly number[];
  readonly traffic?: number;
  readonly pause?: number;
}

/** What a canary is when nobody says: what Beanstalk's traffic splitting does, by instances. */
export const defaultCanary: InstanceCanary = { percent: [10], pause: 300 };

/** The share of the instances or of the requests that comes first, and how long it is looked at; either may be left out. */
export const canary: Kind<Canary> = {
  accepts,
  read(node: Node): Reading<Canary> {
    if (node.kind !== 'map') return refused('A canary is a map.', accepts);
    const faults: Fault[] = [];
    const found: Record<string, number | readonly number[]> = {};
    for (const { name, position, value } of node.pairs()) {
      const reading = Object.hasOwn(members, name) ? members[name as Member].read(value) : undefined;
      if (reading === undefined)
        faults.push({ position, message: `${quote(name)} is not a member of a canary.`, fix: `Accepted: ${accepts}.` });
      else if ('faults' in reading)
        faults.push(...reading.faults.map((fault) => ({ position: value.position, ...fault })));
      else found[name] = reading.value;
    }
    return faults.length > 0 ? { faults } : whole(found as Found);
  },
  write: (value) => ({
    ...(value.traffic === undefined
      ? { percent: members.percent.write(value.percent) }
      : { traffic: members.traffic.write(value.traffic) }),
    pause: members.pause.write(value.pause),
  }),
  schema: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(members).map(([name, { schema }]) => [name, schema])),
    additionalProperties: false,
  },
};

/** Seconds that a canary pauses in all. */
export function pausesOf(wanted: Canary): number {
  return wanted.pause * (wanted.traffic === undefined ? wanted.percent.length : 1);
}

/** CloudFormation watches alarms by the minute, so a share of the requests is looked at for whole minutes. */
function whole({ percent, traffic, pause = defaultCanary.pause }: Found): Reading<Canary> {
  if (traffic === undefined) return { value: { percent: percent ?? defaultCanary.percent, pause } };
  if (percent !== undefined)
    return refused('A canary is a percent of the instances or a share of the traffic, not both.', accepts);
  if (pause < 60 || pause % 60 !== 0)
    return refused('A share of the traffic is watched for whole minutes, one at least.', accepts);
  return { value: { traffic, pause } };
}
