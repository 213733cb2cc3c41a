import { request as askPlain } from 'node:http';
import { request as askSecure } from 'node:https';
import type { Sns } from './state.ts';
import { retryPolicy } from './topic-attributes.ts';

/** What is posted. */
export interface Parcel {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** So long an endpoint has for its answer. https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html */
const patienceMs = 15_000;

/** However fast the clock: an endpoint is a real program, and needs real time. */
const leastRealMs = 2_000;

/**
 * Posts to an endpoint, and tries again as SNS does: thrice, 20 s apart, when there is no answer, a 5xx or a 429; every other refusal is final.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
 */
export function postLater(sns: Sns, endpoint: string, parcel: Parcel): void {
  const { cloud, tasks } = sns;
  const what = parcel.headers['x-amz-sns-message-type'] ?? '';
  if (!isLoopback(endpoint)) {
    cloud.log(
      `SNS: a ${what} for ${shown(endpoint)} was not sent: the local cloud sends to addresses of this machine (localhost, 127.0.0.1, [::1]) alone.`,
    );
    return;
  }
  tasks.run(`SNS: a ${what} for ${shown(endpoint)}`, async () => {
    for (let left = retryPolicy.numRetries; ; left -= 1) {
      const failure = await attempt(sns, endpoint, parcel);
      if (failure === undefined) return;
      if (left === 0 || failure.isFinal) throw new Error(`not delivered, given up: ${failure.why}`);
      await tasks.sleep(retryPolicy.minDelayTarget * 1000);
    }
  });
}

interface Failure {
  readonly why: string;
  readonly isFinal: boolean;
}

/** One try. The answer's body says nothing, and redirects are not followed. */
async function attempt({ cloud, tasks }: Sns, endpoint: string, parcel: Parcel): Promise<Failure | undefined> {
  const ms = Math.max(patienceMs / cloud.clock.scale, leastRealMs);
  const late = AbortSignal.timeout(ms);
  try {
    const status = await post(endpoint, parcel, AbortSignal.any([tasks.stopped, late]));
    if (status >= 200 && status < 300) return undefined;
    return { why: `it answered ${status}`, isFinal: status < 500 && status !== 429 };
  } catch (error) {
    tasks.stopped.throwIfAborted();
    const why = late.aborted ? 'it did not answer in time' : error instanceof Error ? error.message : String(error);
    return { why, isFinal: false };
  }
}

function post(endpoint: string, { body, headers }: Parcel, signal: AbortSignal): Promise<number> {
  const ask = endpoint.startsWith('https:') ? askSecure : askPlain;
  return new Promise((resolve, reject) => {
    // A name and a password in the URL become basic authentication.
    const asked = ask(new URL(endpoint), { method: 'POST', headers, agent: false, signal });
    asked.once('error', reject);
    asked.once('response', (response) => {
      response.once('error', reject).once('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    asked.end(body);
  });
}

function isLoopback(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** An endpoint without the password that it may hold. */
function shown(endpoint: string): string {
  const { protocol, host, pathname } = new URL(endpoint);
  return `${protocol}//${host}${pathname}`;
}
