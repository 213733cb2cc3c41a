import type { CreateChangeSetCommandInput } from '@aws-sdk/client-cloudformation';
import type { OperationInput } from '../deploy/ports.ts';

/** Everything that CloudFormation would else keep from the operation before. */
export function operationInput({
  parameters,
  tags,
  roleArn,
  triggers,
}: OperationInput): Pick<
  CreateChangeSetCommandInput,
  'Parameters' | 'Tags' | 'Capabilities' | 'RoleARN' | 'RollbackConfiguration'
> {
  return {
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    // Covers CAPABILITY_IAM.
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    RoleARN: roleArn,
    RollbackConfiguration: {
      RollbackTriggers: triggers.alarms.map((Arn) => ({ Arn, Type: 'AWS::CloudWatch::Alarm' })),
      MonitoringTimeInMinutes: triggers.minutes,
    },
  };
}
