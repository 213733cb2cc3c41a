import { join } from 'node:path';
import type { Platform } from '../platforms/platform.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';
import type { ProxyWishes } from './hosts/host.ts';
import type { Release } from './release.ts';

/** What the settings say, and of the platform's own what the tree has. As the proxy takes it: a directory ends in a slash on both sides. */
export function staticFilesOf(
  platform: Platform,
  { directory, source }: Release,
  config: EnvironmentConfig,
): ProxyWishes['staticFiles'] {
  const isFile = (path: string) => source.files.includes(path);
  const isFolder = (path: string) => source.files.some((file) => file.startsWith(`${path}/`));
  const there = Object.entries(platform.staticFiles).filter(([, folder]) => isFolder(folder));
  const all = Object.entries({ ...Object.fromEntries(there), ...config.staticFiles });
  const plain = all.map(([url, path]) => [url.replace(/\/+$/, ''), path.replace(/^\/+|\/+$/g, '')] as const);
  return Object.fromEntries(
    plain.map(([url, path]) =>
      isFile(path) ? [url, join(directory, path)] : [`${url}/`, `${join(directory, path)}/`],
    ),
  );
}
