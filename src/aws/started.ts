import type { Started } from '../deploy/ports.ts';
import { attempt, isBusy } from './failures.ts';

/** Asks for an operation on a stack; that another one holds it is an answer, not a failure. */
export async function started(doing: string, request: () => Promise<unknown>): Promise<Started> {
  return attempt(doing, async () => {
    try {
      await request();
      return { kind: 'started' };
    } catch (error) {
      if (isBusy(error)) return { kind: 'busy', reason: error.message };
      throw error;
    }
  });
}
