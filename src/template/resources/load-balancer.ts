import { certificateOf } from '../certificate.ts';
import type { Context } from '../context.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import { hasSlots, inSlotB, ofLive, perSlot } from '../slots.ts';
import { accessLogPrefix } from '../access-logs.ts';
import { balancerSubnets, instanceSubnets } from '../subnets.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Resource, type Value } from '../template.ts';

/** The load balancer with its group of targets and its listeners; a single instance has none. Tells the environment's address in both modes. */
export function loadBalancer(context: Context): Fragment {
  if (context.worker !== undefined) return nothing;
  if (context.mode === 'single-instance')
    return { ...nothing, Outputs: { Url: { Value: urlOf(context, 'http', '${ElasticIp}') } } };
  const scheme = certificateOf(context) === undefined ? 'http' : 'https';
  return {
    Parameters: subnetParameter(context),
    Resources: {
      LoadBalancerSecurityGroup: securityGroup(context),
      LoadBalancer: balancer(context),
      ...perSlot(context, () => ({ Resources: { TargetGroup: targetGroup(context) } })).Resources,
      ...listeners(context),
    },
    Outputs: {
      Url: { Value: urlOf(context, scheme, '${LoadBalancer.DNSName}') },
      LoadBalancerArn: { Value: ref('LoadBalancer') },
      TargetGroupArn: { Value: ofLive(context, ref('TargetGroup')) },
    },
  };
}

/** By the environment's own name where it has one. */
function urlOf({ domain }: Context, scheme: 'http' | 'https', otherwise: string): Value {
  return domain.name === undefined ? sub(`${scheme}://${otherwise}`) : `${scheme}://${domain.name}`;
}

/** Private instances and an internal load balancer stand in the same subnets, which the group asks for already. */
function subnetParameter(context: Context): NonNullable<Fragment['Parameters']> {
  const name = balancerSubnets(context);
  if (name === instanceSubnets(context)) return {};
  return { [name]: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of the load balancer.' } };
}

function securityGroup(context: Context): Resource {
  const ports = certificateOf(context) === undefined ? [80] : [80, 443];
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Metadata: { Description: reached[context.loadBalancer.scheme] },
    Properties: {
      // Another description would replace the group.
      GroupDescription: 'Load balancer of a Beanpole environment',
      VpcId: ref('VpcId'),
      SecurityGroupIngress: ports.flatMap((port) =>
        callers[context.loadBalancer.scheme].map((caller) => ({
          IpProtocol: 'tcp',
          FromPort: port,
          ToPort: port,
          ...caller,
        })),
      ),
      Tags: tags(context),
    },
  };
}

const reached: Readonly<Record<Context['loadBalancer']['scheme'], string>> = {
  'internet-facing': 'Lets everybody reach the load balancer',
  internal: 'Lets private networks reach the load balancer',
};

/** Who may call. The private networks are all of them (RFC 1918), as whoever comes over a VPN or from another VPC has an address of those. */
const callers: Readonly<Record<Context['loadBalancer']['scheme'], readonly { readonly [property: string]: Value }[]>> =
  {
    'internet-facing': [{ CidrIp: '0.0.0.0/0', Description: 'Everybody' }],
    internal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((CidrIp) => ({
      CidrIp,
      Description: 'Private networks',
    })),
  };

function balancer(context: Context): Resource {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Metadata: { Description: 'The load balancer that shares requests out' },
    Properties: {
      Type: 'application',
      Scheme: context.loadBalancer.scheme,
      Subnets: ref(balancerSubnets(context)),
      SecurityGroups: [getAtt('LoadBalancerSecurityGroup', 'GroupId')],
      LoadBalancerAttributes: [
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        // Seconds. What stands behind it must keep idle connections for longer, or requests end in 502 now and then.
        { Key: 'idle_timeout.timeout_seconds', Value: String(context.loadBalancer.idleTimeout) },
        ...accessLogs(context),
      ],
      Tags: tags(context),
    },
  };
}

/** In the artifact bucket the policy of which is ours; in another one whoever owns it lets the load balancer in. */
function accessLogs({ loadBalancer, environment }: Context): readonly Value[] {
  const logs = loadBalancer.accessLogs;
  if (logs === undefined) return [];
  const [bucket, prefix] =
    logs.kind === 'own' ? [ref('ArtifactBucket'), `${accessLogPrefix}/${environment}`] : [logs.bucket, logs.prefix];
  return [
    { Key: 'access_logs.s3.enabled', Value: 'true' },
    { Key: 'access_logs.s3.bucket', Value: bucket },
    { Key: 'access_logs.s3.prefix', Value: prefix },
  ];
}

/** A client keeps its instance by a cookie of the load balancer's own, AWSALB. */
function stickiness({ stickiness: seconds }: Context['loadBalancer']): readonly Value[] {
  if (seconds === undefined) return [];
  return [
    { Key: 'stickiness.enabled', Value: 'true' },
    { Key: 'stickiness.type', Value: 'lb_cookie' },
    { Key: 'stickiness.lb_cookie.duration_seconds', Value: String(seconds) },
  ];
}

function targetGroup(context: Context): Resource {
  const { health } = context;
  return {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Metadata: { Description: 'The instances that the load balancer knows, and their health' },
    Properties: {
      TargetType: 'instance',
      Protocol: 'HTTP',
      ProtocolVersion: 'HTTP1',
      Port: 80,
      VpcId: ref('VpcId'),
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: health.path,
      HealthCheckIntervalSeconds: health.interval,
      HealthCheckTimeoutSeconds: health.timeout,
      HealthyThresholdCount: health.healthyThreshold,
      UnhealthyThresholdCount: health.unhealthyThreshold,
      Matcher: { HttpCode: health.codes },
      // AWS's own default of 300 s would add five minutes to every batch.
      TargetGroupAttributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: String(context.deploy.drain) },
        ...stickiness(context.loadBalancer),
      ],
      Tags: tags(context),
    },
  };
}

function listeners(context: Context): Readonly<Record<string, Resource>> {
  const certificate = certificateOf(context);
  const http = { Port: 80, Protocol: 'HTTP' };
  if (certificate === undefined) {
    return { HttpListener: listener('Takes requests over HTTP', { ...http, DefaultActions: forward(context) }) };
  }
  const https = {
    Port: 443,
    Protocol: 'HTTPS',
    // Without a policy a listener would still speak TLS 1.0.
    SslPolicy: context.tls.policy,
    Certificates: [{ CertificateArn: certificate }],
  };
  return {
    HttpListener: listener('Sends requests over HTTP on to HTTPS', { ...http, DefaultActions: toHttps }),
    HttpsListener: listener('Takes requests over HTTPS', { ...https, DefaultActions: forward(context) }),
  };
}

/**
 * Between two slots a rule chooses, and takes every request. The listener names both groups all the same: what no listener uses is never checked, and the rule
 * comes last.
 */
function forward(context: Context): Value {
  const TargetGroupArn = ref('TargetGroup');
  if (!hasSlots(context)) return [{ Type: 'forward', TargetGroupArn }];
  const TargetGroups = [
    { TargetGroupArn, Weight: 1 },
    { TargetGroupArn: inSlotB(TargetGroupArn), Weight: 0 },
  ];
  return [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
}
const toHttps: Value = [
  { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
];

/** Without tags: not every schema of AWS's knows them here. CloudFormation hands the stack's own on. */
function listener(Description: string, properties: { readonly [property: string]: Value }): Resource {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Metadata: { Description },
    Properties: { LoadBalancerArn: ref('LoadBalancer'), ...properties },
  };
}
