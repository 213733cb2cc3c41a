import type { Context } from './context.ts';
import { merge } from './merge.ts';
import { applicationParts, computeParts, dataParts } from './resources/index.ts';
import type { Part, Template } from './template.ts';

/** The application's stack: artifact bucket, network, execution role. It names the policy that bounds instance roles, so it needs `CAPABILITY_NAMED_IAM`. */
export function synthesizeApplication(context: Context): Template {
  return template(context, applicationParts, `Application ${context.application}: what its environments share`);
}

/** The stack of what must outlive an environment's instances; nothing when there is no such thing. */
export function synthesizeData(context: Context): Template | undefined {
  const data = template(context, dataParts, `Environment ${name(context)}: what outlives its instances`);
  return Object.keys(data.Resources).length > 0 ? data : undefined;
}

/** The stack of what runs a version. It makes roles without names, so it needs `CAPABILITY_IAM`. */
export function synthesizeCompute(context: Context): Template {
  const kind = context.worker === undefined ? context.mode : `worker, ${context.mode}`;
  return template(context, computeParts, `Environment ${name(context)}: what runs a version, ${kind}`);
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
