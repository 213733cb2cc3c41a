import type { WireInput } from '../../service.ts';
import { readNumber, readOptionalText } from './input.ts';

/** A page of groups or streams, and how many there are when the client does not say. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
const mostItems = 50;

/** A page of what is described, by a text that tells the place of each: after that of the token, or before it when the order is descending. */
export function pageOf<T>(
  items: readonly T[],
  input: WireInput,
  order: { readonly place: (item: T) => string; readonly descending: boolean },
): { readonly page: readonly T[]; readonly nextToken: string | undefined } {
  const limit = readNumber(input, 'limit', 1, mostItems) ?? mostItems;
  const token = readOptionalText(input, 'nextToken', { least: 1, most: 4096 });
  const after = token === undefined ? undefined : Buffer.from(token, 'base64url').toString('utf8');
  const compare = (one: string, other: string) => (one < other ? -1 : 1) * (order.descending ? -1 : 1);
  const left = items
    .map((item) => ({ item, place: order.place(item) }))
    .filter(({ place }) => after === undefined || (place !== after && compare(place, after) > 0))
    .sort((one, other) => compare(one.place, other.place));
  const page = left.slice(0, limit);
  const last = page.at(-1)?.place ?? '';
  return {
    page: page.map(({ item }) => item),
    nextToken: left.length > page.length ? Buffer.from(last).toString('base64url') : undefined,
  };
}
