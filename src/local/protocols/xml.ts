/** A list that Query answers write without a wrapper: each item is an element of the member's own name (SQS, some of EC2). */
export interface Flat {
  readonly __flat: readonly unknown[];
}

/** Marks a list as flattened, as the XML traits of AWS's models call it. */
export function flat(items: readonly unknown[]): Flat {
  return { __flat: items };
}

/** Text safe inside an XML element or attribute. What XML 1.0 cannot carry at all becomes U+FFFD, so that one odd byte never spoils an answer. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\r]/g, (mark) => entities[mark] ?? mark);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/**
 * Writes a value as the XML element `name`: lists as `<item>` elements below it, a `Map` as `<entry><key/><value/></entry>`, a `Date` in ISO 8601,
 * bytes in base64, and nothing at all for `undefined`.
 */
export function element(name: string, value: unknown, item: string): string {
  if (value === undefined || value === null) return '';
  if (isFlat(value)) return value.__flat.map((inner) => element(name, inner, item)).join('');
  const inner = content(value, item);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

/** Writes the members of an object one after another, without an element around them. */
export function members(value: object, item: string): string {
  return Object.entries(value)
    .map(([name, member]) => element(name, member, item))
    .join('');
}

function content(value: unknown, item: string): string {
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((inner) => element(item, inner, item)).join('');
  if (value instanceof Map) return [...value].map((pair) => entry(pair, item)).join('');
  return members(value, item);
}

function entry([key, value]: [unknown, unknown], item: string): string {
  return `<entry>${element('key', key, item)}${element('value', value, item)}</entry>`;
}

function isFlat(value: unknown): value is Flat {
  return typeof value === 'object' && value !== null && '__flat' in value;
}
