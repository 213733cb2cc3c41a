import type { Context } from './context.ts';

/** JSON as a template carries it: plain values and intrinsic functions. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/** A parameter of the stack: every deploy gives a value for each, so none has a default. */
export interface Parameter {
  readonly Type: string;
  readonly Description: string;
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinValue?: number;
  readonly MaxValue?: number;
  readonly AllowedValues?: readonly string[];
}

/** What becomes of a resource that leaves its stack; a snapshot only of databases and their kind. */
export type LeavePolicy = 'Delete' | 'Retain' | 'Snapshot';

/** A resource with its attributes. Progress output shows `Metadata.Description` instead of the logical id. */
export interface Resource {
  readonly Type: string;
  readonly Metadata: { readonly Description: string; readonly [key: string]: Value };
  readonly Properties: { readonly [key: string]: Value };
  readonly DependsOn?: readonly string[];
  readonly Condition?: string;
  readonly CreationPolicy?: { readonly [key: string]: Value };
  readonly UpdatePolicy?: { readonly [key: string]: Value };
  readonly DeletionPolicy?: LeavePolicy;
  readonly UpdateReplacePolicy?: LeavePolicy;
}

/** A value that the stack tells; all are strings to whoever reads them. */
export interface Output {
  readonly Value: Value;
  readonly Description?: string;
  readonly Export?: { readonly Name: Value };
}

/** What one part adds to a template. */
export interface Fragment {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Readonly<Record<string, Value>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

/** A complete CloudFormation template. */
export interface Template extends Fragment {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
}

/** One group of resources: everything that belongs to it, or nothing when the context has no use for it. */
export type Part = (context: Context) => Fragment;

/** What a part gives that the context has no use for. */
export const nothing: Fragment = { Resources: {} };
