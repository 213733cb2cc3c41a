/**
 * Text of every element of this name, in the flat answers of the few calls that the agent makes. Not a parser: none of
 * these answers holds an element inside another one of the same name.
 */
export function elements(xml: string, name: string): readonly string[] {
  const pattern = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g');
  return [...xml.matchAll(pattern)].map(([, text]) => decoded(text ?? ''));
}

/** The first of them. */
export function firstElement(xml: string, name: string): string | undefined {
  return elements(xml, name)[0];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-f]+));/gi, (_, name, decimal, hexadecimal) => {
    if (name !== undefined) return entities[name] ?? '';
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal));
  });
}
