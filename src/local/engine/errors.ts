import { AwsError } from '../service.ts';

/** CloudFormation's `ValidationError`: what a client gets for nearly everything that it did wrong. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A template that cannot be read: "Template format error: …". */
export function formatError(message: string): AwsError {
  return validationError(`Template format error: ${message}`);
}

/** A template whose functions cannot be evaluated: "Template error: …". */
export function templateError(message: string): AwsError {
  return validationError(`Template error: ${message}`);
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Closes a union: a `switch` that forgets a member does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
