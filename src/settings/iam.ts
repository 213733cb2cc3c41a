import { plainValue, written } from './cloudformation.ts';
import { type Fault, type Kind, refused, text } from './kinds.ts';
import { quote } from './node.ts';
import type { CloudFormationMap } from './own-settings.ts';

const members = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const accepts =
  'a list of 1 to 20 statements as IAM has them, as in {Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Table.Arn}';

/** Statements of an IAM policy. */
export const statements: Kind<readonly CloudFormationMap[]> = {
  accepts,
  read(node) {
    if (node.kind !== 'list') return refused('It is not a list.', accepts);
    const items = node.items();
    if (items.length === 0 || items.length > 20) return refused(`The list has ${items.length} statements.`, accepts);
    const found = items.map((item) => ({ position: item.position, value: plainValue(item) }));
    const faults = found.flatMap(({ position, value }) =>
      faultsOf(value).map((message): Fault => ({ position, message, fix: `Accepted: ${accepts}.` })),
    );
    return faults.length > 0 ? { faults } : { value: found.map(({ value }) => value as CloudFormationMap) };
  },
  write: (value) => value.map(written),
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: 20,
    items: {
      type: 'object',
      properties: Object.fromEntries(members.map((name) => [name, {}])),
      additionalProperties: false,
      required: ['Effect'],
    },
  },
};

function faultsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['A statement is a map.'];
  const statement = value as CloudFormationMap;
  const unknown = Object.keys(statement).filter((name) => !members.includes(name));
  const has = (...names: readonly string[]) => names.filter((name) => statement[name] != null).length === 1;
  return [
    ...unknown.map((name) => `${quote(name)} is not a member of a statement.`),
    ...(statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny' ? [] : ['Effect is neither Allow nor Deny.']),
    ...(has('Action', 'NotAction') ? [] : ['A statement has either Action or NotAction.']),
    ...(has('Resource', 'NotResource') ? [] : ['A statement has either Resource or NotResource.']),
    ...(statement['Effect'] === 'Allow' && statement['NotAction'] != null
      ? ['Allow with NotAction allows whatever AWS adds one day.']
      : []),
  ];
}

/** The service in front of an action, `dynamodb` of `dynamodb:GetItem`. */
export const service = text({
  what: 'a service as IAM writes it',
  accepts: 'what stands before the colon of an action, as in dynamodb',
  pattern: /^[a-z0-9][a-z0-9-]*$/,
  maxLength: 64,
  refuse: (name) =>
    ['iam', 'sts', 'organizations', 'account'].includes(name)
      ? 'whoever may deploy could then give themselves every right'
      : undefined,
});

/** The services whose actions a statement allows, each once. */
export function servicesOf(statement: CloudFormationMap): readonly string[] {
  if (statement['Effect'] !== 'Allow') return [];
  const actions = [statement['Action']].flat().map(String);
  return [...new Set(actions.map((action) => action.split(':')[0]?.toLowerCase() ?? ''))];
}
