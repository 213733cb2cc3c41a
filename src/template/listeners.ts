import { certificateOf } from './certificate.ts';
import type { Context } from './context.ts';
import { frontOf, isNetwork } from './front.ts';
import type { Value } from './template.ts';

/** A port of the load balancer as CloudFormation gets it. */
export interface Door {
  /** Its logical id. */
  readonly id: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP';
  /** ARNs; the first one is for whoever asks for no name. */
  readonly certificates: readonly Value[];
  readonly policy: string;
  /** The process that gets what no rule takes; `https`: everything is sent on to port 443. */
  readonly to: { readonly process: string } | 'https';
  /** Names of the rules that hold here. */
  readonly rules: readonly string[];
}

/** The listeners of an own load balancer, by port; none where there is no such thing. */
export function doorsOf(context: Context): readonly Door[] {
  if (frontOf(context) !== 'own') return [];
  const written = context.listeners ?? {};
  const ports = new Set([...usualPorts(context), ...Object.keys(written)].map(Number));
  return [...ports]
    .filter((port) => written[port]?.enabled !== false)
    .sort((one, other) => one - other)
    .map((port) => doorOf(context, port));
}

/** The listener that requests end up at: behind a redirect there is another one. */
export function mainDoor(context: Context): Door | undefined {
  const doors = doorsOf(context);
  const asked = doors.filter(({ to, protocol }) => to !== 'https' && protocol !== 'UDP');
  return asked.find(({ port }) => port === 443) ?? asked[0];
}

/** Port 80, and with a certificate 443; a network load balancer can send nobody on, so it has one of both. */
function usualPorts(context: Context): readonly number[] {
  if (certificateOf(context) === undefined) return [80];
  return isNetwork(context) ? [443] : [80, 443];
}

function doorOf(context: Context, port: number): Door {
  const { process, certificates, policy, rules, protocol: said } = context.listeners?.[port] ?? {};
  const protocol = said ?? usualProtocol(context, port, certificates !== undefined);
  const secure = protocol === 'HTTPS' || protocol === 'TLS';
  const shown = certificates ?? [certificateOf(context)].filter((one) => one !== undefined);
  const onward = port === 80 && protocol === 'HTTP' && process === undefined && isSecured(context);
  return {
    id: idOf(port),
    port,
    protocol,
    certificates: secure ? shown : [],
    policy: policy ?? context.tls.policy,
    to: onward ? 'https' : { process: process ?? 'default' },
    rules: onward || isNetwork(context) ? [] : (rules ?? Object.keys(context.rules ?? {})),
  };
}

function usualProtocol(context: Context, port: number, certified: boolean): Door['protocol'] {
  const secure = certified || port === 443;
  if (isNetwork(context)) return secure ? 'TLS' : 'TCP';
  return secure ? 'HTTPS' : 'HTTP';
}

/** Whether port 443 speaks HTTPS, so that port 80 may send everybody there. */
function isSecured(context: Context): boolean {
  const written = context.listeners?.['443'];
  if (written?.enabled === false || written?.protocol === 'HTTP') return false;
  return written !== undefined || certificateOf(context) !== undefined;
}

/** The two usual ones have names that do not change. */
function idOf(port: number): string {
  if (port === 80) return 'HttpListener';
  return port === 443 ? 'HttpsListener' : `Listener${port}`;
}
