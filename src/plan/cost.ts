import { hoursIn, openShare } from '../settings/hours.ts';
import { dataCostOf } from './data-cost.ts';
import { hours, prices } from './prices.ts';

/** What an environment costs a month in US dollars, at its smallest and at its largest. */
export interface Cost {
  readonly from: number;
  readonly to: number;
  /** What costs money and is not in these numbers, in words. */
  readonly without: readonly string[];
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Types that cost nothing by themselves, or that are counted with the instances. */
const free =
  /^AWS::(IAM|CloudFormation|SSM|Logs|CloudWatch|SNS)::|SecurityGroup|LaunchTemplate|TargetGroup|Listener|AutoScaling|::EIP/;

/** The monthly cost of an environment's resources, from its templates alone: what is live and what shall be are counted alike. */
export function costOf(compute: string, data?: string): Cost {
  const { Resources = {}, Outputs = {} } = JSON.parse(compute);
  const resources: readonly Resource[] = Object.values(Resources);
  const isSingle = Outputs.Mode?.Value === 'single-instance';
  const isGuest = Resources.GuestRule !== undefined;
  const balancers = ofType(resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  const launch = at(ofType(resources, 'AWS::EC2::LaunchTemplate')[0], 'LaunchTemplateData');
  const group = at(ofType(resources, 'AWS::AutoScaling::AutoScalingGroup')[0]);
  const type = String(at(launch, 'InstanceType').value ?? '');
  const share = openShare(hoursIn(Outputs.Hours?.Value));
  const whole = instance(type, { gib: volumeOf(launch), addresses: isPrivate(launch) ? 0 : 1 });
  const one = whole === undefined ? undefined : share * whole;
  const low = sizeOf(at(group, 'MinSize').value);
  // The second place of a single instance is for its successor, for some minutes.
  const high = isSingle ? low : Math.max(low, sizeOf(at(group, 'MaxSize').value));
  const kept = dataCostOf(data);
  // An Elastic IP is paid for while there is no instance, too.
  const address = isSingle && !isGuest && Outputs.Tier === undefined ? (1 - share) * hours * prices.address : 0;
  const fixed = address + balancers.reduce((sum, one) => sum + balancerOf(one), 0) + kept.sum;
  return {
    from: cents(low * (one ?? 0) + fixed),
    to: cents(high * (one ?? 0) + fixed),
    without: [
      ...(one === undefined ? [`instances of type ${type}, whose price is not in the table`] : []),
      ...(isSpot(group) ? ['what Spot instances save of that'] : []),
      ...kept.unknown,
      'traffic',
      ...(balancers.length === 0 ? [] : ['what the load balancer carries']),
      ...(ofType(resources, 'AWS::Logs::LogGroup').length === 0 ? [] : ['log lines']),
      ...(isGuest ? ['the shared load balancer, which is paid for where it stands'] : []),
      ...new Set(resources.map(({ Type }) => Type).filter((name) => !free.test(name) && !counted.includes(name))),
    ],
  };
}

const counted: readonly string[] = ['AWS::ElasticLoadBalancingV2::LoadBalancer'];

/** What the network that all environments of an application share costs a month in US dollars, before what it carries, from the application's template. */
export function sharedCostOf(template: string): number {
  const resources: readonly Resource[] = Object.values(JSON.parse(template).Resources ?? {});
  const gateways = ofType(resources, 'AWS::EC2::NatGateway').length;
  // An endpoint is paid for in each zone that it has a subnet in; those of the kind that stands in none are free.
  const endpoints = ofType(resources, 'AWS::EC2::VPCEndpoint').flatMap(
    (one) => at(one, 'SubnetIds').value ?? [],
  ).length;
  return cents(hours * (gateways * (prices.natGateway + prices.address) + endpoints * prices.endpoint));
}

/** An instance with its volume and its public address; nothing when nobody knows the price of the type. */
function instance(type: string, size: { readonly gib: number; readonly addresses: 0 | 1 }): number | undefined {
  const price = prices.instances[type];
  if (price === undefined) return undefined;
  return hours * (price + size.addresses * prices.address) + size.gib * prices.volume;
}

/** A public one has an address in each of its zones; an hour of either kind costs the same. */
function balancerOf(balancer: Resource): number {
  const addresses = at(balancer, 'Scheme').value === 'internal' ? 0 : 2;
  return hours * (prices.loadBalancer + addresses * prices.address);
}

function isSpot(group: Found): boolean {
  const share = at(group, 'MixedInstancesPolicy', 'InstancesDistribution', 'OnDemandPercentageAboveBaseCapacity').value;
  return share !== undefined && share !== 100;
}

function isPrivate(launch: Found): boolean {
  const interfaces = at(launch, 'NetworkInterfaces').value;
  return Array.isArray(interfaces) && interfaces.every((one) => one?.AssociatePublicIpAddress === false);
}

interface Found {
  readonly value: unknown;
}

function at(found: Resource | Found | undefined, ...path: readonly string[]): Found {
  let value: unknown = found !== undefined && 'Type' in found ? found.Properties : found?.value;
  for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return { value };
}

function ofType(resources: readonly Resource[], type: string): readonly Resource[] {
  return resources.filter((resource) => resource.Type === type);
}

function volumeOf(launch: Found): number {
  const mappings = at(launch, 'BlockDeviceMappings').value;
  const sizes = Array.isArray(mappings) ? mappings.map((one) => sizeOf(one?.Ebs?.VolumeSize)) : [];
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A size that only CloudFormation knows counts as one. */
function sizeOf(value: unknown): number {
  const size = Number(value);
  return Number.isFinite(size) ? size : 1;
}

function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}
