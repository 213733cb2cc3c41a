import { BeanpoleError } from '../errors.ts';
import { type Origin, originValues } from './order.ts';

/** Values by name: parameters, outputs or tags of a stack. */
export type Values = Readonly<Record<string, string>>;

/** What the publication of a version gave: where its parts lie in the artifact bucket. */
export interface Published {
  readonly label: string;
  readonly bundleKey: string;
  readonly bundleSha256: string;
  readonly agentKey: string;
  readonly agentSha256: string;
  readonly configKey: string;
  readonly configSha256: string;
  /** The machine image that was built for it; absent: the environment's own. */
  readonly image?: string;
}

/** Everything that a compute template may ask for. */
export interface ComputeFacts {
  readonly published: Published;
  /** Outputs of the application stack and of the data stack (empty when there is none). */
  readonly application: Values;
  readonly data: Values;
  readonly imageId: string;
  readonly capacity: Capacity;
  readonly templateDigest: string;
  readonly origin: Origin;
  /** The run that deploys, `<id>.<attempt>`. */
  readonly run: string;
  /** The version that ran before this one. */
  readonly previous: string;
  readonly deployment: string;
}

/** Instances that stay in service while a batch is replaced, instances of one batch, and instances of a group that is made anew. */
export interface Capacity {
  readonly minInService: number;
  readonly batchSize: number;
  readonly groupSize: number;
}

/**
 * Parameters that follow the live size of the group, and those that tell who deployed and what from. They change nothing that runs,
 * so a difference in them alone is no reason to touch a stack.
 */
const volatile: ReadonlySet<string> = new Set([
  'MinInService',
  'BatchSize',
  'GroupSize',
  'SlotBGroupSize',
  'Commit',
  'CommittedAt',
  'Run',
  'PreviousVersion',
]);

/** The values that the compute template can be given, by the names that it uses: every output of the other stacks, under its own name. */
export function computeValues(facts: ComputeFacts): Values {
  const { published, application, data, capacity } = facts;
  return {
    ...application,
    ...data,
    VersionLabel: published.label,
    BundleKey: published.bundleKey,
    BundleSha256: published.bundleSha256,
    AgentKey: published.agentKey,
    AgentSha256: published.agentSha256,
    ConfigKey: published.configKey,
    ConfigSha256: published.configSha256,
    ImageId: facts.imageId,
    ...capacityValues(capacity),
    TemplateDigest: facts.templateDigest,
    ...originValues(facts.origin),
    Run: facts.run,
    PreviousVersion: facts.previous,
    Deployment: facts.deployment,
  };
}

/** What makes two deployments two: another version, or the same one with another configuration. */
const broughtOut = ['VersionLabel', 'BundleSha256', 'ConfigSha256'] as const;

/**
 * The name of the deployment that leads to these parameters: `name` when a version or a configuration is brought out, else the one that runs. So what runs
 * once per deployment runs neither again when only machines change, nor on an instance that is launched later, nor when CloudFormation goes back.
 * `standing`: what runs, in both slots where there are slots.
 */
export function deploymentOf(standing: readonly Values[], wanted: Values, name: string): string {
  const same = standing.find((one) => broughtOut.every((part) => one[part] === wanted[part]));
  return same?.['Deployment'] ?? name;
}

/** The sizes of an update, as the policies ask for them. */
export function capacityValues({ minInService, batchSize, groupSize }: Capacity): Values {
  return { MinInService: String(minInService), BatchSize: String(batchSize), GroupSize: String(groupSize) };
}

/** The version that `rollback` goes back to once `label` is live; `none` when none ran before. */
export function previousVersion(live: Values, label: string): string {
  const { Version, PreviousVersion } = live;
  return (Version === label ? PreviousVersion : Version) ?? 'none';
}

/**
 * The values that a template declares, no more: CloudFormation refuses a parameter that the template does not know.
 * A declared parameter without value and default is a fault of ours.
 */
export function parametersFor(template: string, values: Values): Values {
  const declared: Readonly<Record<string, { readonly Default?: unknown }>> = JSON.parse(template).Parameters ?? {};
  const missing = Object.keys(declared).filter((name) => !(name in values) && declared[name]?.Default === undefined);
  if (missing.length > 0) {
    throw new BeanpoleError('template', `The template asks for ${missing.join(', ')}, and no stack provides it.`, {
      fix: 'Please report this with your settings.',
    });
  }
  return picked(values, Object.keys(declared));
}

/** Whether a stack already runs with the wanted parameters, so that not even a change set is needed. */
export function sameParameters(deployed: Values, wanted: Values): boolean {
  return sameValues(lasting(deployed), lasting(wanted));
}

/** Whether both hold the same names and values. */
export function sameValues(one: Values, other: Values): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function lasting(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !volatile.has(name)));
}

function picked(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}
