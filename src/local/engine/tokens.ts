import { createHash } from 'node:crypto';
import { AwsError, type WireInput } from '../service.ts';
import { textIn } from './input.ts';
import type { Stack } from './stack.ts';
import { canonical } from './value.ts';

/**
 * The answer that the same request with the same client request token got before; `undefined` when the token is new.
 * A token that was used for another request is refused.
 */
export function answeredBefore(stack: Stack | undefined, action: string, input: WireInput): object | undefined {
  const token = textIn(input, 'ClientRequestToken');
  const used = token === undefined ? undefined : stack?.tokens[token];
  if (used === undefined) return undefined;
  if (used.digest === digestOf(action, input)) return used.answer;
  throw new AwsError('TokenAlreadyExistsException', `A client request token already exists: ${token}`);
}

/** Remembers what a request with a token was answered, and answers. */
export function answer<T extends object>(stack: Stack, action: string, input: WireInput, given: T): T {
  const token = textIn(input, 'ClientRequestToken');
  if (token !== undefined) stack.tokens[token] = { digest: digestOf(action, input), answer: given };
  return given;
}

function digestOf(action: string, input: WireInput): string {
  return createHash('sha256').update(canonical({ action, input })).digest('hex');
}
