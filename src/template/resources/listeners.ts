import type { Context } from '../context.ts';
import { borrowed, frontOf, ownBalancer } from '../front.ts';
import { lastPriority, rulePriority } from '../guest.ts';
import { ref } from '../intrinsics.ts';
import { type Door, doorsOf, mainDoor } from '../listeners.ts';
import type { ListenerRule } from '../load-balancer-context.ts';
import { capital, groupOf } from '../processes.ts';
import { hasSlots, inSlotB } from '../slots.ts';
import { type Fragment, nothing, type Resource, type Value } from '../template.ts';

type Resources = Readonly<Record<string, Resource>>;

/** Which requests go to which process: the listeners of an own load balancer with their rules, or rules at a shared one. */
export function listeners(context: Context): Fragment {
  switch (frontOf(context)) {
    case 'queue':
    case 'address':
      return nothing;
    case 'shared':
      return { Resources: guestRules(context) };
    case 'own':
      return { Resources: Object.assign({}, ...doorsOf(context).map((door) => resourcesOf(context, door))) };
  }
}

/** What must be there before an instance is: a target group that no listener and no rule uses is never checked. */
export function waysIn(context: Context): readonly string[] {
  return Object.entries(listeners(context).Resources)
    .filter(([, { Type }]) => !Type.endsWith('ListenerCertificate'))
    .map(([id]) => id);
}

function resourcesOf(context: Context, door: Door): Resources {
  const { id, port, protocol, certificates } = door;
  const [first, ...others] = certificates;
  // Without a policy a listener would still speak TLS 1.0.
  const secured = first === undefined ? {} : { SslPolicy: door.policy, Certificates: [{ CertificateArn: first }] };
  const action = door.to === 'https' ? toHttps : forward(context, door.to.process);
  return {
    [id]: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Metadata: { Description: descriptionOf(door) },
      // Without tags: not every schema of AWS's knows them here. CloudFormation hands the stack's own on.
      Properties: { LoadBalancerArn: ownBalancer, Port: port, Protocol: protocol, ...secured, DefaultActions: action },
    },
    ...(others.length === 0 ? {} : { [`${id}Certificates`]: furtherCertificates(id, others) }),
    ...Object.fromEntries(door.rules.map((name) => ruleAt(context, door, name))),
  };
}

/** What progress output says of it. */
function descriptionOf({ port, protocol, to }: Door): string {
  if (to === 'https') return 'Sends requests over HTTP on to HTTPS';
  const what = { HTTP: 'requests', HTTPS: 'requests', TCP: 'connections', TLS: 'connections', UDP: 'datagrams' }[
    protocol
  ];
  return `Takes ${what} over ${protocol}${port === 80 || port === 443 ? '' : ` at port ${port}`}`;
}

function furtherCertificates(id: string, arns: readonly Value[]): Resource {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
    Metadata: { Description: 'Further certificates, for whoever asks for their names' },
    Properties: { ListenerArn: ref(id), Certificates: arns.map((CertificateArn) => ({ CertificateArn })) },
  };
}

/**
 * Between two slots a rule chooses, and takes every request. The listener names both groups all the same: what no listener uses is never checked, and the rule
 * comes last.
 */
function forward(context: Context, process: string | undefined): Value {
  const TargetGroupArn = groupOf(process);
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

function ruleAt(context: Context, door: Door, name: string): readonly [string, Resource] {
  const written = context.rules?.[name] ?? {};
  const at = door.id === mainDoor(context)?.id ? '' : `At${door.port}`;
  const rule = ruleOf(context, written, { listener: ref(door.id), priority: written.priority ?? 1, name });
  return [`Rule${capital(name)}${at}`, rule];
}

/** The environment's hosts lead to the default process, and its rules, which are tried first, to others. */
function guestRules(context: Context): Resources {
  const listener = borrowed(context, 'ListenerArn') ?? '';
  const { hosts = [], paths } = context.loadBalancer.guest ?? {};
  const own = Object.entries(context.rules ?? {}).map(([name, written]) => {
    const priority = rulePriority(context, written.priority ?? 1);
    return [`Rule${capital(name)}`, ruleOf(context, { hosts, ...written }, { listener, priority, name })];
  });
  const all = { hosts, ...(paths === undefined ? {} : { paths }) };
  const GuestRule = ruleOf(context, all, { listener, priority: lastPriority(context) });
  return { ...Object.fromEntries(own), GuestRule };
}

interface Place {
  readonly listener: Value;
  readonly priority: number;
  /** Absent: what takes the rest. */
  readonly name?: string;
}

function ruleOf(context: Context, { hosts, paths, process }: ListenerRule, place: Place): Resource {
  const { listener, priority, name } = place;
  const what = name === undefined ? 'the requests of the environment' : `what the rule "${name}" takes`;
  return {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Metadata: { Description: `Sends ${what} to the process "${process ?? 'default'}"` },
    Properties: {
      ListenerArn: listener,
      Priority: priority,
      Conditions: [
        ...(hosts === undefined ? [] : [{ Field: 'host-header', HostHeaderConfig: { Values: hosts } }]),
        ...(paths === undefined ? [] : [{ Field: 'path-pattern', PathPatternConfig: { Values: paths } }]),
      ],
      Actions: forward(context, process),
    },
  };
}
