import { request } from 'node:http';

export interface ProbeTarget {
  readonly port: number;
  readonly path: string;
  /** Real milliseconds in which a good answer must be there. */
  readonly timeoutMs: number;
  /** Real milliseconds for which a late answer is still waited for, only to know that it comes. */
  readonly patienceMs: number;
}

/** What came of one GET. Times are real milliseconds. */
export type Probe =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'late'; readonly afterMs: number }
  /** Nothing listens. */
  | { readonly kind: 'refused' }
  /** The connection was never accepted. */
  | { readonly kind: 'unconnected' }
  /** Connected, and no answer. */
  | { readonly kind: 'silent' }
  /** The connection broke, or what came is not HTTP. */
  | { readonly kind: 'broken'; readonly message: string };

/** Asks the application once, as the load balancer will: the status line counts, the body does not. */
export function probe({ port, path, timeoutMs, patienceMs }: ProbeTarget): Promise<Probe> {
  return new Promise((resolve) => {
    const began = performance.now();
    let connected = false;
    const headers = { 'user-agent': 'Beanpole-HealthChecker/1.0', connection: 'close' };
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false });
    const settle = (result: Probe) => {
      clearTimeout(timer);
      resolve(result);
      asked.destroy();
    };
    const timer = setTimeout(() => settle({ kind: connected ? 'silent' : 'unconnected' }), patienceMs);
    asked.on('socket', (socket) => {
      socket.once('connect', () => {
        connected = true;
      });
    });
    asked.on('response', ({ statusCode = 0 }) => {
      const afterMs = performance.now() - began;
      settle(afterMs > timeoutMs ? { kind: 'late', afterMs } : { kind: 'answered', status: statusCode });
    });
    asked.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      settle(code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind: 'broken', message });
    });
    asked.end();
  });
}

/** Whether a status is one of the load balancer's `Matcher`: `200`, `200-299`, `200,302`. */
export function accepts(codes: string, status: number): boolean {
  return codes.split(',').some((range) => {
    const [from = Number.NaN, to = from] = range.split('-').map(Number);
    return status >= from && status <= to;
  });
}
