import { batchOf, kept } from '../capacity.ts';
import type { Context } from '../context.ts';
import { frontOf, fullName, isNetwork } from '../front.ts';
import { getAtt } from '../intrinsics.ts';
import { told } from '../notification-topic.ts';
import { type Target, targetsOf } from '../processes.ts';
import { hasSlots, perSlot } from '../slots.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Resource, type Value } from '../template.ts';

/** The alarms that undo an update, also after its last instance; a single instance has no load balancer that would measure anything. */
export function alarms(context: Context): Fragment {
  if (context.mode === 'single-instance' || context.worker !== undefined) return nothing;
  const made = perSlot(context, () => ({
    Resources: {
      // A network load balancer does not read what is answered.
      ...(isNetwork(context) ? {} : { ServerErrorAlarm: serverErrors(context) }),
      UnhealthyHostsAlarm: unhealthyHosts(context),
    },
  }));
  const arns = Object.keys(made.Resources).map((id) => [`${id}Arn`, { Value: getAtt(id, 'Arn') }] as const);
  return { ...made, Outputs: Object.fromEntries(arns) };
}

/** Requests a minute below which no share of errors is judged, and the share in percent. */
const usualFewest = 30;
const errorShare = 10;
/** A new version that gets a share of the requests only must be judged by few: at least so many. */
const leastFewest = 5;

function fewestRequests({ deploy }: Context): number {
  const share = deploy.policy === 'canary' ? (deploy.canary?.traffic ?? 100) : 100;
  return Math.max(leastFewest, Math.round((usualFewest * share) / 100));
}

/**
 * An alarm looks back over the minutes before it was made, and in those the first instances were not there yet. Made after them, it rings at its first look if
 * at all, and until that look it says so itself: `INSUFFICIENT_DATA`. Made with them, it could go off in the middle of the first update.
 */
function afterInstances(context: Context): { readonly DependsOn?: readonly string[] } {
  // In a slot groups come and go, and an alarm that waited for one would change with it; there nothing rings before there are requests.
  return hasSlots(context) ? {} : { DependsOn: ['AutoScalingGroup'] };
}

/** How many healthy instances the policy keeps of the smallest group. */
function promisedHealthy({ deploy, instances }: Context): number {
  return kept[deploy.policy](instances.min, batchOf(deploy.batch, instances.min));
}

/**
 * Errors that the balancer itself answers (no healthy target, connection refused) count as well, on both sides: requests that reached no target are in no
 * other metric. Where the policy keeps nobody in service they are its price, not the version's fault. CloudWatch has no data point where there was nothing to
 * count, hence `FILL`; the newest minute is then too low for a moment, hence two of three.
 */
function serverErrors(context: Context): Resource {
  const unanswered = promisedHealthy(context) > 0 && answersForOne(context) ? ` + ${unansweredOf(context)}` : '';
  const [failed, requests] = [all(context, 'failed'), all(context, 'requests')];
  const fewest = fewestRequests(context);
  return {
    Type: 'AWS::CloudWatch::Alarm',
    ...afterInstances(context),
    Metadata: { Description: 'Watches the share of requests that fail' },
    Properties: {
      AlarmDescription: `More than ${errorShare} % of at least ${fewest} requests a minute end in a server error.`,
      Metrics: [
        ...targetsOf(context).flatMap((target) => [
          sum(`requests${target.suffix}`, 'RequestCount', dimensionsOf(context, target)),
          sum(`failed${target.suffix}`, 'HTTPCode_Target_5XX_Count', dimensionsOf(context, target)),
        ]),
        ...(unanswered ? [sum('unanswered', 'HTTPCode_ELB_5XX_Count', balancerOf(context))] : []),
        ...(unanswered && rests(context) ? [metric('healthy', healthyOf(context, { suffix: '' }))] : []),
        { Id: 'errors', Expression: `${failed}${unanswered}`, ReturnData: false },
        { Id: 'total', Expression: `${requests}${unanswered}`, ReturnData: false },
        {
          Id: 'share',
          Expression: `IF(total >= ${fewest}, 100 * errors / total, 0)`,
          Label: 'Server errors, percent of requests',
          ReturnData: true,
        },
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: errorShare,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
      ...told(context),
      Tags: tags(context),
    },
  };
}

/**
 * Counts healthy hosts rather than unhealthy ones: an instance that is still starting is unhealthy to the balancer, so every update would undo itself. As
 * many must be healthy as the policy keeps of the smallest group. Where it keeps none, the time tells: an outage may not last for longer than a batch.
 */
function unhealthyHosts(context: Context): Resource {
  const promised = promisedHealthy(context);
  const minutes = Math.ceil(context.deploy.timeout / 60) + 1;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    ...afterInstances(context),
    Metadata: { Description: 'Watches that enough instances are healthy' },
    Properties: {
      AlarmDescription: 'Fewer instances are healthy than an update may leave.',
      ...(hasSlots(context) ? whileServing(context, promised) : healthyHosts(context)),
      ComparisonOperator: 'LessThanThreshold',
      Threshold: Math.max(promised, 1),
      EvaluationPeriods: promised > 0 ? 3 : minutes,
      DatapointsToAlarm: promised > 0 ? 2 : minutes,
      TreatMissingData: 'notBreaching',
      ...told(context),
      Tags: tags(context),
    },
  };
}

