/** One line of a change set. */
export interface Change {
  /** `Add`, `Modify`, `Remove`, `Import`, `Dynamic`, … */
  readonly action: string;
  readonly logicalId: string;
  readonly type: string;
  /** Absent when CloudFormation does not say. */
  readonly replacement?: 'True' | 'False' | 'Conditional';
  /** Properties that replace the resource, or may. */
  readonly replacing?: readonly string[];
}
