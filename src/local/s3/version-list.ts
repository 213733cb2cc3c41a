import { flat } from '../protocols/xml.ts';
import type { S3Answer, S3Call, S3Operation } from './call.ts';
import type { Encoding } from './encoding.ts';
import { S3Error } from './error.ts';
import { askedOf, ownerOf, summary } from './lists.ts';
import { compareUtf8 } from './order.ts';
import { bucketOf, keysOf, type Version } from './state.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const versionListOperations: Readonly<Record<string, S3Operation>> = { ListObjectVersions: listVersions };

interface Entry {
  readonly key: string;
  /** Absent: a common prefix. */
  readonly version?: Version;
  readonly latest?: boolean;
}

function listVersions(call: S3Call): S3Answer {
  bucketOf(call.state, call.bucket);
  const { prefix, delimiter, maxKeys, encoding } = askedOf(call);
  const keyMarker = call.query.get('key-marker') ?? '';
  const idMarker = call.query.get('version-id-marker') ?? '';
  if (idMarker !== '' && keyMarker === '') {
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.', {
      ArgumentName: 'version-id-marker',
    });
  }
  const left = afterMarker(entriesOf(call, prefix, delimiter), keyMarker, idMarker);
  const page = left.slice(0, maxKeys);
  const truncated = maxKeys > 0 && left.length > page.length;
  const last = page.at(-1);
  const content = {
    Name: call.bucket,
    Prefix: encoding.encode(prefix),
    KeyMarker: encoding.encode(keyMarker),
    VersionIdMarker: idMarker,
    NextKeyMarker: truncated ? encoding.encode(last?.key ?? '') : undefined,
    NextVersionIdMarker: truncated ? last?.version?.versionId : undefined,
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : encoding.encode(delimiter),
    EncodingType: encoding.type,
    IsTruncated: truncated,
    ...rendered(call, page, encoding),
  };
  return { status: 200, xml: { root: 'ListVersionsResult', content } };
}

function entriesOf(call: S3Call, prefix: string, delimiter: string): Entry[] {
  const keys = keysOf(call.state, call.bucket).filter(({ key }) => key.startsWith(prefix));
  const entries: Entry[] = [];
  for (const { key, versions } of keys.sort((a, b) => compareUtf8(a.key, b.key))) {
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut === -1 ? undefined : key.slice(0, cut + delimiter.length);
    if (common === undefined) entries.push(...versions.map((version, i) => ({ key, version, latest: i === 0 })));
    else if (entries.at(-1)?.key !== common) entries.push({ key: common });
  }
  return entries;
}

function afterMarker(entries: readonly Entry[], keyMarker: string, idMarker: string): readonly Entry[] {
  const marked = entries.findIndex((entry) => entry.key === keyMarker && entry.version?.versionId === idMarker);
  if (idMarker !== '' && marked !== -1) return entries.slice(marked + 1);
  return entries.filter((entry) => compareUtf8(entry.key, keyMarker) > 0);
}

function rendered(call: S3Call, page: readonly Entry[], encoding: Encoding): object {
  const kinds = { Version: [] as object[], DeleteMarker: [] as object[], CommonPrefixes: [] as object[] };
  for (const { key, version, latest } of page) {
    const Key = encoding.encode(key);
    if (version === undefined) {
      kinds.CommonPrefixes.push({ Prefix: Key });
      continue;
    }
    const head = { Key, VersionId: version.versionId, IsLatest: latest };
    const tail = { Owner: ownerOf(call) };
    if (version.kind === 'object') kinds.Version.push({ ...head, ...summary(version), ...tail });
    else kinds.DeleteMarker.push({ ...head, LastModified: new Date(version.modifiedMs), ...tail });
  }
  return Object.fromEntries(Object.entries(kinds).map(([name, list]) => [name, flat(list)]));
}
