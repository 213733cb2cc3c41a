import { AwsError, type WireInput } from '../service.ts';
import { isSet, items, number, required, text } from '../world/input.ts';
import type { Adjustment, Step } from './steps.ts';
import { type Tracked, tracked } from './target-tracking.ts';

/** A scaling policy of an Auto Scaling group. */
export interface ScalingPolicy {
  readonly arn: string;
  readonly name: string;
  readonly group: string;
  /** As PutScalingPolicy and templates have them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The alarms that Auto Scaling made for it. */
  readonly alarms: readonly string[];
}

/** How a policy scales. */
export type Scaling =
  | ({ readonly kind: 'TargetTrackingScaling'; readonly scaleIn: boolean } & Tracked)
  | { readonly kind: 'StepScaling'; readonly adjustment: Adjustment; readonly steps: readonly Step[] }
  | { readonly kind: 'SimpleScaling'; readonly adjustment: Adjustment; readonly by: number; readonly cooldown?: number }
  /** Forecasts from two weeks of history that a local cloud never has. */
  | { readonly kind: 'PredictiveScaling' };

/** Reads the settings of a policy; throws `ValidationError` where Auto Scaling would. */
export function scalingOf(settings: ScalingPolicy['settings'], group: string): Scaling {
  const kind = text(settings['PolicyType']) ?? 'SimpleScaling';
  switch (kind) {
    case 'TargetTrackingScaling': {
      const configuration = settings['TargetTrackingConfiguration'] as WireInput | undefined;
      if (configuration === undefined) throw missing('TargetTrackingConfiguration');
      return { kind, scaleIn: !isSet(configuration['DisableScaleIn']), ...tracked(configuration, group) };
    }
    case 'StepScaling': {
      const steps = items<WireInput>(settings['StepAdjustments']).map(stepOf);
      if (steps.length === 0) throw missing('StepAdjustments');
      return { kind, adjustment: adjustmentOf(settings), steps };
    }
    case 'SimpleScaling': {
      const [by, cooldown] = [number(settings['ScalingAdjustment']), number(settings['Cooldown'])];
      if (by === undefined) throw missing('ScalingAdjustment');
      return { kind, adjustment: adjustmentOf(settings), by, ...(cooldown !== undefined && { cooldown }) };
    }
    case 'PredictiveScaling':
      return { kind };
  }
  throw new AwsError('ValidationError', `'${kind}' is not a valid PolicyType`);
}

function adjustmentOf(settings: ScalingPolicy['settings']): Adjustment {
  const type = required(settings, 'AdjustmentType');
  const least = number(settings['MinAdjustmentMagnitude']) ?? 1;
  if (type === 'ChangeInCapacity' || type === 'ExactCapacity' || type === 'PercentChangeInCapacity')
    return { type, least };
  throw new AwsError('ValidationError', `'${type}' is not a valid AdjustmentType`);
}

function stepOf(step: WireInput): Step {
  const by = number(step['ScalingAdjustment']);
  if (by === undefined) throw missing('StepAdjustments.member.1.ScalingAdjustment');
  const [from, to] = [number(step['MetricIntervalLowerBound']), number(step['MetricIntervalUpperBound'])];
  return { by, from: from ?? -Infinity, to: to ?? Infinity };
}

function missing(name: string): AwsError {
  return new AwsError('ValidationError', `The request must contain the parameter ${name}`);
}
