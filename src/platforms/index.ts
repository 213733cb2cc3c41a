import { node } from './node.ts';
import type { Platform } from './platform.ts';
import { python } from './python.ts';

/** Every platform, by its name: a new platform is one file and one line here. */
export const platforms = {
  node,
  python,
} as const satisfies Readonly<Record<string, Platform>>;

export type PlatformName = keyof typeof platforms;

/** The names that `platform.name` accepts. */
export const platformNames = Object.keys(platforms) as readonly PlatformName[];
