import { BeanpoleError } from '../errors.ts';

/** How long the credentials of a run hold. */
export type Session =
  /** Without an end, or renewed by whoever gave them. */
  | { readonly kind: 'lasting' }
  /** `ends`: milliseconds since the epoch; absent when they do not say, as an AWS session token does not. */
  | { readonly kind: 'temporary'; readonly ends?: number };

/** What aws-actions/configure-aws-credentials asks for when `role-duration-seconds` does not say otherwise. */
const usualMs = 3_600_000;

const fix =
  'Raise `role-duration-seconds` of aws-actions/configure-aws-credentials, and the maximum session duration of the role.';

/**
 * What must be known of the credentials before a deploy that takes `expectedMs` begins; nothing when they hold long enough, or when nobody can tell.
 * Rejects those that have ended already: nothing was touched yet.
 */
export function foresee(session: Session, expectedMs: number, now: number): string | undefined {
  if (session.kind === 'lasting') return undefined;
  const takes = `this deploy takes about ${minutes(expectedMs)} min`;
  const then = `If they end first, the update goes on in CloudFormation alone, and this run ends red without having seen how. ${fix}`;
  const { ends } = session;
  if (ends === undefined) {
    if (expectedMs < usualMs) return undefined;
    return `The AWS credentials do not say when they end; those of aws-actions/configure-aws-credentials end after an hour unless it is told otherwise, and ${takes}. ${then}`;
  }
  if (ends <= now) {
    throw new BeanpoleError('credentials', `The AWS credentials expired at ${timeOf(ends)}.`, {
      fix: `Nothing was touched. Get new ones right before this step. ${fix}`,
    });
  }
  if (ends - now >= expectedMs) return undefined;
  return `The AWS credentials end at ${timeOf(ends)}, in ${minutes(ends - now)} min, and ${takes}. ${then}`;
}

function minutes(ms: number): number {
  return Math.max(1, Math.round(ms / 60_000));
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
