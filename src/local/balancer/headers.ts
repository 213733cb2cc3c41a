import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Headers by name in the sender's own spelling; several of one name as a list. */
export type Headers = Record<string, string | string[]>;

/** Headers that concern one connection only (RFC 9110 §7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers that pass a load balancer, in order and spelling as they came. */
export function endToEnd(message: IncomingMessage): Headers {
  const named = new Set(tokens(message.headers.connection));
  const kept: Headers = {};
  const spelling = new Map<string, string>();
  for (let at = 0; at < message.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = message.rawHeaders.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (hopByHop.has(lower) || named.has(lower)) continue;
    const spelt = spelling.get(lower) ?? name;
    spelling.set(lower, spelt);
    const before = kept[spelt];
    kept[spelt] = before === undefined ? value : [before, value].flat();
  }
  return kept;
}

/** What an Application Load Balancer tells a target about the client (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html). */
export function forwardedHeaders(
  message: IncomingMessage,
  listener: { readonly port: number; readonly protocol: string },
): Headers {
  const headers = endToEnd(message);
  for (const name of Object.keys(headers)) if (/^x-forwarded-(for|proto|port)$/i.test(name)) delete headers[name];
  const before = message.headers['x-forwarded-for'];
  const client = (message.socket.remoteAddress ?? '').replace('::ffff:', '');
  const now = Math.floor(Date.now() / 1000).toString(16);
  return {
    ...headers,
    'X-Forwarded-For': [before, client].flat().filter(Boolean).join(', '),
    'X-Forwarded-Proto': listener.protocol.toLowerCase(),
    'X-Forwarded-Port': String(listener.port),
    'X-Amzn-Trace-Id': String(message.headers['x-amzn-trace-id'] ?? `Root=1-${now}-${randomBytes(12).toString('hex')}`),
  };
}

function tokens(value: string | undefined): string[] {
  return (value ?? '').split(',').map((token) => token.trim().toLowerCase());
}
