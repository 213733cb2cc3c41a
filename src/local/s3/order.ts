/** Orders strings by their UTF-8 bytes, as S3 lists keys. JavaScript's own order differs above U+FFFF only. */
export function compareUtf8(a: string, b: string): number {
  const surrogate = /[\uD800-\uDFFF]/;
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
