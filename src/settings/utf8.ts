/** Text of UTF-8 bytes without a byte order mark, or the offset of the first byte that belongs to no character. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly badByte: number } {
  const text = attempt(bytes, { stream: false });
  return text === undefined ? { badByte: firstBadByte(bytes) } : { text };
}

/** A prefix can end within a character and still be good, so the good prefixes are those up to the bad byte: bisect. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (attempt(bytes.subarray(0, middle), { stream: true }) === undefined) bad = middle;
    else good = middle;
  }
  return good;
}

function attempt(bytes: Uint8Array, options: { readonly stream: boolean }): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
  } catch {
    return undefined;
  }
}
