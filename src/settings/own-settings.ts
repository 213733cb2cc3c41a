/** A value as CloudFormation's own YAML has it; `null` takes something away. */
export type CloudFormation = null | string | number | boolean | readonly CloudFormation[] | CloudFormationMap;
export interface CloudFormationMap {
  readonly [name: string]: CloudFormation;
}

/** What the user adds to a resource of the templates, or a resource of the user's own. */
export interface OwnResource {
  /** Where a new one belongs; absent: to the compute stack, or wherever the resource is that it changes. */
  readonly stack?: 'compute' | 'data';
  readonly resource: CloudFormationMap;
}
export interface OwnOutput {
  readonly stack: 'compute' | 'data';
  readonly output: CloudFormationMap;
}

/** Rights beyond what Beanpole itself needs. */
export interface IamSettings {
  /** What instances may do. */
  readonly statements: readonly CloudFormationMap[];
  /** Services that stacks may hold resources of and instances be given rights to; the same for all environments. */
  readonly services: readonly string[];
}
