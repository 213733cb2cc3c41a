import type { Context } from '../context.ts';
import { ref, sub } from '../intrinsics.ts';
import { allow, policyDocument } from '../policy.ts';
import { type Fragment, nothing } from '../template.ts';

/** What CloudFormation may do for names: records in the one zone, and certificates of the account. The role has no room for it any more. */
export function domainRights(context: Context): Fragment {
  const { zone } = context.domain;
  if (zone === undefined) return nothing;
  return {
    Resources: {
      DomainRights: {
        Type: 'AWS::IAM::ManagedPolicy',
        Metadata: { Description: 'What CloudFormation may do to records and certificates' },
        Properties: {
          Path: '/beanpole/',
          Description: 'Names and certificates of a Beanpole application',
          Roles: [ref('ExecutionRole')],
          PolicyDocument: policyDocument([
            allow(
              ['route53:ChangeResourceRecordSets', 'route53:GetHostedZone', 'route53:ListResourceRecordSets'],
              [sub(`arn:\${AWS::Partition}:route53:::hostedzone/${zone}`)],
            ),
            allow(['route53:GetChange'], [sub('arn:${AWS::Partition}:route53:::change/*')]),
            allow(['acm:RequestCertificate', 'acm:ListCertificates'], ['*']),
            allow(
              [
                'acm:AddTagsToCertificate',
                'acm:DeleteCertificate',
                'acm:DescribeCertificate',
                'acm:ListTagsForCertificate',
                'acm:RemoveTagsFromCertificate',
              ],
              [sub('arn:${AWS::Partition}:acm:${AWS::Region}:${AWS::AccountId}:certificate/*')],
            ),
          ]),
        },
      },
    },
  };
}
