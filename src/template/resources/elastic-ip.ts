import type { Context } from '../context.ts';
import { frontOf } from '../front.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { ownTags } from '../tags.ts';
import { type Fragment, nothing } from '../template.ts';

/**
 * The address of a single-instance environment. It holds no data, so it goes with its stack, or it would cost money for nothing; but losing it is seen by
 * everybody who knows it, so an update that would replace it leaves the old one behind to be put back. Its tags are only those that never change: a
 * change of tags has been seen to associate an address anew. CloudFormation copies the stack's tags to it all the same, so a changed `tags` setting tags it; that moves
 * nothing here, as no resource of the stack associates it: instances take it over by themselves, once they are proven.
 */
export function elasticIp(context: Context): Fragment {
  if (frontOf(context) !== 'address') return nothing;
  return {
    Resources: {
      ElasticIp: {
        Type: 'AWS::EC2::EIP',
        Metadata: { Description: 'The public address of the environment' },
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          Domain: 'vpc',
          Tags: Object.entries(ownTags(context)).map(([Key, Value]) => ({ Key, Value })),
        },
      },
    },
    Outputs: {
      ElasticIp: { Value: ref('ElasticIp') },
      ElasticIpAllocationId: { Value: getAtt('ElasticIp', 'AllocationId') },
    },
  };
}
