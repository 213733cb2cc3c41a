import { createReadStream, type Stats, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import type { ProxyWishes } from './host.ts';

/** Types that browsers insist on; nginx has a longer list. */
const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  gif: 'image/gif',
  html: 'text/html',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'application/javascript',
  json: 'application/json',
  mjs: 'application/javascript',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** Answers what the proxy serves itself, as nginx would. `elsewhere`: it is the application's to answer. */
export function serveStatic(
  { staticFiles }: Pick<ProxyWishes, 'staticFiles'>,
  asked: IncomingMessage,
  answer: ServerResponse,
): 'served' | 'elsewhere' {
  const path = decoded(asked.url ?? '/');
  const match = Object.entries(staticFiles).find(([url]) => (url.endsWith('/') ? path?.startsWith(url) : path === url));
  if (path === undefined || match === undefined) return 'elsewhere';
  const [url, place] = match;
  const file = url.endsWith('/') ? join(place, path.slice(url.length)) : place;
  const stats = statusOf(file);
  if (!stats?.isFile()) {
    answer.writeHead(404, { 'content-type': 'text/html' }).end('404 Not Found\n');
    return 'served';
  }
  const type = types[file.slice(file.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
  const head = { 'content-type': type, 'content-length': stats.size, 'last-modified': stats.mtime.toUTCString() };
  answer.writeHead(200, head);
  if (asked.method === 'HEAD') answer.end();
  else
    createReadStream(file)
      .once('error', () => answer.destroy())
      .pipe(answer);
  return 'served';
}

/** The path without its query and without ways up; absent when it is no path at all. */
function decoded(url: string): string | undefined {
  try {
    return normalize(decodeURIComponent(url.replace(/[?#].*$/s, '')));
  } catch {
    return undefined;
  }
}

function statusOf(file: string): Stats | undefined {
  return statSync(file, { throwIfNoEntry: false });
}
