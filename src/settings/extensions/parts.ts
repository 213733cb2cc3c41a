import type { Node, Pair, Position } from '../node.ts';
import { plainScalar } from '../node.ts';

/** An option that a source tree sets. */
export interface Written {
  readonly namespace: string;
  readonly name: string;
  /** Of what it is set for: the name of a scheduled action. */
  readonly resource?: string;
  readonly value: string;
  readonly position: Position;
}

/** What a namespace's options make together: the keys of ours, as somebody would have written them. */
export function composed(written: readonly Written[]): readonly Pair[] {
  const of = (namespace: string) => {
    const own = written.filter((one) => one.namespace === namespace);
    const first = own[0];
    const at = (name: string) => own.findLast((one) => one.name === name)?.value;
    return first === undefined ? undefined : { at, position: first.position };
  };
  return [
    ...batch(of('aws:elasticbeanstalk:command')),
    ...canary(of('aws:elasticbeanstalk:trafficsplitting')),
    ...trigger(of('aws:autoscaling:trigger'), of('aws:autoscaling:asg')?.at('Cooldown')),
    ...types(of('aws:ec2:instances')),
    ...spot(of('aws:ec2:instances')),
    ...sshFrom(of('aws:autoscaling:launchconfiguration')),
    ...subnets(of('aws:ec2:vpc')),
    ...stickiness(of('aws:elasticbeanstalk:environment:process:default')),
    ...accessLogs(of('aws:elbv2:loadbalancer')),
    ...schedules(written.filter((one) => one.namespace === 'aws:autoscaling:scheduledaction')),
  ];
}

type Group = { readonly at: (name: string) => string | undefined; readonly position: Position } | undefined;

/** Beanstalk too looks at it under the rolling policies only. */
function batch(group: Group): readonly Pair[] {
  const size = group?.at('BatchSize');
  const policy = group?.at('DeploymentPolicy') ?? 'Rolling';
  if (group === undefined || size === undefined || !policy.startsWith('Rolling')) return [];
  const sign = group.at('BatchSizeType') === 'Fixed' ? '' : '%';
  return [pair('deploy', 'batch', scalar(`${size}${sign}`, group.position))];
}

function canary(group: Group): readonly Pair[] {
  if (group === undefined) return [];
  const { at, position } = group;
  const members = { traffic: `${at('NewVersionPercent') ?? '10'}%`, pause: `${at('EvaluationTime') ?? '5'}m` };
  return [pair('deploy', 'canary', map(members, position))];
}

/** Beanstalk's periods are minutes. A trigger of which only parts are set would be another one than Beanstalk's, whose defaults these are. */
function trigger(group: Group, cooldown: string | undefined): readonly Pair[] {
  if (group === undefined) return [];
  const { at, position } = group;
  const members = {
    metric: metrics[at('MeasureName') ?? ''] ?? at('MeasureName') ?? 'NetworkOut',
    statistic: at('Statistic') ?? 'Average',
    upper: at('UpperThreshold') ?? '6000000',
    lower: at('LowerThreshold') ?? '2000000',
    add: at('UpperBreachScaleIncrement') ?? '1',
    remove: (at('LowerBreachScaleIncrement') ?? '-1').replace(/^-/, ''),
    period: `${at('Period') ?? '5'}m`,
    periods: at('EvaluationPeriods') ?? '1',
    ...(cooldown === undefined ? {} : { cooldown }),
  };
  return [pair('scaling', 'trigger', map(members, position))];
}

/** Beanstalk's own names of what CloudWatch names otherwise. */
const metrics: Readonly<Record<string, string>> = {
  Latency: 'TargetResponseTime',
  UnhealthyHostCount: 'UnHealthyHostCount',
};

function types(group: Group): readonly Pair[] {
  const [first, ...others] = listed(group?.at('InstanceTypes'));
  if (group === undefined || first === undefined) return [];
  const { position } = group;
  return [
    pair('instances', 'type', scalar(first, position)),
    ...(others.length === 0 ? [] : [pair('instances', 'other-types', list(others, position))]),
  ];
}

