import type { Resource } from './template.ts';

type Member = Readonly<Record<string, unknown>>;

/** Characters, white space not counted, that IAM takes: of a managed policy, of a trust policy, and of all inline policies of a role together. */
const mostCharacters = { managed: 6_144, trust: 2_048, inline: 10_240 } as const;

/** What IAM or S3 would refuse in the policies of a resource. */
export function checkPolicies(resource: Resource): readonly string[] {
  const { PolicyDocument, AssumeRolePolicyDocument, Policies } = resource.Properties as Member;
  const inline = Array.isArray(Policies) ? Policies.map((policy) => (policy as Member)['PolicyDocument']) : [];
  return [
    ...[PolicyDocument, AssumeRolePolicyDocument, ...inline]
      .filter((found) => found !== undefined)
      .flatMap(checkDocument),
    ...checkLength(
      'a managed policy',
      resource.Type === 'AWS::IAM::ManagedPolicy' ? PolicyDocument : undefined,
      mostCharacters.managed,
    ),
    ...checkLength('a trust policy', AssumeRolePolicyDocument, mostCharacters.trust),
    ...checkLength('inline policies', inline.length > 0 ? inline : undefined, mostCharacters.inline),
  ];
}

function checkDocument(document: unknown): readonly string[] {
  const { Version, Statement } = document as Member;
  const statements = Array.isArray(Statement) ? (Statement as readonly Member[]) : [];
  return [
    ...(Version === '2012-10-17' ? [] : [`a policy has Version ${JSON.stringify(Version)}, not "2012-10-17".`]),
    ...(statements.length > 0 ? [] : ['a policy says nothing.']),
    ...statements.flatMap((statement) => [
      ...(statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny'
        ? []
        : [`a statement has Effect ${JSON.stringify(statement['Effect'])}, neither "Allow" nor "Deny".`]),
      ...(isFull(statement['Action']) ? [] : ['a statement names no action.']),
    ]),
  ];
}

function isFull(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== '';
}

/** As written; what intrinsic functions put in is about as long as they are. */
function checkLength(what: string, document: unknown, most: number): readonly string[] {
  const length = document === undefined ? 0 : JSON.stringify(document).length;
  return length > most ? [`${what} of ${length} characters; IAM takes ${most}.`] : [];
}
