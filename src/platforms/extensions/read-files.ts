import type { Dialect } from './dialect.ts';
import type { Archive, ExtensionFile, Origin } from './extension.ts';
import { type Member, named, type Reading } from './reading.ts';

/** An archive for a directory. */
export function archiveOf(
  { name: directory, node }: Member,
  from: Reading,
  { absolute, example, archive, archives }: Dialect,
): readonly Archive[] {
  const url = from.text(node, `the archive for ${directory}`);
  if (url === undefined) return [];
  if (!absolute.test(directory))
    from.report(node, `"${directory}" is not an absolute path.`, `Write one as in ${example}.`);
  if (!archive.test(url))
    from.report(node, `"${url}" is not an archive that can be unpacked.`, `Accepted: ${archives}.`);
  return [{ directory, from: originOf(url, undefined) }];
}

/** A file of the machine. */
export function fileOf(
  { name: path, node }: Member,
  from: Reading,
  { absolute, example, fileKeys }: Dialect,
): readonly ExtensionFile[] {
  const members = from.members(node, `the file ${path}`, fileKeys);
  const at = (name: string) => named(members, name).map((value) => from.text(value, name))[0];
  if (!absolute.test(path)) from.report(node, `"${path}" is not an absolute path.`, `Write one as in ${example}.`);
  const mode = at('mode') ?? '000644';
  if (!/^[0-7]{3,6}$/.test(mode)) from.report(node, `"${mode}" is not a mode.`, 'Write it octal, as in "000644".');
  const content = contentOf(at, mode);
  if (content === undefined) {
    from.report(node, `The file ${path} has neither content nor source, or both.`, 'Write one of content, source.');
    return [];
  }
  return [{ path, mode, owner: at('owner') ?? 'root', group: at('group') ?? 'root', content }];
}

function contentOf(at: (name: string) => string | undefined, mode: string): ExtensionFile['content'] | undefined {
  const [text, source] = [at('content'), at('source')];
  if ((text === undefined) === (source === undefined)) return undefined;
  if (source !== undefined) return { kind: 'fetched', from: originOf(source, at('authentication')) };
  if (mode.startsWith('120')) return { kind: 'link', to: (text ?? '').trim() };
  return { kind: at('encoding') === 'base64' ? 'base64' : 'text', text: text ?? '' };
}

/** An authentication is that of the instance's role, which the object in S3 is read with. */
export function originOf(url: string, authentication: string | undefined): Origin {
  const s3 =
    /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(url) ??
    (authentication === undefined
      ? null
      : (/^https:\/\/s3[\w.-]*\.amazonaws\.com(?:\.cn)?\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(url) ??
        /^https:\/\/(?<bucket>[^/]+?)\.s3[\w.-]*\.amazonaws\.com(?:\.cn)?\/(?<key>.+)$/.exec(url)));
  const { bucket, key } = s3?.groups ?? {};
  return bucket === undefined || key === undefined ? { kind: 'url', url } : { kind: 's3', bucket, key };
}
