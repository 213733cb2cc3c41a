import { type Json, type Kind, type Reading, refused, text } from './kinds.ts';
import { type Node, quoted } from './node.ts';

/** `host` or `host:port`. */
export const outsideEndpoint = text({
  what: 'the address of a database',
  accepts: 'a host, with its port unless that is the usual one of the engine, as in db.example.com:5433',
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/,
  maxLength: 260,
  refuse: (address) => {
    const port = address.split(':')[1];
    return port === undefined || (Number(port) >= 1 && Number(port) <= 65535) ? undefined : `${port} is no port`;
  },
});

const units = 'a number of capacity units from 0.5 to 256, in steps of 0.5';

/** Capacity units of Aurora Serverless v2, in steps of a half. */
export const capacityUnits: Kind<number> = {
  accepts: units,
  schema: { type: 'number', minimum: 0.5, maximum: 256, multipleOf: 0.5 },
  read(node: Node): Reading<number> {
    const value = node.kind === 'scalar' && node.type === 'number' ? Number(node.text) : Number.NaN;
    const fits = value >= 0.5 && value <= 256 && Number.isInteger(value * 2);
    return fits ? { value } : refused(`${quoted(node)} is not a capacity.`, units);
  },
  write: (value: number): Json => value,
};
