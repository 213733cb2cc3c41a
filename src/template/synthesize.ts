import type { Context } from './context.ts';
import { merge } from './merge.ts';
import { type OwnProblem, ownProblems, type Stacks, withOwn } from './own.ts';
import { applicationParts, computeParts, dataParts } from './resources/index.ts';
import type { Part, Template } from './template.ts';

/** The application's stack: artifact bucket, network, execution role. It names the policy that bounds instance roles, so it needs `CAPABILITY_NAMED_IAM`. */
export function synthesizeApplication(context: Context): Template {
  return stacks(context).application;
}

/** The stack of what must outlive an environment's instances; nothing when there is no such thing. */
export function synthesizeData(context: Context): Template | undefined {
  const { data } = stacks(context);
  return Object.keys(data.Resources).length > 0 ? data : undefined;
}

/** The stack of what runs a version. It makes roles without names, so it needs `CAPABILITY_IAM`. */
export function synthesizeCompute(context: Context): Template {
  return stacks(context).compute;
}

/** What is wrong with the resources and outputs of the user's own; the templates are only good without. */
export function problemsOfOwn(context: Context): readonly OwnProblem[] {
  return ownProblems(ours(context), context);
}

/** The three templates refer to each other, so all are made at once, for whoever asks first. */
const stacks = once((context) => withOwn(ours(context), context));

const ours = once(stacksOf);

function once(make: (context: Context) => Stacks): (context: Context) => Stacks {
  const made = new WeakMap<Context, Stacks>();
  return (context) => {
    const known = made.get(context) ?? make(context);
    made.set(context, known);
    return known;
  };
}

function stacksOf(context: Context): Stacks {
  const kind = context.worker === undefined ? context.mode : `worker, ${context.mode}`;
  return {
    application: template(context, applicationParts, `Application ${context.application}: what its environments share`),
    data: template(context, dataParts, `Environment ${name(context)}: what outlives its instances`),
    compute: template(context, computeParts, `Environment ${name(context)}: what runs a version, ${kind}`),
  };
}

function template(context: Context, parts: readonly Part[], description: string): Template {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    ...merge(parts.map((part) => part(context))),
  };
}

function name(context: Context): string {
  return `${context.environment} of ${context.application}`;
}
