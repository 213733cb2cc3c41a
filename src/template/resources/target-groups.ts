import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { type Target, targetsOf } from '../processes.ts';
import { perSlot } from '../slots.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Resource, type Value } from '../template.ts';

/** What a load balancer knows of the instances: a group of targets for each process. */
export function targetGroups(context: Context): Fragment {
  const targets = targetsOf(context);
  if (targets.length === 0) return nothing;
  return perSlot(context, () => ({
    Resources: Object.fromEntries(targets.map((target) => [`TargetGroup${target.suffix}`, group(context, target)])),
  }));
}

function group(context: Context, target: Target): Resource {
  const which = target.suffix === '' ? '' : ` under port ${target.port}`;
  return {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Metadata: { Description: `The instances that the load balancer knows${which}, and their health` },
    Properties: {
      TargetType: 'instance',
      Protocol: target.protocol,
      ...(carried(target) ? {} : { ProtocolVersion: 'HTTP1' }),
      Port: target.port,
      VpcId: ref('VpcId'),
      ...asked(target),
      HealthCheckIntervalSeconds: target.interval,
      HealthCheckTimeoutSeconds: target.timeout,
      HealthyThresholdCount: target.healthyThreshold,
      UnhealthyThresholdCount: target.unhealthyThreshold,
      ...(target.path === undefined ? {} : { Matcher: { HttpCode: target.codes } }),
      TargetGroupAttributes: attributes(target),
      Tags: tags(context),
    },
  };
}

/** Whether it gets connections or datagrams rather than requests. */
function carried({ protocol }: Target): boolean {
  return protocol === 'TCP' || protocol === 'UDP';
}

/** A check that asks something asks it in HTTP, whatever else the port is for. */
function asked({ protocol, path }: Target): { readonly [property: string]: Value } {
  if (path === undefined) return { HealthCheckProtocol: 'TCP' };
  return {
    HealthCheckProtocol: protocol === 'HTTPS' ? 'HTTPS' : 'HTTP',
    HealthCheckPath: path,
    ...(protocol === 'UDP' ? { HealthCheckPort: '80' } : {}),
  };
}

function attributes({ protocol, drain, stickiness }: Target): Value {
  return [
    // AWS's own default of 300 s would add five minutes to every batch.
    { Key: 'deregistration_delay.timeout_seconds', Value: String(drain) },
    // The instance sees the client's own address, as it does behind an Elastic IP.
    ...(protocol === 'TCP' ? [{ Key: 'preserve_client_ip.enabled', Value: 'true' }] : []),
    ...sticky(stickiness),
  ];
}

/** A client keeps its instance by a cookie of the load balancer's own, AWSALB. */
function sticky(seconds: number | undefined): readonly Value[] {
  if (seconds === undefined) return [];
  return [
    { Key: 'stickiness.enabled', Value: 'true' },
    { Key: 'stickiness.type', Value: 'lb_cookie' },
    { Key: 'stickiness.lb_cookie.duration_seconds', Value: String(seconds) },
  ];
}
