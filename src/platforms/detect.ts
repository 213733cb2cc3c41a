import { BeanpoleError } from '../errors.ts';
import { type PlatformName, platformNames, platforms } from './index.ts';
import type { Platform, PlatformVersion, Sign, Source } from './platform.ts';
import { found, signsOf, wordsOf } from './sign.ts';

export interface Detection {
  readonly platform: Platform;
  /** Why this one: `package.json`, `platform.name`. */
  readonly because: string;
}

/** Says which platform a source tree is made for. Throws `settings` when none, several, or not the wanted one fits. */
export function detectPlatform(files: readonly string[], read: Source['read'], wanted?: string): Detection {
  const source: Source = { files, read };
  const detection = wanted === undefined ? recognise(source) : confirm(source, wanted);
  refuseApache(source);
  detection.platform.check(source);
  return detection;
}

/** The proxy is nginx; a configuration that nothing would read is not passed over. */
function refuseApache({ files }: Source): void {
  const file = files.find((name) => name.startsWith('.platform/httpd/'));
  if (file === undefined) return;
  throw new BeanpoleError('settings', `"${file}" is for Apache httpd, and the proxy here is nginx.`, {
    fix: 'Say the same in .platform/nginx/conf.d, or start httpd as a process of the Procfile, at PORT, and remove .platform/httpd.',
  });
}

/** The version that was asked for, or the platform's default. Throws `settings` for one that is not offered. */
export function platformVersion(platform: Platform, wanted = platform.defaultVersion): PlatformVersion {
  const offer = platform.versions.find(({ version }) => version === wanted);
  if (offer !== undefined) return offer;
  const offered = platform.versions.map(({ version }) => version).join(', ');
  throw new BeanpoleError('settings', `${platform.title} "${wanted}" is not offered.`, {
    fix: `Set platform.version to one of ${offered}.`,
  });
}

function recognise(source: Source): Detection {
  const ranks = (['manifests', 'entries', 'fallbacks'] as const).map((rank) => witnesses(source, rank));
  const all = ranks.find((rank) => rank.length > 0) ?? [];
  const [first, ...others] = all;
  if (first === undefined) throw unrecognised(source);
  if (others.length === 0) return first;
  return settled(all, source) ?? refuseSeveral(all);
}

/** Tools leave their files in trees of other platforms, a package.json in most: what could start nothing steps back, and is named. */
function settled(all: readonly Detection[], source: Source): Detection | undefined {
  const able = all.filter(({ platform }) => platform.start(source) !== undefined);
  const [only, ...more] = able;
  if (only === undefined || more.length > 0) return undefined;
  const rest = all.filter((one) => one !== only).map(({ because }) => because);
  return { ...only, because: `${only.because} (${rest.join(' and ')} would start nothing)` };
}

function refuseSeveral(all: readonly Detection[]): never {
  const candidates = all.map(({ platform, because }) => `${platform.title} (${because})`).join(' and ');
  throw new BeanpoleError('settings', `The source tree looks like ${candidates}.`, {
    fix: `Choose with ${all.map(({ platform }) => `"platform.name: ${platform.name}"`).join(' or ')}.`,
  });
}

function witnesses(source: Source, rank: 'manifests' | 'entries' | 'fallbacks'): readonly Detection[] {
  return Object.values<Platform>(platforms).flatMap((platform) => {
    const witness = first(source, platform[rank] ?? []);
    return witness === undefined ? [] : [{ platform, because: witness }];
  });
}

function first(source: Source, signs: readonly Sign[]): string | undefined {
  for (const sign of signs) {
    const path = found(source, sign);
    if (path !== undefined) return wordsOf({ ...sign, file: path });
  }
  return undefined;
}

function confirm(source: Source, wanted: string): Detection {
  if (!isPlatform(wanted)) {
    throw new BeanpoleError('settings', `There is no platform "${wanted}".`, {
      fix: `Set platform.name to one of ${platformNames.join(', ')}.`,
    });
  }
  const platform: Platform = platforms[wanted];
  if (belongs(platform, source)) return { platform, because: 'platform.name' };
  const ways = [lookedFor(platform), `a Procfile and ${platform.endings.join('/')} files`]
    .filter(Boolean)
    .join(', or ');
  throw new BeanpoleError('settings', `The bundle holds no file of the platform ${platform.title}.${nested(source)}`, {
    fix: `It takes one of ${ways}, at its root.`,
  });
}

function isPlatform(name: string): name is PlatformName {
  return Object.hasOwn(platforms, name);
}

function belongs(platform: Platform, source: Source): boolean {
  const { endings } = platform;
  const signs = signsOf(platform);
  if (first(source, signs) !== undefined) return true;
  // A platform without signs is never guessed, and so nothing speaks against it when it is asked for.
  const told = signs.length === 0 || source.files.includes('Procfile');
  return told && source.files.some((file) => endings.some((end) => file.endsWith(end)));
}

function unrecognised(source: Source): BeanpoleError {
  if (source.files.includes('platform.yaml')) {
    return new BeanpoleError('settings', '"platform.yaml" describes a machine image by Packer, and no application.', {
      fix: 'Keep it with its template in a directory of its own, and name that as instances.packer beside the application.',
    });
  }
  const all = Object.values<Platform>(platforms).filter((platform) => lookedFor(platform) !== '');
  const looked = all.map((platform) => `${lookedFor(platform)} (${platform.title})`).join('; ');
  return new BeanpoleError('settings', `No platform recognises the source tree.${nested(source)}`, {
    fix: `At its root one of these is looked for: ${looked}. With a Procfile, name the platform: "platform.name: ${platformNames[0]}".`,
  });
}

function lookedFor(platform: Platform): string {
  return signsOf(platform).map(wordsOf).join(', ');
}

/** A zip of the folder instead of its content is the mistake that everybody makes once. */
function nested({ files }: Source): string {
  const [top, ...others] = new Set(files.map((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')));
  if (top === undefined || top === '' || others.length > 0) return '';
  return ` Everything is inside the directory "${top}": its content belongs at the root.`;
}
