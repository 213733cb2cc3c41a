/** Milliseconds that one request may take, and the longest that a report waits until GitHub can be asked again. */
const requestMs = 10_000;
const longestWaitMs = 10_000;
const tries = 3;

export interface Calling {
  readonly sleep: (ms: number) => Promise<void>;
  readonly warn: (text: string) => void;
}

/** Asks GitHub for something. */
export type Caller = <T>(
  permission: string,
  doing: string,
  ask: (request: { readonly signal: AbortSignal }) => Promise<T>,
) => Promise<T | undefined>;

/**
 * Asks with a limit of time and again after what passes: 5xx, a broken connection, a short rate limit. What does not pass becomes one warning for each permission, as
 * the next requests would only say the same.
 */
export function makeCaller({ sleep, warn }: Calling): Caller {
  const refused = new Set<string>();
  return async (permission, doing, ask) => {
    if (refused.has(permission)) return undefined;
    for (let left = tries; ; left -= 1) {
      try {
        return await ask({ signal: AbortSignal.timeout(requestMs) });
      } catch (error) {
        const wait = waitFor(error, tries - left);
        if (left > 1 && wait !== undefined) {
          await sleep(wait);
          continue;
        }
        refused.add(permission);
        warn(`${warning(error, permission, doing)} The deploy is not touched by that.`);
        return undefined;
      }
    }
  };
}

interface Refusal {
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** Milliseconds until another try has a chance; nothing when none has. */
function waitFor(error: unknown, tried: number): number | undefined {
  const { status = 500, response } = error as Refusal;
  if (isRateLimit(error)) {
    const after = Number(response?.headers?.['retry-after'] ?? Number.POSITIVE_INFINITY) * 1000;
    return after <= longestWaitMs ? after : undefined;
  }
  return status >= 500 ? 500 * 2 ** tried : undefined;
}

function isRateLimit(error: unknown): boolean {
  const { status, response } = error as Refusal;
  const { headers = {} } = response ?? {};
  const isOver = headers['retry-after'] !== undefined || String(headers['x-ratelimit-remaining']) === '0';
  return status === 429 || (status === 403 && isOver);
}

function warning(error: unknown, permission: string, doing: string): string {
  const { status, message = String(error) } = error as Refusal;
  if (isRateLimit(error)) return `GitHub's rate limit is reached, so ${doing} was left out.`;
  if (status === 403 || status === 404) {
    return `GitHub refused ${doing}. Give the job \`permissions: { ${permission} }\`, or leave \`github-token\` empty to do without.`;
  }
  const short = message.length > 200 ? `${message.slice(0, 200)}…` : message;
  return `GitHub did not take part in ${doing}${status === undefined ? '' : ` (${status})`}: ${short}.`;
}
