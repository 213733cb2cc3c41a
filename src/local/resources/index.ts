import type { ResourceHandlers } from '../engine/resource.ts';
import type { Parts } from '../world/parts.ts';
import { addressHandler } from './address.ts';
import { alarmHandler } from './alarm.ts';
import { autoScalingGroupHandler } from './auto-scaling-group.ts';
import { iamHandlers } from './iam.ts';
import { launchTemplateHandler } from './launch-template.ts';
import { listenerCertificateHandler, listenerHandler, listenerRuleHandler } from './listener.ts';
import { loadBalancerHandler } from './load-balancer.ts';
import { nameHandlers } from './names.ts';
import { networkHandlers } from './network.ts';
import { scalingPolicyHandler } from './scaling-policy.ts';
import { scheduledActionHandler } from './scheduled-action.ts';
import { targetGroupHandler } from './target-group.ts';

/** The resource types of the compute world. */
export function worldHandlers(parts: Parts): ResourceHandlers {
  return {
    ...nameHandlers(parts),
    ...networkHandlers(parts),
    ...iamHandlers(parts),
    'AWS::EC2::EIP': addressHandler(parts),
    'AWS::EC2::LaunchTemplate': launchTemplateHandler(parts),
    'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancerHandler(parts),
    'AWS::ElasticLoadBalancingV2::TargetGroup': targetGroupHandler(parts),
    'AWS::ElasticLoadBalancingV2::Listener': listenerHandler(parts),
    'AWS::ElasticLoadBalancingV2::ListenerCertificate': listenerCertificateHandler(parts),
    'AWS::ElasticLoadBalancingV2::ListenerRule': listenerRuleHandler(parts),
    'AWS::AutoScaling::AutoScalingGroup': autoScalingGroupHandler(parts),
    'AWS::AutoScaling::ScalingPolicy': scalingPolicyHandler(parts),
    'AWS::AutoScaling::ScheduledAction': scheduledActionHandler(parts),
    'AWS::CloudWatch::Alarm': alarmHandler(parts),
  };
}
