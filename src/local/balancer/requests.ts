import type { Agent, IncomingMessage, ServerResponse } from 'node:http';
import type { Agent as SecureAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Cloud } from '../service.ts';
import type { Metrics } from '../world/metrics.ts';
import { type Entrance, fixedResponse, redirect, refuse } from './answers.ts';
import { chooseGroup, type chooser, eligible } from './choose.ts';
import type { Secure } from './doors.ts';
import { type Ending, forward, type Leg, upgrade } from './forward.ts';
import { forwardedHeaders } from './headers.ts';
import { type Action, type BalancerRecords, type Listener, listenersOf, type LoadBalancer } from './records.ts';
import { actionsFor, terminal } from './rules.ts';
import { stickyCookies, stuckTo } from './stickiness.ts';
import type { Target, Targets } from './targets.ts';
import { count } from './traffic.ts';

/** A silent target is given this much real time at least: a fast clock does not hurry real processes. */
const leastIdleRealMs = 10_000;

/** What those who answer share. */
export interface Site {
  readonly cloud: Cloud;
  readonly records: BalancerRecords;
  readonly targets: Targets;
  readonly metrics: Metrics;
  readonly agents: { readonly plain: Agent; readonly secure: SecureAgent };
  readonly choose: ReturnType<typeof chooser>;
}

/** What happens behind a door of an application load balancer; `own`: the listeners that may answer at it, the one that comes first answers. */
export function reception(site: Site, arn: string, own: () => readonly Listener[]) {
  // Of several listeners of one protocol the first one answers.
  const listenerOf = (secure: Secure) => own().find((listener) => listener.protocol === secure);
  return {
    listens: (secure: Secure) => listenerOf(secure) !== undefined,
    request(request: IncomingMessage, response: ServerResponse, secure: Secure) {
      void play(site, visitOf(site, arn, listenerOf(secure), secure), { request, response });
    },
    upgrade(request: IncomingMessage, client: Duplex, head: Buffer, secure: Secure) {
      void playUpgrade(site, visitOf(site, arn, listenerOf(secure), secure), { request, client, head });
    },
  };
}

/** A request's way in. */
interface Visit {
  readonly balancer: LoadBalancer | undefined;
  readonly listener: Listener | undefined;
  readonly entrance: Entrance;
}

function visitOf(site: Site, arn: string, listener: Listener | undefined, secure: Secure): Visit {
  const balancer = site.records.balancers.get(arn);
  const all = listenersOf(site.records, arn);
  // The first that speaks a protocol is also reached at the load balancer's own door.
  const isFirst = (one: Listener) => all.find(({ protocol }) => protocol === one.protocol) === one;
  const doors = new Map(all.map((one) => [one.port, isFirst(one) && balancer ? balancer.port : one.doorPort]));
  return { balancer, listener, entrance: { protocol: secure, port: listener?.port ?? 0, doors } };
}

async function play(
  site: Site,
  visit: Visit,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { balancer, listener } = visit;
  if (!balancer || !listener) return void response.destroy();
  const action = actionFor(site, listener, request);
  if (action?.Type === 'fixed-response')
    return count(site.metrics, { balancer, status: fixedResponse(response, action) });
  if (action?.Type === 'redirect')
    return count(site.metrics, { balancer, status: redirect(request, response, action, visit.entrance) });
  const sent = action && send(site, action, request);
  if (!sent) {
    refuse(response, action ? 503 : 404);
    return count(site.metrics, { balancer, status: action ? 503 : 404 });
  }
  await carry(site, visit, { ...sent, by: (leg) => forward(request, response, leg), request });
}

async function playUpgrade(
  site: Site,
  visit: Visit,
  { request, client, head }: { request: IncomingMessage; client: Duplex; head: Buffer },
): Promise<void> {
  const action = visit.listener && actionFor(site, visit.listener, request);
  const sent = action?.Type === 'forward' ? send(site, action, request) : undefined;
  if (!sent)
    return void client.end(
      'HTTP/1.1 503 Service Temporarily Unavailable\r\nServer: awselb/2.0\r\nConnection: close\r\n\r\n',
    );
  await carry(site, visit, { ...sent, by: (leg) => upgrade(request, client, head, leg), request });
}

function actionFor(site: Site, listener: Listener, request: IncomingMessage): Action | undefined {
  const source = (request.socket.remoteAddress ?? '').replace('::ffff:', '');
  const facts = { method: request.method ?? 'GET', url: request.url ?? '/', headers: request.headers, source };
  return terminal(actionsFor(listener, site.records.rules.values(), facts));
}

interface Sent {
  readonly groupArn: string;
  readonly target: Target;
  /** What the answer takes along so that the client comes back to the same target. */
  readonly cookies: readonly string[];
}

function send(site: Site, action: Action, request: IncomingMessage): Sent | undefined {
  const groupArn = chooseGroup(action, Math.random());
  const group = groupArn === undefined ? undefined : site.records.groups.get(groupArn);
  if (group === undefined) return undefined;
  const now = site.cloud.clock.now();
  const target =
    stuckTo(group, request, { able: eligible(site.targets, group.arn), now }) ??
    site.choose(group.arn, group.attributes['load_balancing.algorithm.type']);
  return target && { groupArn: group.arn, target, cookies: stickyCookies(group, target, now) };
}

interface Carriage extends Sent {
  readonly request: IncomingMessage;
  by(leg: Leg): Promise<Ending>;
}

async function carry(
  site: Site,
  { balancer, listener }: Visit,
  { groupArn, target, cookies, request, by }: Carriage,
): Promise<void> {
  if (!balancer || !listener) return;
  const secure = site.records.groups.get(groupArn)?.protocol === 'HTTPS';
  const idle = Number(balancer.attributes['idle_timeout.timeout_seconds'] ?? 60) * 1000;
  let done = () => {};
  const ending = await by({
    // Port 1 stands for a port on which nothing listens: the connection is refused, as it would be there.
    place: site.targets.reach(target) ?? { host: '127.0.0.1', port: 1 },
    secure,
    headers: forwardedHeaders(request, listener),
    cookies,
    agent: secure ? site.agents.secure : site.agents.plain,
    idleMs: Math.max(idle / site.cloud.clock.scale, leastIdleRealMs),
    cuttable: (cut) => {
      done = site.targets.begin(target, cut);
    },
  });
  done();
  const standing = site.targets.of(groupArn).map((one) => site.targets.verdict(one).state);
  count(site.metrics, {
    balancer,
    groupArn,
    healthy: standing.filter((state) => state === 'healthy').length,
    ...ending,
  });
}
