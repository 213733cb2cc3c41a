import { query } from './aws/calls.ts';
import type { Aws } from './aws/client.ts';
import { AwsRefusal } from './aws/refusal.ts';
import type { InstanceDescription } from './instance.ts';

export interface Signal {
  readonly description: InstanceDescription;
  readonly instance: string;
  readonly status: 'SUCCESS' | 'FAILURE';
}

/**
 * Tells CloudFormation how it went. When no operation waits, as at every scale-out, CloudFormation answers with
 * ValidationError: `unheard`, and no harm.
 */
export async function sendSignal(aws: Aws, { description, instance, status }: Signal): Promise<'heard' | 'unheard'> {
  const { stack, resource } = description;
  const parameters = { StackName: stack, LogicalResourceId: resource, UniqueId: instance, Status: status };
  try {
    await query(aws, 'cloudformation', 'SignalResource', parameters);
    return 'heard';
  } catch (error) {
    if (error instanceof AwsRefusal && error.code === 'ValidationError') return 'unheard';
    throw error;
  }
}
