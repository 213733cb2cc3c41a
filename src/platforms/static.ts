import type { Platform, Source, Start } from './platform.ts';
import { named } from './sign.ts';
import { siteConfiguration, siteFile, siteProcess } from './site.ts';

/** Files as they are, by nginx. */
export const staticSite: Platform = {
  name: 'static',
  title: 'Static site',
  system: 'linux',
  versions: [{ version: '1', packages: ['nginx'], endOfLife: '2029-06-30', programs: {} }],
  defaultVersion: '1',
  manifests: [],
  entries: named('index.html'),
  fallbacks: named('public/index.html', 'dist/index.html', 'build/index.html', '_site/index.html'),
  endings: ['.html'],
  port: 8080,
  environment: () => ({}),
  path: [],
  staticFiles: {},
  leavesOut: [],
  install: () => [],
  build: () => [],
  start,
  accepted: ['index.html at the root, or in public, dist, build or _site'],
  check: () => {},
};

/** A page of its own for what is not there: `404.html`, as the hosts of static sites have it; `200.html` answers for every path of a single page. */
function start({ files }: Source): Start | undefined {
  const root = ['', 'public', 'dist', 'build', '_site'].find((folder) => files.includes(inside(folder, 'index.html')));
  if (root === undefined) return undefined;
  const single = files.includes(inside(root, '200.html')) ? '/200.html' : '=404';
  const missing = files.includes(inside(root, '404.html')) ? '\n    error_page 404 /404.html;' : '';
  const locations = `    location / {
      index index.html;
      try_files $uri $uri.html $uri/ ${single};
    }${missing}`;
  return {
    processes: [siteProcess],
    because: inside(root, 'index.html'),
    files: (place) => ({ [siteFile(place)]: siteConfiguration(place, { root, locations }) }),
  };
}

function inside(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
}
