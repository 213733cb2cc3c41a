import type { Context } from './context.ts';
import { arn, verbatim } from './intrinsics.ts';
import { allow } from './policy.ts';
import type { Value } from './template.ts';

/**
 * What the policy `in-place` runs on instances. Documents carry the stack's name in front; an association is known by an id alone, but it can only run a
 * document that this role may use.
 */
export function commandRights(context: Context): readonly Value[] {
  const documents = arn('ssm', `document/${verbatim(context.application)}-*`);
  const associations = arn('ssm', 'association/*');
  return [
    allow(
      [
        'ssm:AddTagsToResource',
        'ssm:CreateDocument',
        'ssm:DeleteDocument',
        'ssm:DescribeDocument',
        'ssm:GetDocument',
        'ssm:ListTagsForResource',
        'ssm:RemoveTagsFromResource',
        'ssm:UpdateDocument',
        'ssm:UpdateDocumentDefaultVersion',
      ],
      [documents],
    ),
    allow(
      [
        'ssm:AddTagsToResource',
        'ssm:CreateAssociation',
        'ssm:DeleteAssociation',
        'ssm:DescribeAssociation',
        'ssm:ListTagsForResource',
        'ssm:RemoveTagsFromResource',
        'ssm:UpdateAssociation',
      ],
      [documents, associations],
    ),
  ];
}
