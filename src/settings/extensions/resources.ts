/** What Beanstalk calls the resources that correspond to ours, https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-format-resources-eb.html */
export const logicalIds: Readonly<Record<string, string>> = {
  AWSEBAutoScalingGroup: 'AutoScalingGroup',
  AWSEBEC2LaunchTemplate: 'LaunchTemplate',
  AWSEBSecurityGroup: 'InstanceSecurityGroup',
  AWSEBV2LoadBalancer: 'LoadBalancer',
  AWSEBV2LoadBalancerListener: 'HttpListener',
  AWSEBV2LoadBalancerListener443: 'HttpsListener',
  AWSEBV2LoadBalancerTargetGroup: 'TargetGroup',
  AWSEBLoadBalancerSecurityGroup: 'LoadBalancerSecurityGroup',
  AWSEBWorkerQueue: 'Queue',
  AWSEBWorkerDeadLetterQueue: 'DeadLetterQueue',
};

/** Beanstalk's own that has no counterpart: what is written over it would be lost. */
export function isStranger(id: string): boolean {
  return id.startsWith('AWSEB') && logicalIds[id] === undefined;
}
