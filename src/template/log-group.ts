import type { Context } from './context.ts';
import { getAtt } from './intrinsics.ts';
import { allow } from './policy.ts';
import type { Value } from './template.ts';

/** What an instance does with the environment's log group. */
export function logRights({ logs }: Context): readonly Value[] {
  // The ARN ends in `:*`, which takes in the streams.
  return logs === undefined ? [] : [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [getAtt('LogGroup', 'Arn')])];
}
