import type { Context } from './context.ts';
import { ref } from './intrinsics.ts';
import type { Value } from './template.ts';

type Tag = { readonly Key: string; readonly Value: Value };

const applicationTag = 'beanpole:application';
const environmentTag = 'beanpole:environment';

/** Tags of a resource of an environment: the user's own and ours. Nothing that changes from run to run: each change of a tag touches the resource. */
export function tags(context: Context): readonly Tag[] {
  return tagged({ ...context.tags, ...ownTags(context) });
}

/** Tags of a resource of the application, which its environments share. */
export function applicationTags(context: Context): readonly Tag[] {
  return tagged({ ...context.sharedTags, [applicationTag]: context.application });
}

/** Our own tags alone: they never change, and what an instance may do to others is bound to them. */
export function ownTags(context: Context): Readonly<Record<string, string>> {
  return { [applicationTag]: context.application, [environmentTag]: context.environment };
}

/** Tags with the stack's name as `Name`, unless the user has given one. */
export function namedTags(list: readonly Tag[]): readonly Tag[] {
  return list.some((tag) => tag.Key === 'Name') ? list : [{ Key: 'Name', Value: ref('AWS::StackName') }, ...list];
}

function tagged(pairs: Readonly<Record<string, string>>): readonly Tag[] {
  return Object.entries(pairs)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([Key, text]) => ({ Key, Value: text }));
}
