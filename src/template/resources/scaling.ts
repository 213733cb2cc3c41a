import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { onlyWhile, perSlot } from '../slots.ts';
import { type Fragment, nothing } from '../template.ts';

/** Adds and removes instances with the load, where the settings leave room for that. */
export function scaling(context: Context): Fragment {
  if (context.mode === 'single-instance' || context.instances.min === context.instances.max) return nothing;
  // A group that gets few requests or none keeps its size: it shall be able to take them all at any moment.
  return perSlot(context, () => ({
    Resources: {
      CpuScalingPolicy: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Metadata: { Description: 'Adds and removes instances with the load' },
        ...onlyWhile(context, 'ServesSlotA'),
        Properties: {
          AutoScalingGroupName: ref('AutoScalingGroup'),
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: {
            // Percent of CPU: leaves room for the load to grow while new instances start.
            TargetValue: 50,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
          },
        },
      },
    },
  }));
}
