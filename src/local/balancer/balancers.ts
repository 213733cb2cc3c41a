import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Cloud } from '../service.ts';
import type { Metrics } from '../world/metrics.ts';
import { chooser } from './choose.ts';
import { type Door, openDoor } from './doors.ts';
import { openDatagramDoor } from './datagrams.ts';
import { carry as carryStream, placeFor } from './network.ts';
import { type BalancerRecords, listenersOf, reached } from './records.ts';
import { reception, type Site } from './requests.ts';
import { openStreamDoor } from './streams.ts';
import type { Targets } from './targets.ts';

/** The doors of all load balancers: a front door for each, and one for each listener. */
export interface Balancers {
  /** By the ARN of a load balancer or of a listener. */
  open(arn: string): Promise<void>;
  close(arn: string): Promise<void>;
  /** Where every listener is really reached: on AWS a port of the load balancer's name. */
  reached(): ReturnType<typeof reached>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens doors for load balancers and listeners; those recorded in the store with `start`. */
export function balancers(
  cloud: Cloud,
  parts: { records: BalancerRecords; targets: Targets; metrics: Metrics },
): Balancers {
  const agents = { plain: new Agent({ keepAlive: true }), secure: new SecureAgent({ keepAlive: true }) };
  const site: Site = { cloud, ...parts, agents, choose: chooser(parts.targets) };
  const doors = new Map<string, Door>();
  const open = async (arn: string) => {
    const door = doors.has(arn) ? undefined : await doorOf(site, arn);
    if (door) doors.set(arn, door);
  };
  const close = async (arn: string) => {
    const door = doors.get(arn);
    doors.delete(arn);
    await door?.close();
  };
  return {
    open,
    close,
    reached: () => reached(site.records),
    async start() {
      await Promise.all([...site.records.balancers.keys(), ...site.records.listeners.keys()].map(open));
    },
    async stop() {
      await Promise.all([...doors.keys()].map(close));
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** At the door of a load balancer any listener may answer, at the door of a listener that one alone. */
async function doorOf(site: Site, arn: string): Promise<Door | undefined> {
  const { records, cloud } = site;
  const listener = records.listeners.get(arn);
  const balancer = records.balancers.get(listener?.loadBalancerArn ?? arn);
  if (!balancer) return undefined;
  const own = () => listenersOf(records, balancer.arn).filter((one) => listener === undefined || one.arn === arn);
  const port = listener?.doorPort ?? balancer.port;
  if (balancer.type === 'application') return openDoor(cloud, port, reception(site, balancer.arn, own));
  if (listener?.protocol === 'UDP') return openDatagramDoor(port, () => placeFor(site, own()[0]));
  return openStreamDoor(cloud, port, {
    listener: () => own().find(({ protocol }) => protocol !== 'UDP'),
    connected: (client, one) => void carryStream(site, client, one),
  });
}
