import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Action } from './records.ts';

const phrases: Readonly<Record<number, string>> = {
  404: '404 Not Found',
  500: '500 Internal Server Error',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/** The page that an Application Load Balancer answers in its own name. */
export function page(status: number): string {
  const phrase = phrases[status] ?? String(status);
  return `<html>\r\n<head><title>${phrase}</title></head>\r\n<body>\r\n<center><h1>${phrase}</h1></center>\r\n</body>\r\n</html>\r\n`;
}

/** Answers with the load balancer's own page. What was begun already can only be broken off. */
export function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.destroy();
  const body = page(status);
  response.writeHead(status, { Server: 'awselb/2.0', 'Content-Type': 'text/html', 'Content-Length': body.length });
  response.end(body);
}

/** Plays a `fixed-response` action; returns the status. */
export function fixedResponse(response: ServerResponse, action: Action): number {
  const { StatusCode = '200', ContentType = 'text/plain', MessageBody = '' } = action.FixedResponseConfig ?? {};
  response.writeHead(Number(StatusCode), {
    Server: 'awselb/2.0',
    'Content-Type': ContentType,
    'Content-Length': Buffer.byteLength(MessageBody),
  });
  response.end(MessageBody);
  return Number(StatusCode);
}

/** Where a request came in: the listener, and the real ports that stand for those of the load balancer. */
export interface Entrance {
  readonly protocol: string;
  readonly port: number;
  /** The real port of each listener, by the port that it has. */
  readonly doors: ReadonlyMap<number, number>;
}

/** Plays a `redirect` action; returns the status. */
export function redirect(
  request: IncomingMessage,
  response: ServerResponse,
  action: Action,
  entrance: Entrance,
): number {
  const status = action.RedirectConfig?.StatusCode === 'HTTP_302' ? 302 : 301;
  response.writeHead(status, {
    Server: 'awselb/2.0',
    'Content-Length': 0,
    Location: location(request, action.RedirectConfig ?? {}, entrance),
  });
  response.end();
  return status;
}

/** Fills in what a redirect leaves open: `#{protocol}`, `#{host}`, `#{port}`, `#{path}`, `#{query}`. */
function location(request: IncomingMessage, config: NonNullable<Action['RedirectConfig']>, entrance: Entrance): string {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  const parts: Readonly<Record<string, string>> = {
    protocol: entrance.protocol,
    host: String(request.headers.host ?? '').replace(/:\d+$/, ''),
    port: String(entrance.port),
    path: path.slice(1),
    query,
  };
  const fill = (pattern: string) => pattern.replace(/#\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
  const port = Number(fill(config.Port ?? '#{port}'));
  const shown = entrance.doors.get(port) ?? port;
  const target = `${fill(config.Protocol ?? '#{protocol}').toLowerCase()}://${fill(config.Host ?? '#{host}')}:${shown}`;
  const search = fill(config.Query ?? '#{query}');
  return `${target}${fill(config.Path ?? '/#{path}')}${search === '' ? '' : `?${search}`}`;
}
