import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing } from '../template.ts';

/**
 * The log group of the environment. Its name is CloudFormation's: one that stays when the environment goes would stand in the way of the next environment of
 * that name.
 */
export function logs(context: Context): Fragment {
  if (context.logs === undefined) return nothing;
  const { retention, deletionPolicy } = context.logs;
  const policy = deletionPolicy === 'delete' ? 'Delete' : 'Retain';
  return {
    Resources: {
      LogGroup: {
        Type: 'AWS::Logs::LogGroup',
        DeletionPolicy: policy,
        UpdateReplacePolicy: policy,
        Metadata: { Description: 'Keeps the lines that the instances log' },
        Properties: { RetentionInDays: retention, Tags: tags(context) },
      },
    },
    Outputs: { LogGroup: { Value: ref('LogGroup') } },
  };
}
