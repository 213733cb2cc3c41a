import type { Context } from './context.ts';
import { merge } from './merge.ts';
import { type OwnProblem, ownProblems, type Stacks, withOwn } from './own.ts';
import { applicationParts, computeParts, dataParts } from './resources/index.ts';
import type { Part, Template } from './template.ts';

/** The application's stack: artifact bucket, network, execution role. It names the policy that bounds instance roles, so it needs `CAPABILITY_NAMED_IAM`. */
export function synthesizeApplication(context: Context): Template {
  return synthesizeAll(context).application;
}

/** The stack of what must outlive an environment's instances; nothing when there is no such thing. */
export function synthesizeData(context: Context): Template | undefined {
  return synthesizeAll(context).data;
}

/** The stack of what runs a version. It makes roles without names, so it needs `CAPABILITY_IAM`. */
export function synthesizeCompute(context: Context): Template {
  return synthesizeAll(context).compute;
}

/** All stacks of an environment at once; no data stack when there is nothing that must outlive its instances. */
export function synthesizeAll(context: Context): Omit<Stacks, 'data'> & { readonly data: Template | undefined } {
  const all = withOwn(ours(context), context);
  return { ...all, data: Object.keys(all.data.Resources).length > 0 ? all.data : undefined };
}

/** What is wrong with the resources and outputs of the user's own; the templates are only good without. */
export function problemsOfOwn(context: Context): readonly OwnProblem[] {
  return ownProblems(ours(context), context);
}

/** Judged first and written then, of one context. */
const made = new WeakMap<Context, Stacks>();

function ours(context: Context): Stacks {
  const known = made.get(context);
  if (known !== undefined) return known;
  const kind = context.worker === undefined ? context.mode : `worker, ${context.mode}`;
  const stacks = {
    application: template(context, applicationParts, `Application ${context.application}: what its environments share`),
    data: template(context, dataParts, `Environment ${name(context)}: what outlives its instances`),
    compute: template(context, computeParts, `Environment ${name(context)}: what runs a version, ${kind}`),
  };
  made.set(context, stacks);
  return stacks;
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
