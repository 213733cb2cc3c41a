import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { type Fragment, nothing } from '../template.ts';

/** Adds and removes instances with the load, where the settings leave room for that. */
export function scaling(context: Context): Fragment {
  if (context.mode === 'single-instance' || context.instances.min === context.instances.max) return nothing;
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
