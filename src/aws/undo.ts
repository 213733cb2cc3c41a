import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Stacks } from '../deploy/ports.ts';
import { started } from './started.ts';

/** The three ways in which CloudFormation goes back, each only from a status of its own. */
export function makeUndo(
  client: () => Promise<CloudFormationClient>,
): Pick<Stacks, 'continueRollback' | 'rollback' | 'cancelUpdate'> {
  return {
    async continueRollback({ stackId, token, roleArn }) {
      const { ContinueUpdateRollbackCommand } = await import('@aws-sdk/client-cloudformation');
      const input = { StackName: stackId, ClientRequestToken: token, RoleARN: roleArn };
      const cloudFormation = await client();
      return started('to continue the rollback', () => cloudFormation.send(new ContinueUpdateRollbackCommand(input)));
    },
    async rollback({ stackId, token, roleArn }) {
      const { RollbackStackCommand } = await import('@aws-sdk/client-cloudformation');
      const input = { StackName: stackId, ClientRequestToken: token, RoleARN: roleArn, RetainExceptOnCreate: true };
      const cloudFormation = await client();
      return started('to undo the failed update', () => cloudFormation.send(new RollbackStackCommand(input)));
    },
    async cancelUpdate({ stackId, token }) {
      const { CancelUpdateStackCommand } = await import('@aws-sdk/client-cloudformation');
      const input = { StackName: stackId, ClientRequestToken: token };
      const cloudFormation = await client();
      return started('to cancel the update', () => cloudFormation.send(new CancelUpdateStackCommand(input)));
    },
  };
}
