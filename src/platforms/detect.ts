import { BeanpoleError } from '../errors.ts';
import { type PlatformName, platformNames, platforms } from './index.ts';
import type { Platform, PlatformVersion, Source } from './platform.ts';

export interface Detection {
  readonly platform: Platform;
  /** Why this one: `package.json`, `platform.name`. */
  readonly because: string;
}

/** Says which platform a source tree is made for. Throws `settings` when none, several, or not the wanted one fits. */
export function detectPlatform(files: readonly string[], read: Source['read'], wanted?: string): Detection {
  const source: Source = { files, read };
  const detection = wanted === undefined ? recognise(source) : confirm(source, wanted);
  detection.platform.check(source);
  return detection;
}

/** The version that was asked for, or the platform's default. Throws `settings` for one that is not offered. */
export function platformVersion(platform: Platform, wanted = platform.defaultVersion): PlatformVersion {
  const found = platform.versions.find(({ version }) => version === wanted);
  if (found !== undefined) return found;
  const offered = platform.versions.map(({ version }) => version).join(', ');
  throw new BeanpoleError('settings', `${platform.title} "${wanted}" is not offered.`, {
    fix: `Set platform.version to one of ${offered}.`,
  });
}

function recognise(source: Source): Detection {
  const candidates = witnesses(source, 'manifests');
  const all = candidates.length > 0 ? candidates : witnesses(source, 'entries');
  const [first, ...others] = all;
  if (first === undefined) throw unrecognised(source);
  if (others.length === 0) return first;
  const named = all.map(({ platform, because }) => `${platform.title} (${because})`).join(' and ');
  throw new BeanpoleError('settings', `The source tree looks like ${named}.`, {
    fix: `Choose with ${all.map(({ platform }) => `"platform.name: ${platform.name}"`).join(' or ')}.`,
  });
}

function witnesses(source: Source, kind: 'manifests' | 'entries'): readonly Detection[] {
  return Object.values<Platform>(platforms).flatMap((platform) => {
    const found = platform[kind].find((file) => source.files.includes(file));
    return found === undefined ? [] : [{ platform, because: found }];
  });
}

function confirm(source: Source, wanted: string): Detection {
  if (!isPlatform(wanted)) {
    throw new BeanpoleError('settings', `There is no platform "${wanted}".`, {
      fix: `Set platform.name to one of ${platformNames.join(', ')}.`,
    });
  }
  const platform: Platform = platforms[wanted];
  if (belongs(platform, source)) return { platform, because: 'platform.name' };
  throw new BeanpoleError('settings', `The bundle holds no file of the platform ${platform.title}.${nested(source)}`, {
    fix: `It takes one of ${lookedFor(platform)}, or a Procfile and ${platform.endings.join('/')} files, at its root.`,
  });
}

function isPlatform(name: string): name is PlatformName {
  return Object.hasOwn(platforms, name);
}

function belongs({ manifests, entries, endings }: Platform, { files }: Source): boolean {
  const witness = [...manifests, ...entries].some((file) => files.includes(file));
  return witness || (files.includes('Procfile') && files.some((file) => endings.some((end) => file.endsWith(end))));
}

function unrecognised(source: Source): BeanpoleError {
  const all = Object.values<Platform>(platforms);
  const looked = all.map((platform) => `${lookedFor(platform)} (${platform.title})`).join('; ');
  return new BeanpoleError('settings', `No platform recognises the source tree.${nested(source)}`, {
    fix: `At its root one of these is looked for: ${looked}. With a Procfile, name the platform: "platform.name: ${platformNames[0]}".`,
  });
}

function lookedFor({ manifests, entries }: Platform): string {
  return [...manifests, ...entries].join(', ');
}

/** A zip of the folder instead of its content is the mistake that everybody makes once. */
function nested({ files }: Source): string {
  const [top, ...others] = new Set(files.map((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')));
  if (top === undefined || top === '' || others.length > 0) return '';
  return ` Everything is inside the directory "${top}": its content belongs at the root.`;
}
