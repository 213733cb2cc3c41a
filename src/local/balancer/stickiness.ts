import type { IncomingMessage } from 'node:http';
import type { TargetGroup } from './records.ts';
import type { Target } from './targets.ts';

/** How the load balancer remembers which target a client has, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions */
const cookieName = 'AWSALB';

/** The target that a client has by its cookie, while that one may still get requests. */
export function stuckTo(
  group: TargetGroup,
  request: IncomingMessage,
  { able, now }: { readonly able: readonly Target[]; readonly now: number },
): Target | undefined {
  if (!isSticky(group)) return undefined;
  const [, value = ''] = new RegExp(`(?:^|; *)${cookieName}=([^;]*)`).exec(request.headers.cookie ?? '') ?? [];
  const [key, until] = Buffer.from(value, 'base64url').toString('utf8').split(' ');
  return Number(until) > now ? able.find((target) => target.key === key) : undefined;
}

/** The cookies that an answer takes along; each one begins the time anew. The second is for requests from other sites. */
export function stickyCookies(group: TargetGroup, target: Target, now: number): readonly string[] {
  if (!isSticky(group)) return [];
  const seconds = Number(group.attributes['stickiness.lb_cookie.duration_seconds']);
  const value = Buffer.from(`${target.key} ${now + seconds * 1000}`).toString('base64url');
  const rest = `Expires=${new Date(now + seconds * 1000).toUTCString()}; Path=/`;
  return [`${cookieName}=${value}; ${rest}`, `${cookieName}CORS=${value}; ${rest}; SameSite=None`];
}

function isSticky({ attributes }: TargetGroup): boolean {
  return attributes['stickiness.enabled'] === 'true' && attributes['stickiness.type'] === 'lb_cookie';
}
