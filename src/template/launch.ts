import type { Context } from './context.ts';
import { getAtt, ref } from './intrinsics.ts';
import type { Value } from './template.ts';

/** `$Latest` would hide a change of the launch template from CloudFormation. */
const newest: Value = {
  LaunchTemplateId: ref('LaunchTemplate'),
  Version: getAtt('LaunchTemplate', 'LatestVersionNumber'),
};

/** What the group launches its instances from: one type on demand, or several types, also of those that EC2 may take back. */
export function launch({ instances }: Context): { readonly [property: string]: Value } {
  const { type, otherTypes, spot } = instances;
  if (otherTypes.length === 0 && spot === undefined) return { LaunchTemplate: newest };
  return {
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: newest,
        Overrides: [type, ...otherTypes].map((InstanceType) => ({ InstanceType })),
      },
      InstancesDistribution: {
        // On-demand instances are taken in the order in which the types are written.
        OnDemandAllocationStrategy: 'prioritized',
        OnDemandBaseCapacity: spot?.base ?? 0,
        OnDemandPercentageAboveBaseCapacity: 100 - (spot?.percent ?? 0),
        SpotAllocationStrategy: 'price-capacity-optimized',
        ...(spot?.['max-price'] === undefined ? {} : { SpotMaxPrice: spot['max-price'] }),
      },
    },
    // A successor comes when EC2 says that an instance is likely to be taken back, not only once it is.
    ...(spot === undefined ? {} : { CapacityRebalance: true }),
  };
}
