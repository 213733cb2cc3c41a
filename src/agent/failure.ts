import { BeanpoleError } from '../errors.ts';

/** The deploy ends here on this instance. `reason` is one sentence that names the cause. */
export function failure(
  reason: string,
  details: { readonly fix?: string; readonly cause?: unknown } = {},
): BeanpoleError {
  return new BeanpoleError('deploy', reason, details);
}

/** One sentence or two for the report, whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof BeanpoleError) return [error.message, error.fix].filter(Boolean).join(' ');
  if (!(error instanceof Error)) return String(error);
  // What `fetch` throws says no more than "fetch failed"; the cause is in its cause.
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}${cause}`;
}
