import type { Context } from '../context.ts';
import { type Fragment, nothing } from '../template.ts';

/** Where databases and caches stand: in the data subnets of the application, which have no way to or from the internet. */
export function dataNetwork(context: Context): Fragment {
  if (context.database?.kind !== 'own' && context.cache === undefined) return nothing;
  return {
    Parameters: {
      VpcId: { Type: 'AWS::EC2::VPC::Id', Description: 'Network of the environment.' },
      DataSubnets: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of databases and caches.' },
    },
    Resources: {},
  };
}
