import { arn } from './intrinsics.ts';
import { allow } from './policy.ts';
import type { Value } from './template.ts';

/** What CloudFormation may do to load balancers. The names of load balancers and target groups hold only the first letters of the stack's: no prefix would hold. */
export const balancing: readonly Value[] = [
  allow(['elasticloadbalancing:Describe*'], ['*']),
  allow(
    [
      'elasticloadbalancing:AddListenerCertificates',
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateListener',
      'elasticloadbalancing:CreateLoadBalancer',
      'elasticloadbalancing:CreateRule',
      'elasticloadbalancing:CreateTargetGroup',
      'elasticloadbalancing:DeleteListener',
      'elasticloadbalancing:DeleteLoadBalancer',
      'elasticloadbalancing:DeleteRule',
      'elasticloadbalancing:DeleteTargetGroup',
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:ModifyListener',
      'elasticloadbalancing:ModifyListenerAttributes',
      'elasticloadbalancing:ModifyLoadBalancerAttributes',
      'elasticloadbalancing:ModifyRule',
      'elasticloadbalancing:ModifyTargetGroup',
      'elasticloadbalancing:ModifyTargetGroupAttributes',
      'elasticloadbalancing:RegisterTargets',
      'elasticloadbalancing:RemoveListenerCertificates',
      'elasticloadbalancing:RemoveTags',
      'elasticloadbalancing:SetIpAddressType',
      'elasticloadbalancing:SetSecurityGroups',
      'elasticloadbalancing:SetSubnets',
    ],
    // Both kinds, application and network; the rules of a listener have ARNs of their own.
    ['loadbalancer/*', 'targetgroup/*', 'listener/*', 'listener-rule/app/*'].map((resource) =>
      arn('elasticloadbalancing', resource),
    ),
  ),
];
