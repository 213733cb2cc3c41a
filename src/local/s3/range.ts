import { S3Error } from './error.ts';

/** Bytes asked for, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Reads a `Range` header against a size. `undefined`: the whole, as for several ranges or other units, which S3 ignores. Throws `InvalidRange` when nothing of it is there. */
export function rangeOf(text: string | undefined, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(text?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start > end) {
    const details = { RangeRequested: text ?? '', ActualObjectSize: String(size) };
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable', details, {
      'content-range': `bytes */${size}`,
    });
  }
  return { start, end };
}

/** The bytes of one part of an object that was uploaded in parts; part 1 of any other object is the whole. */
export function partRange(
  partNumber: number,
  size: number,
  parts: readonly number[] | undefined,
): ByteRange | undefined {
  const sizes = parts ?? [size];
  const own = sizes[partNumber - 1];
  if (own === undefined) {
    throw new S3Error('InvalidRange', 'The requested partnumber is not satisfiable', {
      ActualPartCount: String(sizes.length),
    });
  }
  if (own === 0) return undefined;
  const start = sizes.slice(0, partNumber - 1).reduce((sum, part) => sum + part, 0);
  return { start, end: start + own - 1 };
}
