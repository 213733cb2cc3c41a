import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Cloud } from '../service.ts';
import type { Metrics } from '../world/metrics.ts';
import { type Entrance, fixedResponse, redirect, refuse } from './answers.ts';
import { chooseGroup, chooser, eligible } from './choose.ts';
import { type Door, openDoor, type Secure } from './doors.ts';
import { type Ending, forward, type Leg, upgrade } from './forward.ts';
import { forwardedHeaders } from './headers.ts';
import type { Action, BalancerRecords, Listener, LoadBalancer } from './records.ts';
import { actionsFor, terminal } from './rules.ts';
import { stickyCookies, stuckTo } from './stickiness.ts';
import type { Target, Targets } from './targets.ts';
import { count } from './traffic.ts';

/** The front doors of all load balancers. */
export interface Balancers {
  open(arn: string): Promise<void>;
  close(arn: string): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A silent target is given this much real time at least: a fast clock does not hurry real processes. */
const leastIdleRealMs = 10_000;

interface Site {
  readonly cloud: Cloud;
  readonly records: BalancerRecords;
  readonly targets: Targets;
  readonly metrics: Metrics;
  readonly agent: Agent;
  readonly choose: ReturnType<typeof chooser>;
}

/** Opens front doors for load balancers; those recorded in the store with `start`. */
export function balancers(
  cloud: Cloud,
  parts: { records: BalancerRecords; targets: Targets; metrics: Metrics },
): Balancers {
  const site: Site = { cloud, ...parts, agent: new Agent({ keepAlive: true }), choose: chooser(parts.targets) };
  const doors = new Map<string, Door>();
  const open = async (arn: string) => {
    const record = site.records.balancers.get(arn);
    if (record && !doors.has(arn)) doors.set(arn, await openDoor(cloud, record.port, reception(site, arn)));
  };
  const close = async (arn: string) => {
    const door = doors.get(arn);
    doors.delete(arn);
    await door?.close();
  };
  return {
    open,
    close,
    async start() {
      await Promise.all(site.records.balancers.keys().map(open));
    },
    async stop() {
      await Promise.all([...doors.keys()].map(close));
      site.agent.destroy();
    },
  };
}

function reception(site: Site, arn: string) {
  return {
    listens: (secure: Secure) => listenerOf(site, arn, secure) !== undefined,
    request(request: IncomingMessage, response: ServerResponse, secure: Secure) {
      void play(site, visitOf(site, arn, secure), { request, response });
    },
    upgrade(request: IncomingMessage, client: Duplex, head: Buffer, secure: Secure) {
      void playUpgrade(site, visitOf(site, arn, secure), { request, client, head });
    },
  };
}

/** A request's way in. */
interface Visit {
  readonly balancer: LoadBalancer | undefined;
  readonly listener: Listener | undefined;
  readonly entrance: Entrance;
}

function visitOf(site: Site, arn: string, secure: Secure): Visit {
  const balancer = site.records.balancers.get(arn);
  const listener = listenerOf(site, arn, secure);
  const listening = listenersOf(site, arn).map(({ port }) => port);
  return {
    balancer,
    listener,
    entrance: { protocol: secure, port: listener?.port ?? 0, doorPort: balancer?.port ?? 0, listening },
  };
}

function listenersOf(site: Site, arn: string): Listener[] {
  return site.records.listeners
    .values()
    .filter((listener) => listener.loadBalancerArn === arn)
    .sort((a, b) => a.port - b.port);
}

/** One door stands for all ports: of several listeners of one protocol the one with the lowest port answers. */
function listenerOf(site: Site, arn: string, secure: Secure): Listener | undefined {
  return listenersOf(site, arn).find((listener) => listener.protocol === secure);
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
  const idle = Number(balancer.attributes['idle_timeout.timeout_seconds'] ?? 60) * 1000;
  let done = () => {};
  const ending = await by({
    // Port 1 stands for a port on which nothing listens: the connection is refused, as it would be there.
    port: site.targets.reach(target) ?? 1,
    headers: forwardedHeaders(request, listener),
    cookies,
    agent: site.agent,
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
