import type { Context, OwnResource } from './context.ts';
import { mentionsIn } from './mentions.ts';
import { overlay } from './overlay.ts';
import { hasSlots, inSlotB, isOfSlot, nameIn } from './slots.ts';
import { text } from './parameters.ts';
import type { Output, Resource, Template, Value } from './template.ts';

/** What is wrong with what the user writes over the templates. */
export interface OwnProblem {
  /** The key, `resources.Table`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** The templates of an environment before anything of the user's own is in them. */
export interface Stacks {
  readonly application: Template;
  readonly data: Template;
  readonly compute: Template;
}

/** Puts what the user has written into the templates; what it asks of other stacks comes in as parameters. */
export function withOwn(stacks: Stacks, context: Context): Stacks {
  if (!writesOver(context)) return stacks;
  const application = overlaid(stacks.application, changesOf(stacks.application, context.sharedResources), {});
  const data = overlaid(
    stacks.data,
    { ...changesOf(stacks.data, context.resources), ...newIn('data', stacks, context) },
    outputsOf('data', context),
  );
  const compute = overlaid(
    stacks.compute,
    { ...changesOf(stacks.compute, inBothSlots(context)), ...newIn('compute', stacks, context) },
    outputsOf('compute', context),
  );
  return { application, data: importing(data, [application]), compute: importing(compute, [application, data]) };
}

/** What would not work, before anything is touched. */
export function ownProblems(stacks: Stacks, context: Context): readonly OwnProblem[] {
  if (!writesOver(context)) return [];
  const misplaced = Object.entries(context.resources).flatMap(([id, own]) => problemsOf(id, own, stacks, context));
  const taken = Object.entries(context.outputs).flatMap(([name, { stack }]) =>
    Object.hasOwn(stacks[stack].Outputs ?? {}, name)
      ? [{ path: `outputs.${name}`, message: `Beanpole itself has an output ${name}.`, fix: 'Choose another name.' }]
      : [],
  );
  const passing = passingIn(stacks, context);
  if (misplaced.length + taken.length + passing.length > 0) return [...misplaced, ...taken, ...passing];
  const { application, data, compute } = withOwn(stacks, context);
  return [application, data, compute].flatMap((template) => danglingIn(template, context));
}

function writesOver({ resources, sharedResources, outputs }: Context): boolean {
  return [resources, sharedResources, outputs].some((own) => Object.keys(own).length > 0);
}

function problemsOf(id: string, own: OwnResource, stacks: Stacks, context: Context): readonly OwnProblem[] {
  const path = `resources.${id}`;
  const home = homeOf(id, stacks);
  const type = own.resource['Type'];
  if (home === undefined) {
    const known = Object.values(stacks).flatMap(({ Resources }) => Object.keys(Resources));
    const fix = `Give it a Type, or write over one of those in docs/resources.md: ${known.sort().join(', ')}.`;
    return typeof type === 'string' ? [] : [{ path, message: `There is no resource ${id}, and it has no Type.`, fix }];
  }
  const ours = stacks[home].Resources[id]?.Type;
  if (type !== undefined && type !== ours) {
    const message = `${id} is Beanpole's ${ours}, and another Type would replace it.`;
    return [{ path, message, fix: 'Choose another logical id for a resource of your own.' }];
  }
  if (own.stack !== undefined && own.stack !== home) {
    return [{ path, message: `${id} belongs to the ${home} stack.`, fix: 'Leave Stack out.' }];
  }
  if (home === 'application' && context.sharedResources[id] !== own) {
    const message = `${id} is shared by all environments of ${context.application}.`;
    return [{ path, message, fix: 'Write it at the top level of the settings file, outside of environments:.' }];
  }
  return [];
}

/** What is only there while a slot has instances, or serves, cannot be referred to by what is always there. */
function passingIn(stacks: Stacks, context: Context): readonly OwnProblem[] {
  if (!hasSlots(context)) return [];
  const { Resources } = stacks.compute;
  const added = Object.entries(newIn('compute', stacks, context)).map(([id, one]) => [`resources.${id}`, one] as const);
  const told = Object.entries(outputsOf('compute', context)).map(([id, one]) => [`outputs.${id}`, one] as const);
  return [...added, ...told].flatMap(([path, value]) =>
    mentionsIn(value, '')
      .filter(({ name }) => Resources[name]?.Condition !== undefined)
      .map(({ name, place }) => ({
        path: `${path}${place}`,
        message: `It refers to ${name}, which comes and goes with the versions that stand in its slot.`,
        fix: 'Choose a policy without slots (not blue-green, no canary with traffic), or refer to something else.',
      })),
  );
}

/** Names that nothing in the template has, and no other stack hands over. */
function danglingIn(template: Template, context: Context): readonly OwnProblem[] {
  const known = new Set([...Object.keys(template.Parameters ?? {}), ...Object.keys(template.Resources)]);
  const own = [
    ...Object.keys(context.resources).map((id) => [`resources.${id}`, template.Resources[id]] as const),
    ...Object.keys(context.outputs).map((name) => [`outputs.${name}`, template.Outputs?.[name]] as const),
  ];
  return own.flatMap(([path, value]) =>
    mentionsIn(value, '')
      .filter(({ name }) => !known.has(name) && !name.startsWith('AWS::'))
      .map(({ name, place }) => ({
        path: `${path}${place}`,
        message: `It refers to ${name}, which its stack does not have.`,
        fix: 'Refer to a resource of the same stack or to an output of the application stack; in the compute stack also to an output of the data stack.',
      })),
  );
}

function homeOf(id: string, stacks: Stacks): keyof Stacks | undefined {
  return (['application', 'data', 'compute'] as const).find((stack) => Object.hasOwn(stacks[stack].Resources, id));
}

function changesOf(template: Template, own: Readonly<Record<string, OwnResource>>) {
  return Object.fromEntries(Object.entries(own).filter(([id]) => Object.hasOwn(template.Resources, id)));
}

/** What is written over a resource of a slot holds in the other slot too, unless something is written over that one as well. */
function inBothSlots(context: Context): Readonly<Record<string, OwnResource>> {
  const { resources } = context;
  if (!hasSlots(context)) return resources;
  const others = Object.entries(resources)
    .filter(([id]) => isOfSlot(id))
    .map(([id, own]) => [nameIn('B', id), { ...own, resource: inSlotB(own.resource as Value) }] as const);
  return { ...Object.fromEntries(others), ...resources } as Readonly<Record<string, OwnResource>>;
}

function newIn(stack: 'compute' | 'data', stacks: Stacks, { resources }: Context) {
  const added = Object.entries(resources).filter(([id]) => homeOf(id, stacks) === undefined);
  return Object.fromEntries(added.filter(([, own]) => (own.stack ?? 'compute') === stack));
}

function outputsOf(stack: 'compute' | 'data', { outputs }: Context): Readonly<Record<string, Output>> {
  const own = Object.entries(outputs).filter(([, output]) => output.stack === stack);
  return Object.fromEntries(own.map(([name, { output }]) => [name, overlay({}, output) as unknown as Output]));
}

function overlaid(
  template: Template,
  resources: Readonly<Record<string, OwnResource>>,
  outputs: Readonly<Record<string, Output>>,
): Template {
  const merged = Object.entries(resources).map(([id, { resource }]) => [
    id,
    overlay((template.Resources[id] as unknown as Value) ?? described(id), resource) as unknown as Resource,
  ]);
  const Outputs = { ...template.Outputs, ...outputs };
  return {
    ...template,
    Resources: { ...template.Resources, ...Object.fromEntries(merged) },
    ...(Object.keys(Outputs).length > 0 ? { Outputs } : {}),
  };
}

/** Progress output shows this sentence. */
function described(id: string): Value {
  return { Metadata: { Description: `${id}, a resource of your own` }, Properties: {} };
}

/** Declares a parameter for everything that the template mentions and another stack tells as an output. */
function importing(template: Template, others: readonly Template[]): Template {
  const told = new Set(others.flatMap(({ Outputs }) => Object.keys(Outputs ?? {})));
  const known = new Set([...Object.keys(template.Parameters ?? {}), ...Object.keys(template.Resources)]);
  const asked = mentionsIn([template.Resources, template.Outputs], '').map(({ name }) => name);
  const missing = [...new Set(asked)].filter((name) => told.has(name) && !known.has(name)).sort();
  if (missing.length === 0) return template;
  const added = missing.map((name) => [name, text(`Output ${name} of another stack.`)]);
  return { ...template, Parameters: { ...template.Parameters, ...Object.fromEntries(added) } };
}
