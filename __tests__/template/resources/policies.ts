import type { Template } from '../../../src/template/template.ts';

/** A statement of a policy, with every `Fn::Sub` as its text; without resources where it names those that it leaves out. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Statements of the inline policies of a role, or of a managed policy. */
export function statementsOf(template: Pick<Template, 'Resources'>, id: string): readonly Statement[] {
  // biome-ignore lint/suspicious/noExplicitAny: policies are read by their members.
  const properties = template.Resources[id]?.Properties as any;
  const documents = properties.PolicyDocument
    ? [properties.PolicyDocument]
    : properties.Policies.map((policy: { PolicyDocument: unknown }) => policy.PolicyDocument);
  return documents.flatMap((document: { Statement: readonly Statement[] }) =>
    document.Statement.map((statement) => ({ ...statement, Resource: [statement.Resource ?? []].flat().map(text) })),
  );
}

/** Whether an IAM pattern covers an action or a resource. */
export function covers(pattern: string, name: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i').test(name);
}

/** Whether an allowing statement covers an action on a resource, whatever its conditions. */
export function allowing(statements: readonly Statement[], action: string, resource: string): readonly Statement[] {
  return statements.filter(
    ({ Effect, Action, Resource }) =>
      Effect === 'Allow' &&
      Action.some((one) => covers(one, action)) &&
      Resource.some((one) => one === '*' || covers(one, resource)),
  );
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const [inner] = Object.values(value as Record<string, unknown>);
  return Array.isArray(inner) ? inner.join('.') : String(inner);
}
