import type { Context } from './context.ts';
import { iamArn, ref, verbatim } from './intrinsics.ts';
import type { Value } from './template.ts';

type Conditions = { readonly [operator: string]: { readonly [key: string]: Value } };

/** Allows actions on resources, on condition. */
export function allow(actions: readonly string[], resources: readonly Value[], Condition?: Conditions): Value {
  const statement = { Effect: 'Allow', Action: actions, Resource: resources };
  return Condition ? { ...statement, Condition } : statement;
}

/** Everything that the services do which the user has named, for the whole application. */
export function servicesOf({ iam }: Context): readonly Value[] {
  return iam.services.length === 0 ? [] : [allow(iam.services.map((service) => `${service}:*`).sort(), ['*'])];
}

/** Denies actions on everything but the given resources. */
export function denyElsewhere(actions: readonly string[], resources: readonly Value[]): Value {
  return {
    Effect: 'Deny',
    Action: actions,
    ...(resources.length > 0 ? { NotResource: resources } : { Resource: '*' }),
  };
}

/** A policy document; without `Version` IAM would read it by the rules of 2008, which know no policy variables. */
export function policyDocument(Statement: readonly Value[]): Value {
  return { Version: '2012-10-17', Statement };
}

/** Lets a service take on a role. */
export function trust(Service: string, Condition?: Conditions): Value {
  const statement = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
  return policyDocument([Condition ? { ...statement, Condition } : statement]);
}

/** Only for callers of this very account: a service cannot be talked into using the role for another one (the "confused deputy"). */
export const fromThisAccount: Conditions = { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } };

/**
 * IAM path of the roles that stacks of the application make. The execution role may touch roles on this path only; it stands outside of it itself.
 * A path holds where a name prefix does not: `shop-*` would take in the roles of an application `shop-admin`, and long names are cut.
 */
export function rolePath(context: Context): string {
  return `/beanpole/${context.application}/`;
}

const boundaryPath = '/beanpole/';

/**
 * Path and name of the policy that bounds the instance roles. The name is fixed so that compute stacks can refer to it without a parameter; IAM is
 * global, hence the region in it. All that would replace the policy follows from the application's name and its region, so the name never stands in its own way.
 */
export function boundaryName(context: Context): { readonly Path: string; readonly ManagedPolicyName: Value } {
  return { Path: boundaryPath, ManagedPolicyName: { 'Fn::Sub': boundaryText(context) } };
}

/** ARN of the policy that bounds the instance roles. */
export function boundaryArn(context: Context): Value {
  return iamArn(`policy${boundaryPath}${boundaryText(context)}`);
}

function boundaryText(context: Context): string {
  return `${verbatim(context.application)}-instances-\${AWS::Region}`;
}
