import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { type Fragment, nothing } from '../template.ts';

/** Adds and removes instances with the load, where the settings leave room for that. */
export function scaling(context: Context): Fragment {
  if (!isScaled(context) || context.worker !== undefined) return nothing;
  return {
    Resources: {
      CpuScalingPolicy: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Metadata: { Description: 'Adds and removes instances with the load' },
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
  };
}

/** Whether the settings leave room for more or fewer instances. */
export function isScaled({ mode, instances }: Context): boolean {
  return mode === 'high-availability' && instances.min < instances.max;
}
