import type { Context } from './context.ts';
import { ref } from './intrinsics.ts';
import { tags } from './tags.ts';
import type { Resource } from './template.ts';

/**
 * A security group that lets nobody in; the compute stack adds the one rule for its own instances. Nothing gets out either: EC2 would open the way out to
 * everywhere for a group without a rule, so it has one that leads nowhere.
 */
export function closedGroup(
  context: Context,
  { of, ...leave }: { readonly of: 'database' | 'cache' } & Pick<Resource, 'DeletionPolicy' | 'UpdateReplacePolicy'>,
): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Metadata: { Description: `Decides who reaches the ${of}` },
    ...leave,
    Properties: {
      GroupDescription: `The ${of} of a Beanpole environment`,
      VpcId: ref('VpcId'),
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'No way out' }],
      Tags: tags(context),
    },
  };
}