function spot(group: Group): readonly Pair[] {
  if (group === undefined || group.at('EnableSpot') !== 'true') return [];
  const { at, position } = group;
  const onDemand = Number(at('SpotFleetOnDemandAboveBasePercentage') ?? '70');
  const price = at('SpotMaxPrice');
  const members = {
    percent: String(100 - onDemand),
    base: at('SpotFleetOnDemandBase') ?? '0',
    ...(price === undefined || price === 'null' ? {} : { 'max-price': price }),
  };
  return [pair('instances', 'spot', map(members, position))];
}

/** Beanstalk's form is `tcp, 22, 22, <source>`. */
function sshFrom(group: Group): readonly Pair[] {
  const written = group?.at('SSHSourceRestriction');
  if (group === undefined || written === undefined) return [];
  return [pair('instances', 'ssh-from', list([listed(written).at(-1) ?? ''], group.position))];
}

function subnets(group: Group): readonly Pair[] {
  if (group === undefined) return [];
  const { at, position } = group;
  const [instances, balancer] = [listed(at('Subnets')), listed(at('ELBSubnets'))];
  const front = balancer.length > 0 ? balancer : instances;
  return [
    ...(front.length > 0 ? [pair('network', 'public-subnets', list(front, position))] : []),
    ...(instances.length > 0 ? [pair('network', 'instance-subnets', list(instances, position))] : []),
  ];
}

function stickiness(group: Group): readonly Pair[] {
  if (group === undefined || group.at('StickinessEnabled') !== 'true') return [];
  const seconds = group.at('StickinessLBCookieDuration') ?? '86400';
  return [pair('load-balancer', 'stickiness', scalar(seconds, group.position))];
}

/** Beanstalk has no bucket of its own for them: without a name ours is meant. */
function accessLogs(group: Group): readonly Pair[] {
  if (group === undefined || group.at('AccessLogsS3Enabled') !== 'true') return [];
  const { at, position } = group;
  const [bucket, prefix] = [at('AccessLogsS3Bucket'), at('AccessLogsS3Prefix')];
  const place = bucket === undefined ? 'own' : [bucket, prefix].filter((one) => one !== undefined).join('/');
  return [pair('load-balancer', 'access-logs', scalar(place, position))];
}

function schedules(written: readonly Written[]): readonly Pair[] {
  const names = [...new Set(written.map(({ resource = '' }) => resource))];
  const items = names.flatMap((name) => {
    const own = written.filter(({ resource = '' }) => resource === name);
    const at = (option: string) => own.findLast((one) => one.name === option)?.value;
    const position = own[0]?.position ?? { line: 1, column: 1 };
    if (at('Suspend') === 'true') return [];
    const sizes = { min: at('MinSize'), max: at('MaxSize'), desired: at('DesiredCapacity') };
    const given = Object.entries(sizes).flatMap(([size, value]) => (value === undefined ? [] : [[size, value]]));
    return [map({ cron: at('Recurrence') ?? '', ...Object.fromEntries(given) }, position)];
  });
  const [first] = items;
  if (first === undefined) return [];
  return [pair('scaling', 'schedules', { kind: 'list', position: first.position, items: () => items })];
}

/** The members of a list that an option has with commas. */
export function listed(text = ''): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** A key of ours, as it would stand in a file: `deploy.batch` below `deploy`. */
export function pair(word: string, member: string, value: Node): Pair {
  const { position } = value;
  return { name: word, position, value: { kind: 'map', position, pairs: () => [{ name: member, position, value }] } };
}

/** A value as if it stood without quotes: Beanstalk's options are all text. */
export function scalar(text: string, position: Position): Node {
  return plainScalar(text, position);
}

function list(texts: readonly string[], position: Position): Node {
  const items = texts.map((text) => scalar(text, position));
  return { kind: 'list', position, items: () => items };
}

function map(members: Readonly<Record<string, string>>, position: Position): Node {
  const pairs = Object.entries(members).map(([name, text]) => ({ name, position, value: scalar(text, position) }));
  return { kind: 'map', position, pairs: () => pairs };
}
