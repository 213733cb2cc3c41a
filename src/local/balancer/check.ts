import { request as askPlain } from 'node:http';
import { request as askSecure } from 'node:https';
import { connect } from 'node:net';
import type { Place } from '../compute/relay.ts';
import type { CheckResult } from './health.ts';
import type { HealthCheck } from './records.ts';

/** One health check, on a connection of its own. `timeoutMs` is real time. */
export function check(
  place: Place,
  { protocol, path }: Pick<HealthCheck, 'protocol' | 'path'>,
  timeoutMs: number,
): Promise<CheckResult> {
  return protocol === 'TCP' || protocol === 'TLS'
    ? knock(place, timeoutMs)
    : ask(place, path, { secure: protocol === 'HTTPS', timeoutMs });
}

/** A GET, closed afterwards. A load balancer does not look at the certificate of a target. */
function ask(
  place: Place,
  path: string,
  { secure, timeoutMs }: { readonly secure: boolean; readonly timeoutMs: number },
): Promise<CheckResult> {
  return new Promise((resolve) => {
    const headers = { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close', accept: '*/*' };
    const options = { ...place, path, headers, agent: false } as const;
    const probe = secure ? askSecure({ ...options, rejectUnauthorized: false }) : askPlain(options);
    const late = setTimeout(() => done({ kind: 'timed-out' }), timeoutMs);
    const done = (result: CheckResult) => {
      clearTimeout(late);
      resolve(result);
      probe.destroy();
    };
    probe.once('error', () => done({ kind: 'failed' }));
    probe.once('response', (response) => {
      response.once('error', () => done({ kind: 'failed' }));
      response.once('end', () => done({ kind: 'answered', code: response.statusCode ?? 0 }));
      response.resume();
    });
    probe.end();
  });
}

/** A connection that opens is healthy: nothing is sent. */
function knock(place: Place, timeoutMs: number): Promise<CheckResult> {
  return new Promise((resolve) => {
    const socket = connect(place);
    const late = setTimeout(() => done({ kind: 'timed-out' }), timeoutMs);
    const done = (result: CheckResult) => {
      clearTimeout(late);
      resolve(result);
      socket.destroy();
    };
    socket.once('error', () => done({ kind: 'failed' }));
    socket.once('connect', () => done({ kind: 'opened' }));
  });
}
