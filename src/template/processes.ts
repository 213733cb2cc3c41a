import type { Context } from './context.ts';
import { frontOf, isNetwork } from './front.ts';
import { ref } from './intrinsics.ts';
import type { Process } from './load-balancer-context.ts';
import type { Value } from './template.ts';

/** A port of the instances behind a load balancer, as its target group has it. Times in seconds. */
export interface Target {
  /** `default`, or as the settings name it. */
  readonly name: string;
  /** What its resources are called by beside those of the default process: nothing, or `Admin`. */
  readonly suffix: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'UDP';
  /** What a check asks for; absent: it opens a connection. */
  readonly path?: string;
  readonly codes: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly drain: number;
  readonly stickiness?: number;
}

/** The default process and those that the settings name; none where no load balancer stands in front. */
export function targetsOf(context: Context): readonly Target[] {
  const front = frontOf(context);
  if (front === 'queue' || front === 'address') return [];
  const others = Object.entries(context.processes ?? {}).map(([name, process]) => targetOf(context, name, process));
  return [defaultOf(context), ...others];
}

function defaultOf(context: Context): Target {
  const { health, deploy, loadBalancer } = context;
  const { path, codes, interval, timeout, healthyThreshold, unhealthyThreshold } = health;
  return {
    ...{ name: 'default', suffix: '', port: 80, protocol: isNetwork(context) ? 'TCP' : 'HTTP' },
    ...{ path, codes, interval, timeout, healthyThreshold, unhealthyThreshold, drain: deploy.drain },
    ...(loadBalancer.stickiness === undefined ? {} : { stickiness: loadBalancer.stickiness }),
  };
}

/** What is not said is as the default process has it; only a network load balancer can check without a path. */
function targetOf(context: Context, name: string, process: Process): Target {
  const usual = defaultOf(context);
  // A datagram asks nothing: then the default process is asked.
  const path = process.path ?? (isNetwork(context) && process.protocol !== 'UDP' ? undefined : usual.path);
  const stickiness = process.stickiness;
  return {
    name,
    suffix: capital(name),
    port: process.port,
    protocol: process.protocol ?? usual.protocol,
    ...(path === undefined ? {} : { path }),
    codes: process.codes ?? usual.codes,
    interval: process.interval ?? usual.interval,
    timeout: process.timeout ?? usual.timeout,
    healthyThreshold: process['healthy-threshold'] ?? usual.healthyThreshold,
    unhealthyThreshold: process['unhealthy-threshold'] ?? usual.unhealthyThreshold,
    drain: process.drain ?? usual.drain,
    ...(stickiness === undefined ? {} : { stickiness }),
  };
}

/** The target group of a process, by its name. */
export function groupOf(process = 'default'): Value {
  return ref(`TargetGroup${process === 'default' ? '' : capital(process)}`);
}

/** `big-admin` is `BigAdmin` in a logical id. */
export function capital(name: string): string {
  return name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}
