import { architectureOf } from './instance-type.ts';
import type { Entry, Layer } from './layer.ts';
import { balancerKeys } from './balancing.ts';
import { loadBalancerKeys } from './load-balancer.ts';
import { resolve, valueAt } from './resolve.ts';
import type { Architecture, Mode, Policy } from './settings.ts';

/** The number of the pull request whose preview an environment is: it is known by its name alone. */
export function previewOf(environment: string): number | undefined {
  const [, digits] = /^pr-([1-9]\d{0,9})$/.exec(environment) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What is cheap, for each architecture: native code in the bundle must still run. */
const small: Readonly<Record<Architecture, string>> = { arm64: 't4g.small', x86_64: 't3.small' };

/** What a single instance can be told of how versions replace each other. */
const policiesOfOne: readonly unknown[] = ['immutable', 'in-place'] satisfies readonly Policy[];

/** Keys that have no meaning for a single instance. */
const ofFleets: readonly string[] = [
  ...['instances.min', 'instances.max', 'deploy.batch', 'deploy.canary', 'deploy.bake'],
  ...['tls.certificate', 'tls.policy', 'instances.other-types'],
  ...['network.private', ...Object.keys({ ...loadBalancerKeys, ...balancerKeys })],
  ...['scaling.cpu', 'scaling.requests', 'scaling.trigger', 'scaling.schedules'],
];

/** Groups that mean nothing without a load balancer, and those that mean nothing to the guest of one. */
const ofBalancer = /^(?:processes|listeners|rules)\./;
const ofOwnBalancer = /^listeners\./;

/** Keys that a preview takes from its own section only: there can be but one environment with the value, or somebody would be asked to agree for each preview. */
const notShared: readonly string[] = [
  ...['domain.name', 'tls.acme', 'tls.redirect'],
  ...['notifications.to', 'notifications.topic'],
];

/**
 * What all environments share, as a preview takes it: one small instance, unless the preview's own section or the run's inputs (`own`) say otherwise. What the file says
 * about a fleet to all environments is then not for it.
 */
export function asPreview(common: readonly Layer[], own: readonly Layer[]): readonly Layer[] {
  const preview = layerOf({ mode: 'single-instance' satisfies Mode, 'instances.type': typeFor(common) });
  const shared = common.map((layer) => without(layer, (path) => notShared.includes(path)));
  const isOne = valueAt(resolve([preview, ...own]), 'mode') === 'single-instance';
  const isGuest = valueAt(resolve([...common, ...own]), 'load-balancer.shared') !== undefined;
  const forOne = (layer: Layer) =>
    without(withoutFleet(layer), (path) => (isGuest ? ofOwnBalancer : ofBalancer).test(path));
  return isOne ? [...shared.map(forOne), preview] : [...shared, layerOf({ 'instances.type': typeFor(common) })];
}

function typeFor(common: readonly Layer[]): string {
  const base = resolve(common);
  const type = base.entries.get('instances.type')?.value;
  const written = base.entries.get('instances.architecture')?.value;
  const known = written === 'x86_64' || written === 'arm64' ? written : undefined;
  return small[known ?? (typeof type === 'string' ? architectureOf(type) : 'arm64')];
}

function withoutFleet(layer: Layer): Layer {
  return without(layer, (path, { value }) =>
    path === 'deploy.policy' ? !policiesOfOne.includes(value) : ofFleets.includes(path),
  );
}

function without({ entries, findings }: Layer, isLeftOut: (path: string, entry: Entry) => boolean): Layer {
  return { findings, entries: new Map([...entries].filter(([path, entry]) => !isLeftOut(path, entry))) };
}

function layerOf(values: Readonly<Record<string, unknown>>): Layer {
  const entries = Object.entries(values).map(
    ([path, value]) => [path, { value, source: { kind: 'preview' } }] as const,
  );
  return { entries: new Map(entries), findings: [] };
}
