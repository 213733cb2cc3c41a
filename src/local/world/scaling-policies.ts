import { AwsError, type Service } from '../service.ts';
import type { ScalingPolicy } from '../scaling/policy.ts';
import { isSet, list, number, required, text } from './input.ts';
import type { Parts } from './parts.ts';

/** Scaling policies as Auto Scaling's own API has them. */
export function policyOperations({ policies, alarms, groups }: Parts): Service['operations'] {
  const named = ({ alarms: names }: ScalingPolicy) =>
    names.map((AlarmName) => ({ AlarmName, AlarmARN: alarms.find(AlarmName)?.arn ?? '' }));
  const shown = (one: ScalingPolicy) => ({
    PolicyType: 'SimpleScaling',
    ...one.settings,
    PolicyARN: one.arn,
    PolicyName: one.name,
    AutoScalingGroupName: one.group,
    Alarms: named(one),
    Enabled: true,
  });
  return {
    DescribePolicies(input) {
      const [name, wanted, kinds] = [
        text(input['AutoScalingGroupName']),
        list(input['PolicyNames']),
        list(input['PolicyTypes']),
      ];
      const isWanted = (one: ScalingPolicy) =>
        (name === undefined || one.group === name) &&
        (wanted.length === 0 || wanted.includes(one.name) || wanted.includes(one.arn)) &&
        (kinds.length === 0 || kinds.includes(shown(one).PolicyType));
      return { ScalingPolicies: policies.all().filter(isWanted).map(shown) };
    },
    PutScalingPolicy(input) {
      const { AutoScalingGroupName, PolicyName, ...settings } = input;
      const policy = policies.put(String(AutoScalingGroupName), required(input, 'PolicyName'), settings);
      return { PolicyARN: policy.arn, Alarms: named(policy) };
    },
    DeletePolicy(input) {
      policies.remove(policies.describe(required(input, 'PolicyName'), text(input['AutoScalingGroupName'])).arn);
      return {};
    },
    ExecutePolicy(input) {
      const policy = policies.describe(required(input, 'PolicyName'), text(input['AutoScalingGroupName']));
      const [value, threshold] = [number(input['MetricValue']), number(input['BreachThreshold'])];
      if (isSet(input['HonorCooldown']) && groups.find(policy.group)?.suspended.includes('AlarmNotification'))
        throw new AwsError('ScalingActivityInProgress', 'The group does not listen to alarms.');
      const breach = { threshold: threshold ?? 0, ...(value !== undefined && { value }) };
      policies.execute(policy.arn, breach, 'a user request executed');
      return {};
    },
  };
}
