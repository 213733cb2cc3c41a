import type { Context } from '../context.ts';
import { type Fragment, nothing } from '../template.ts';

/** Tells which environments this one needs, so that nobody destroys them while it is there. */
export function links({ linkedEnvironments }: Context): Fragment {
  return linkedEnvironments.length === 0
    ? nothing
    : { ...nothing, Outputs: { Links: { Value: linkedEnvironments.join(',') } } };
}
