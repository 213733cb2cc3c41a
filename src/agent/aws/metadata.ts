import type { Clock } from '../clock.ts';
import { persist } from '../persist.ts';
import { AwsRefusal, transientPatience } from './refusal.ts';

/** The instance metadata service: `get('meta-data/instance-id')`. */
export interface Metadata {
  get(path: string): Promise<string>;
  /** Asks once; nothing when there is no such path. */
  peek(path: string): Promise<string | undefined>;
}

const tokenSeconds = 21_600;
const limitMs = 2_000;
/** Real milliseconds: a local cloud shares a busy machine with all of its instances, however fast its time runs. */
const leastLimitMs = 1_000;

/** IMDSv2 (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html): each read shows a session token. */
export function instanceMetadata(base: string, clock: Clock): Metadata {
  let token: { readonly value: string; readonly until: number } | undefined;

  async function ask(method: string, path: string, headers: Record<string, string>): Promise<string> {
    const signal = AbortSignal.timeout(Math.max(clock.limit(limitMs), leastLimitMs));
    const response = await fetch(`${base}/latest/${path}`, { method, headers, signal });
    const text = await response.text();
    if (!response.ok) throw new AwsRefusal(`HTTP ${response.status}`, response.status, `${method} ${path} is refused.`);
    return text;
  }

  async function session(): Promise<string> {
    if (token === undefined || Date.now() > token.until) {
      const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': `${tokenSeconds}` };
      token = { value: await ask('PUT', 'api/token', headers), until: Date.now() + (tokenSeconds - 60) * 1_000 };
    }
    return token.value;
  }

  async function read(path: string): Promise<string> {
    try {
      return await ask('GET', path, { 'X-aws-ec2-metadata-token': await session() });
    } catch (error) {
      if (error instanceof AwsRefusal && error.status === 401) token = undefined;
      throw error;
    }
  }

  return {
    get: (path) => persist(clock, () => read(path), patience),
    peek: async (path) => {
      try {
        return await read(path);
      } catch (error) {
        if (error instanceof AwsRefusal && error.status === 404) return undefined;
        throw error;
      }
    },
  };
}

/** The service is on the instance itself: long silence means that there is none. A role appears some seconds after the start. */
function patience(error: unknown): number {
  if (error instanceof AwsRefusal && (error.status === 404 || error.status === 401)) return 10_000;
  return Math.min(transientPatience(error), 10_000);
}