/** Metrics that one alarm can look at, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const mostMetrics = 10;

function rests({ instances }: Context): boolean {
  return instances.hours !== undefined;
}

/** After hours nobody shall answer: where nothing is registered, there is no number of healthy hosts, not even zero. */
function unansweredOf(context: Context): string {
  return rests(context) ? 'IF(FILL(healthy, -1) < 0, 0, FILL(unanswered, 0))' : 'FILL(unanswered, 0)';
}

/** Whether what the load balancer answers itself is this environment's alone, and there is room for it beside the two metrics of each process. */
function answersForOne(context: Context): boolean {
  const isAlone = frontOf(context) === 'own' && context.loadBalancer.lend !== true;
  return isAlone && 2 * targetsOf(context).length + (rests(context) ? 1 : 0) < mostMetrics;
}

/** What is counted of all processes together. */
function all(context: Context, metric: 'failed' | 'requests'): string {
  return targetsOf(context)
    .map(({ suffix }) => `FILL(${metric}${suffix}, 0)`)
    .join(' + ');
}

function balancerOf(context: Context): readonly Value[] {
  return [{ Name: 'LoadBalancer', Value: fullName(context) }];
}

function dimensionsOf(context: Context, { suffix }: Pick<Target, 'suffix'>): readonly Value[] {
  const group = { Name: 'TargetGroup', Value: getAtt(`TargetGroup${suffix}`, 'TargetGroupFullName') };
  return [...balancerOf(context), group];
}

type Healthy = Readonly<Record<'Namespace' | 'MetricName' | 'Statistic', string>> & {
  readonly Dimensions: readonly Value[];
  readonly Period: number;
};

// A new node of the balancer knows of no healthy host yet: the best informed one counts.
function healthyOf(context: Context, target: Pick<Target, 'suffix'>): Healthy {
  return {
    Namespace: isNetwork(context) ? 'AWS/NetworkELB' : 'AWS/ApplicationELB',
    MetricName: 'HealthyHostCount',
    Dimensions: dimensionsOf(context, target),
    Statistic: 'Maximum',
    Period: 60,
  };
}

/** Of several processes the one that fewest instances answer for. */
function healthyHosts(context: Context): { readonly [property: string]: Value } {
  const [first, ...others] = targetsOf(context);
  if (first === undefined || others.length === 0) return { ...healthyOf(context, { suffix: '' }) };
  const fewest = others.reduce(
    (worst, { suffix }) => `IF(healthy${suffix} < ${worst}, healthy${suffix}, ${worst})`,
    'healthy',
  );
  return {
    Metrics: [
      ...targetsOf(context).map((target) => metric(`healthy${target.suffix}`, healthyOf(context, target))),
      { Id: 'fewest', Expression: fewest, Label: 'Healthy instances of the worst process', ReturnData: true },
    ],
  };
}

function metric(Id: string, { Namespace, MetricName, Dimensions, Period, Statistic: Stat }: Healthy): Value {
  return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat }, ReturnData: false };
}

/** A slot that gets no request, as it is coming up or kept for the way back, cannot have too few. */
function whileServing(context: Context, promised: number): { readonly [property: string]: Value } {
  return {
    Metrics: [
      metric('healthy', healthyOf(context, { suffix: '' })),
      sum('requests', 'RequestCount', dimensionsOf(context, { suffix: '' })),
      {
        Id: 'serving',
        Expression: `IF(FILL(requests, 0) > 0, healthy, ${promised})`,
        Label: 'Healthy instances of the slot, while it serves',
        ReturnData: true,
      },
    ],
  };
}

function sum(Id: string, MetricName: string, Dimensions: readonly Value[]): Value {
  const Metric = { Namespace: 'AWS/ApplicationELB', MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: 60, Stat: 'Sum' }, ReturnData: false };
}
