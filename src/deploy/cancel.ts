import { BeanpoleError } from '../errors.ts';
import type { Change } from './request.ts';
import type { World } from './world.ts';

/**
 * What becomes of an operation whose run is cancelled. CloudFormation needs nobody to go on; it goes back only when it is asked to, and only an
 * update can be.
 */
export async function cancelled(
  { desired, live, token }: Change,
  { stackId, error }: { readonly stackId: string; readonly error: unknown },
  { stacks }: World,
): Promise<unknown> {
  if (!(error instanceof BeanpoleError) || error.code !== 'cancelled') return error;
  const what = `${live === undefined ? 'creation' : 'update'} of the stack "${desired.name}"`;
  const asked =
    desired.onCancel === 'undo' && live !== undefined
      ? await stacks.cancelUpdate({ stackId, token: `${token}-cancel` })
      : undefined;
  if (asked?.kind === 'started') {
    return told(`The run was cancelled. The ${what} is being undone: CloudFormation puts back what ran before.`, error);
  }
  const late = asked === undefined ? '' : ' It could not be undone any more.';
  return told(`The run was cancelled. The ${what} goes on: CloudFormation finishes or undoes it alone.${late}`, error);
}

function told(message: string, cause: unknown): BeanpoleError {
  const fix =
    'Run again to see how it ended: the next run waits for it. `deploy.on-cancel` says what a cancelled run does.';
  return new BeanpoleError('cancelled', message, { fix, cause });
}
