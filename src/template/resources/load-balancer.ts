import { accessLogPrefix } from '../access-logs.ts';
import type { Context } from '../context.ts';
import { borrowed, exportName, frontOf, fullName, isNetwork, type Lent } from '../front.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import { type Door, doorsOf, mainDoor } from '../listeners.ts';
import { groupOf } from '../processes.ts';
import { ofLive } from '../slots.ts';
import { balancerSubnets, instanceSubnets } from '../subnets.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Output, type Resource, type Value } from '../template.ts';

/** The load balancer; a single instance has none, and the guest of another environment needs none. Tells the environment's address in any case. */
export function loadBalancer(context: Context): Fragment {
  switch (frontOf(context)) {
    case 'queue':
      return nothing;
    case 'address':
      return { ...nothing, Outputs: { Url: { Value: urlOf(context, 'http', '${ElasticIp}') } } };
    case 'shared':
      return { ...nothing, Outputs: { Url: { Value: guestUrl(context) }, TargetGroupArn: { Value: groupOf() } } };
    case 'own':
      return {
        Parameters: subnetParameter(context),
        Resources: { LoadBalancerSecurityGroup: securityGroup(context), LoadBalancer: balancer(context) },
        Outputs: {
          Url: { Value: ownUrl(context) },
          LoadBalancerArn: { Value: ref('LoadBalancer') },
          TargetGroupArn: { Value: ofLive(context, groupOf()) },
          ...exports(context),
        },
      };
  }
}

/** By the environment's own name where it has one. */
function urlOf({ domain }: Context, scheme: 'http' | 'https', otherwise: string): Value {
  return domain.name === undefined ? sub(`${scheme}://${otherwise}`) : `${scheme}://${domain.name}`;
}

function ownUrl(context: Context): Value {
  const door = mainDoor(context);
  const usual = door === undefined || door.port === 80 || door.port === 443 ? '' : `:${door.port}`;
  return urlOf(context, schemeOf(door), `\${LoadBalancer.DNSName}${usual}`);
}

function schemeOf(door: Door | undefined): 'http' | 'https' {
  return door?.protocol === 'HTTPS' || door?.protocol === 'TLS' ? 'https' : 'http';
}

/** By the first of its host names. */
function guestUrl(context: Context): Value {
  const scheme = borrowed(context, 'Scheme') ?? 'https';
  return { 'Fn::Join': ['://', [scheme, context.loadBalancer.guest?.hosts[0] ?? '']] };
}

/** What guests need to know. While one of them uses it CloudFormation lets nobody remove or replace what is exported. */
function exports(context: Context): Readonly<Record<string, Output>> {
  const door = mainDoor(context);
  if (context.loadBalancer.lend !== true || door === undefined) return {};
  const values: Readonly<Record<Lent, Value>> = {
    ListenerArn: ref(door.id),
    FullName: fullName(context),
    SecurityGroup: getAtt('LoadBalancerSecurityGroup', 'GroupId'),
    Scheme: schemeOf(door),
  };
  const entries = Object.entries(values).map(([what, Value]) => [
    `LoadBalancer${what}`,
    { Value, Export: { Name: exportName(context, context.environment, what as Lent) } },
  ]);
  return Object.fromEntries(entries);
}

/** Private instances and an internal load balancer stand in the same subnets, which the group asks for already. */
function subnetParameter(context: Context): NonNullable<Fragment['Parameters']> {
  const name = balancerSubnets(context);
  if (name === instanceSubnets(context)) return {};
  return { [name]: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of the load balancer.' } };
}

function securityGroup(context: Context): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Metadata: { Description: reached[context.loadBalancer.scheme] },
    Properties: {
      // Another description would replace the group.
      GroupDescription: 'Load balancer of a Beanpole environment',
      VpcId: ref('VpcId'),
      SecurityGroupIngress: doorsOf(context).flatMap(({ port, protocol }) =>
        callers[context.loadBalancer.scheme].map((caller) => ({
          IpProtocol: protocol === 'UDP' ? 'udp' : 'tcp',
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
    Metadata: { Description: `The load balancer that shares ${isNetwork(context) ? 'connections' : 'requests'} out` },
    Properties: {
      Type: isNetwork(context) ? 'network' : 'application',
      Scheme: context.loadBalancer.scheme,
      Subnets: ref(balancerSubnets(context)),
      // A network load balancer that is made without one can never get one.
      SecurityGroups: [getAtt('LoadBalancerSecurityGroup', 'GroupId')],
      LoadBalancerAttributes: isNetwork(context) ? ofNetwork : ofApplication(context),
      Tags: tags(context),
    },
  };
}

// Without it a zone whose instances are just being replaced would drop what its node gets.
const ofNetwork: Value = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }];

function ofApplication(context: Context): Value {
  return [
    { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
    // Seconds. What stands behind it must keep idle connections for longer, or requests end in 502 now and then.
    { Key: 'idle_timeout.timeout_seconds', Value: String(context.loadBalancer.idleTimeout) },
    ...accessLogs(context),
  ];
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
