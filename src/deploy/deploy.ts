import { BeanpoleError } from '../errors.ts';
import { type Capacity, computeValues, parametersFor, type Published, type Values } from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import { apply } from './apply.ts';
import { gather } from './evidence.ts';
import { imageOf } from './image.ts';
import { type Outcome, outcomeOf, type Story } from './outcome.ts';
import type { Stack } from './ports.ts';
import type { Desired } from './request.ts';
import { type GoodResult, isGood, type StackResult } from './verdict.ts';
import type { Everything } from './world.ts';

/** What a deploy gets from the stages before it. */
export interface DeployRequest {
  readonly plan: Plan;
  /** Templates as JSON. No `data` template: nothing of the environment must outlive compute. */
  readonly templates: {
    readonly application: string;
    readonly data?: string;
    readonly compute: string;
    /** Value of the compute template's parameter `TemplateDigest`. */
    readonly computeDigest: string;
  };
  /** How an update replaces instances, given the live size of the group; absent when there is none. */
  readonly capacity: (live: number | undefined) => Capacity;
  /** Puts the version into the artifact bucket, once the bucket is there. */
  readonly publish: (bucket: string) => Promise<Published>;
  /** Puts a template that is too large for a request into the bucket; gives its URL. */
  readonly publishTemplate: (bucket: string, template: string) => Promise<string>;
}

/** Brings an environment to a version: application stack, publication, data stack, compute stack, verdict. */
export async function deploy(request: DeployRequest, world: Everything): Promise<Outcome> {
  const { plan } = request;
  const startedMs = world.clock.now();
  const finish = (stacks: readonly StackResult[], rest: Partial<Story> = {}): Outcome =>
    outcomeOf({ plan, stacks, startedMs, endedMs: world.clock.now(), ...rest });
  /** The end before the compute stack's turn: what runs, runs on. */
  const finishEarly = async (stacks: readonly StackResult[], rest: Partial<Story> = {}): Promise<Outcome> =>
    finish(stacks, { ...rest, untouched: await world.stacks.describe(plan.stacks.compute) });

  const application = await apply(applicationStack(request), world);
  if (!isGood(application)) return finishEarly([application]);
  const shared = application.stack.outputs;
  const bucket = required(shared, 'ArtifactBucket', application.name);
  const published = await request.publish(bucket);
  const data = await dataStack(request, shared, world);
  if (data !== undefined && !isGood(data)) return finishEarly([application, data], { published });

  const since = world.clock.now();
  const ground: Ground = { application: shared, data, published, size: {} };
  const compute = await apply(computeStack(request, ground, world), world);
  if (compute.kind === 'rolled-back') await restoreSize(compute, ground, world);
  const stacks = [application, ...(data === undefined ? [] : [data]), compute];
  if (isGood(compute)) return finish(stacks, { published });
  const scene = { bucket, environment: plan.environment, label: published.label, since };
  return finish(stacks, { published, findings: await gather(compute, scene, world) });
}

/** The application stack makes the execution role, so it cannot use it: it is made with the caller's own credentials. */
function applicationStack({ plan, templates }: DeployRequest): Desired {
  return {
    kind: 'application',
    name: plan.stacks.application,
    run: plan.run,
    token: plan.tokens.application,
    template: templates.application,
    parameters: async () => ({}),
    tags: plan.tags.application,
    bake: 0,
    allowReplacement: plan.allowReplacement,
  };
}

async function dataStack(
  { plan, templates, publishTemplate }: DeployRequest,
  shared: Values,
  world: Everything,
): Promise<StackResult | undefined> {
  const { data: template } = templates;
  if (template === undefined) return undefined;
  return apply(
    {
      kind: 'data',
      name: plan.stacks.data,
      run: plan.run,
      token: plan.tokens.data,
      roleArn: required(shared, 'ExecutionRoleArn', plan.stacks.application),
      template,
      parameters: async () => parametersFor(template, shared),
      tags: plan.tags.data,
      bake: 0,
      allowReplacement: plan.allowReplacement,
      publishTemplate: (body) => publishTemplate(required(shared, 'ArtifactBucket', plan.stacks.application), body),
    },
    world,
  );
}

interface Ground {
  readonly application: Values;
  readonly data: GoodResult | undefined;
  readonly published: Published;
  /** Size of the group before the update, noted when it is read. */
  readonly size: { before?: number };
}

/**
 * A rolling update raises the group for a moment, and a failed one leaves it raised, as the template does not set its size. Nothing depends on this
 * step: without it the group is merely larger than before until scaling or the next deploy brings it back.
 */
async function restoreSize(
  { name, stack }: StackResult & { readonly kind: 'rolled-back' },
  { size }: Ground,
  world: Everything,
): Promise<void> {
  const group = stack?.outputs['AutoScalingGroupName'];
  if (group === undefined || size.before === undefined) return;
  try {
    const now = await world.fleet.desired(group);
    if (now !== undefined && now > size.before) await world.fleet.resize(group, size.before);
  } catch (error) {
    const text = `The group may still be larger than before: ${error instanceof Error ? error.message : String(error)}`;
    world.reporter.tell({ kind: 'warning', stack: name, text });
  }
}

function computeStack(request: DeployRequest, ground: Ground, world: Everything): Desired {
  const { plan, templates, publishTemplate } = request;
  const { application, published } = ground;
  return {
    kind: 'compute',
    name: plan.stacks.compute,
    run: plan.run,
    token: plan.tokens.compute,
    roleArn: required(application, 'ExecutionRoleArn', plan.stacks.application),
    template: templates.compute,
    parameters: (live) => computeParameters(request, ground, live, world),
    tags: plan.tags.compute,
    version: published.label,
    bake: plan.bake,
    allowReplacement: plan.allowReplacement,
    publishTemplate: (body) => publishTemplate(required(application, 'ArtifactBucket', plan.stacks.application), body),
  };
}

async function computeParameters(
  { plan, templates, capacity }: DeployRequest,
  { application, data, published, size }: Ground,
  live: Stack | undefined,
  { fleet, images }: Everything,
): Promise<Values> {
  const group = live?.outputs['AutoScalingGroupName'];
  const [imageId, desired] = await Promise.all([
    imageOf(plan, live, images),
    group === undefined ? undefined : fleet.desired(group),
  ]);
  if (desired !== undefined) size.before = desired;
  const values = computeValues({
    published,
    application,
    data: data?.stack.outputs ?? {},
    imageId,
    capacity: capacity(desired),
    templateDigest: templates.computeDigest,
  });
  return parametersFor(templates.compute, values);
}

function required(outputs: Values, name: string, stack: string): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new BeanpoleError('deploy', `The stack "${stack}" is complete, but it has no output "${name}".`, {
    fix: 'Somebody has changed the stack by hand, or another stack has this name. Choose another name for the application.',
  });
}
