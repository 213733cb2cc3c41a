import { compareUtf8 } from './order.ts';

/** How a listing is asked for. */
export interface Listing {
  readonly prefix: string;
  /** Empty: none. */
  readonly delimiter: string;
  /** Keys after this one only. */
  readonly after: string;
  readonly maxKeys: number;
}

/** One page: keys and common prefixes count alike towards `maxKeys`. */
export interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  /** The last key or common prefix of the page: the next one begins after it. */
  readonly last: string | undefined;
}

/** Cuts a page out of the keys of a bucket, in the order of their UTF-8 bytes, keys with a common prefix up to the delimiter rolled into one. */
export function pageOf(keys: readonly string[], listing: Listing): Page {
  const entries = rolled(keys, listing);
  const page = entries.slice(0, listing.maxKeys);
  return {
    keys: page.filter((entry) => !entry.common).map((entry) => entry.name),
    commonPrefixes: page.filter((entry) => entry.common).map((entry) => entry.name),
    // A page of no keys is never the beginning of a next one.
    truncated: listing.maxKeys > 0 && entries.length > page.length,
    last: page.at(-1)?.name,
  };
}

interface Entry {
  readonly name: string;
  readonly common: boolean;
}

function rolled(keys: readonly string[], listing: Listing): Entry[] {
  const entries: Entry[] = [];
  const within = keys.filter((key) => key.startsWith(listing.prefix));
  for (const key of within.sort(compareUtf8)) {
    const entry = entryOf(key, listing);
    // A page that ended with a common prefix is followed by what lies behind all that it stands for.
    if (compareUtf8(entry.name, listing.after) <= 0) continue;
    if (!entry.common || entries.at(-1)?.name !== entry.name) entries.push(entry);
  }
  return entries;
}

function entryOf(key: string, listing: Listing): Entry {
  const at = listing.delimiter === '' ? -1 : key.indexOf(listing.delimiter, listing.prefix.length);
  if (at === -1) return { name: key, common: false };
  return { name: key.slice(0, at + listing.delimiter.length), common: true };
}
