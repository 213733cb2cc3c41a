import type { Archive, Extension, ExtensionFile, Group, Origin, Package, Service, User } from './extension.ts';

/** A piece of work on a machine, for bash. Every value is quoted. */
export interface Script {
  /** As the log shows it. */
  readonly says: string;
  readonly script: string;
}

/** What changes the machine itself before files are written: packages, groups, users. Run as root. */
export function machineScripts({ packages, groups, users }: Extension): readonly Script[] {
  return [...packages.map(installation), ...groups.map(group), ...users.map(user)];
}

/** Starts and stops of services, once files are there and commands have run. */
export function serviceScripts({ services }: Extension): readonly Script[] {
  return services.flatMap(service);
}

function installation({ by, name, versions }: Package): Script {
  switch (by) {
    case 'rpm':
      return plain('dnf', 'install', '--assumeyes', ...each(versions, (address) => address, name));
    case 'yum':
      return plain('dnf', 'install', '--assumeyes', ...each(versions, (version) => `${name}-${version}`, name));
    case 'rubygems':
      return plain('gem', 'install', '--no-document', ...each(versions, (version) => `${name}:${version}`, name));
    case 'python':
      return plain('python3', '-m', 'pip', 'install', ...each(versions, (version) => `${name}==${version}`, name));
  }
}

function each(versions: readonly string[], one: (version: string) => string, none: string): readonly string[] {
  return versions.length > 0 ? versions.map(one) : [none];
}

function group({ name, gid }: Group): Script {
  const make = line('groupadd', ...(gid === undefined ? [] : ['--gid', gid]), name);
  return { says: `group ${name}`, script: `getent group ${quote(name)} >/dev/null || ${make}` };
}

function user({ name, uid, groups, homeDir }: User): Script {
  const make = line(
    ...['useradd', '--system', '--shell', '/sbin/nologin'],
    ...(uid === undefined ? [] : ['--uid', uid]),
    ...(groups.length === 0 ? [] : ['--groups', groups.join(',')]),
    ...(homeDir === undefined ? [] : ['--create-home', '--home-dir', homeDir]),
    name,
  );
  return { says: `user ${name}`, script: `id ${quote(name)} >/dev/null 2>&1 || ${make}` };
}

/** Unpacks an archive into a directory. Zip or tar, told by the bytes: an address need not end as its file does. */
export function unpacked({ from }: Archive, directory: string): Script {
  const target = quote(directory);
  const script = `set -e
file=$(mktemp)
trap 'rm -f "$file"' EXIT
${fetching(from, '"$file"')}
mkdir -p ${target}
if [ "$(head -c 2 "$file")" = PK ]; then unzip -q -o "$file" -d ${target}; else tar -xf "$file" -C ${target}; fi`;
  return { says: `${directory} from ${wordsOf(from)}`, script };
}

/** Fetches the bytes of a file to a place. */
export function fetched(from: Origin, place: string): Script {
  return { says: `${place} from ${wordsOf(from)}`, script: `set -e\n${fetching(from, quote(place))}` };
}

function fetching(from: Origin, place: string): string {
  switch (from.kind) {
    case 'url':
      return `curl --fail --silent --show-error --location --retry 3 --max-time 600 --output ${place} ${quote(from.url)}`;
    case 's3':
      return `aws s3 cp --only-show-errors ${quote(`s3://${from.bucket}/${from.key}`)} ${place}`;
  }
}

function wordsOf(from: Origin): string {
  // What stands behind a question mark may be a signature.
  return from.kind === 'url' ? (from.url.split('?')[0] ?? '') : `s3://${from.bucket}/${from.key}`;
}

/** Owner and mode of a file that has been written to `place`; without an owner it stays whose it is. */
export function owned({ owner, group: of, mode }: ExtensionFile, place: string): Script {
  const rights = mode.slice(-4);
  const change = owner === '' ? '' : `chown ${quote(`${owner}:${of}`)} ${quote(place)} && `;
  return { says: `${place} is ${mode}`, script: `${change}chmod ${quote(rights)} ${quote(place)}` };
}

function service({ name, enabled, ensureRunning, isRestarted }: Service): readonly Script[] {
  // What the same file has changed is a reason to restart, unless it shall not run.
  const verb =
    ensureRunning === false ? 'stop' : isRestarted ? 'restart' : ensureRunning === true ? 'start' : undefined;
  return [
    ...(enabled === undefined ? [] : [plain('systemctl', enabled ? 'enable' : 'disable', name)]),
    ...(verb === undefined ? [] : [plain('systemctl', verb, name)]),
  ];
}

function plain(...words: readonly string[]): Script {
  return { says: words.join(' '), script: line(...words) };
}

function line(...words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : quote(word))).join(' ');
}

/** One word for the shell, whatever is in it. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
