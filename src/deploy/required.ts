import { BeanpoleError } from '../errors.ts';
import type { Values } from '../plan/parameters.ts';

/** An output that a stack of ours always has; throws when it is another one. */
export function required(outputs: Values, name: string, stack: string): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new BeanpoleError('deploy', `The stack "${stack}" is complete, but it has no output "${name}".`, {
    fix: 'Somebody has changed the stack by hand, or another stack has this name. Choose another name for the application.',
  });
}
