import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '../platforms/platform.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import type { ProxyWishes } from './hosts/host.ts';
import type { Release } from './release.ts';

/** What the settings say, and of the platform's own what the built release has. As the proxy takes it: a directory ends in a slash on both sides. */
export function staticFilesOf(
  platform: Platform,
  { directory, source }: Pick<Release, 'directory' | 'source'>,
  config: EnvironmentConfig,
): ProxyWishes['staticFiles'] {
  const isFile = (path: string) => source.files.includes(path);
  // Not in the bundle's list alone: Rails has its assets only once the instance has compiled them.
  const isFolder = (path: string) => statSync(join(directory, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  const there = Object.entries(platform.staticFiles).filter(([, folder]) => isFolder(folder));
  const all = Object.entries({ ...Object.fromEntries(there), ...config.staticFiles });
  const plain = all.map(([url, path]) => [url.replace(/\/+$/, ''), path.replace(/^\/+|\/+$/g, '')] as const);
  return Object.fromEntries(
    plain.map(([url, path]) =>
      isFile(path) ? [url, join(directory, path)] : [`${url}/`, `${join(directory, path)}/`],
    ),
  );
}
