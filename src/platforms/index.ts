import { docker } from './docker.ts';
import { dockerCompose } from './docker-compose.ts';
import { dockerPreconfigured } from './docker-preconfigured.ts';
import { dotnet } from './dotnet.ts';
import { dotnetWindows } from './dotnet-windows.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import type { Platform } from './platform.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { staticSite } from './static.ts';
import { tomcat } from './tomcat.ts';

/** Every platform, by its name: a new platform is one file and one line here. */
export const platforms = {
  node,
  python,
  ruby,
  php,
  go,
  java,
  tomcat,
  dotnet,
  'dotnet-windows': dotnetWindows,
  static: staticSite,
  docker,
  'docker-compose': dockerCompose,
  'docker-preconfigured': dockerPreconfigured,
} as const satisfies Readonly<Record<string, Platform>>;

export type PlatformName = keyof typeof platforms;

/** The names that `platform.name` accepts. */
export const platformNames = Object.keys(platforms) as readonly PlatformName[];
