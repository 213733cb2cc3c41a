import { isObject, objectOf } from './value.ts';

/** What an update does to a resource, in the words of a stack policy. */
export type PolicyAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

/**
 * Why a stack policy forbids an action; `undefined` when it allows it. Under a policy everything is denied that is not allowed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function deniedBy(
  policy: string,
  action: PolicyAction,
  resource: { logicalId: string; type: string },
): string | undefined {
  const statements = listOf(objectOf(JSON.parse(policy))['Statement']).map(objectOf);
  const applies = (statement: Record<string, unknown>) =>
    listOf(statement['Action']).some((pattern) => matches(pattern, action)) &&
    concerns(statement, resource.logicalId) &&
    meets(statement['Condition'], resource.type);
  const denied = statements.findIndex((statement) => statement['Effect'] === 'Deny' && applies(statement));
  if (denied >= 0) return text(`Statement [#${denied + 1}] does not allow`, action, resource.logicalId);
  if (statements.some((statement) => statement['Effect'] === 'Allow' && applies(statement))) return undefined;
  return text('no statement allows', action, resource.logicalId);
}

function concerns(statement: Record<string, unknown>, logicalId: string): boolean {
  const name = `LogicalResourceId/${logicalId}`;
  if (statement['NotResource'] !== undefined)
    return !listOf(statement['NotResource']).some((pattern) => matches(pattern, name));
  return listOf(statement['Resource']).some((pattern) => matches(pattern, name));
}

function meets(condition: unknown, type: string): boolean {
  if (!isObject(condition)) return true;
  const wanted = Object.values(condition).flatMap((test) => listOf(objectOf(test)['ResourceType']));
  return wanted.length === 0 || wanted.some((pattern) => matches(pattern, type));
}

function text(why: string, action: PolicyAction, logicalId: string): string {
  return `Action denied by stack policy: ${why} [${action}] for resource [LogicalResourceId/${logicalId}]`;
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function matches(pattern: unknown, text: string): boolean {
  const escaped = String(pattern).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}
