import { request } from 'node:http';
import type { CheckResult } from './health.ts';

/** One health check: a GET on a connection of its own, closed afterwards, as an Application Load Balancer makes it. `timeoutMs` is real time. */
export function check(
  target: { readonly port: number; readonly path: string },
  timeoutMs: number,
): Promise<CheckResult> {
  return new Promise((resolve) => {
    const headers = { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close', accept: '*/*' };
    const probe = request({ host: '127.0.0.1', port: target.port, path: target.path, headers, agent: false });
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
