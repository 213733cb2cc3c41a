import type { S3Call } from './call.ts';
import { S3Error } from './error.ts';

/** How names are written in a listing: as they are, or percent-encoded when the client asks `encoding-type=url`, since XML cannot carry every key. */
export interface Encoding {
  readonly type: 'url' | undefined;
  encode(name: string): string;
}

/** Reads `encoding-type`. */
export function encodingOf(call: S3Call): Encoding {
  const type = call.query.get('encoding-type');
  if (type === null || type === '') return { type: undefined, encode: (name) => name };
  if (type === 'url') return { type, encode };
  throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', {
    ArgumentName: 'encoding-type',
    ArgumentValue: type,
  });
}

/** As S3 encodes: slashes stay, blanks become `+`. */
function encode(name: string): string {
  const escaped = encodeURIComponent(Buffer.from(name).toString('utf8')).replace(
    /[!'()]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return escaped.replaceAll('%2F', '/').replaceAll('%20', '+');
}
