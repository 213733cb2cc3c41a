import { sameValues } from '../plan/parameters.ts';
import { holdsPrecious } from './guard.ts';
import type { Stack } from './ports.ts';
import type { Change } from './request.ts';
import { endingOf } from './status.ts';

/** A change of values in a stack that is there. */
export type Plain = Change & { readonly live: Stack };

/**
 * Whether an update may begin without a change set, which takes CloudFormation 5 to 20 seconds: the stack has this very template, by the digest among its
 * parameters, its last operation ended well, and the template declares nothing that a guard would look after.
 */
export function isPlain(change: Change): change is Plain {
  const { desired, live, parameters } = change;
  if (live === undefined || endingOf(live.status) !== 'succeeded') return false;
  const digest = parameters['TemplateDigest'];
  const isSameTemplate = digest !== undefined && digest === live.parameters['TemplateDigest'];
  return isSameTemplate && sameValues(live.tags, desired.tags) && !holdsPrecious(desired.template);
}
