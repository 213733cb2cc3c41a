import type { Context } from '../context.ts';
import { balancerGroup, frontOf } from '../front.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { targetsOf } from '../processes.ts';
import { tags } from '../tags.ts';
import type { Fragment, Resource, Value } from '../template.ts';
import { policyDigest } from '../update-policy.ts';

/**
 * Who may reach the instances: on the ports of its processes the load balancer alone, or on port 80 everybody when there is none; a worker's nobody. For SSH there is only
 * the way in that the settings ask for; a shell comes through Systems Manager. The way out stays open.
 */
export function instanceSecurityGroup(context: Context): Fragment {
  return {
    Parameters: { VpcId: { Type: 'AWS::EC2::VPC::Id', Description: 'Network of the environment.' } },
    Resources: {
      InstanceSecurityGroup: {
        Type: 'AWS::EC2::SecurityGroup',
        // CloudFormation takes a change of nothing but an update policy for no change at all; a change of metadata it sees.
        Metadata: {
          Description: 'Decides who reaches the instances',
          TemplateDigest: ref('TemplateDigest'),
          PolicyDigest: policyDigest(context),
        },
        Properties: {
          // Another description would replace the group, which instances hold on to.
          GroupDescription: 'Instances of a Beanpole environment',
          VpcId: ref('VpcId'),
          Tags: tags(context),
        },
      },
      ...Object.fromEntries(ingress(context)),
      ...ssh(context),
    },
  };
}

/** What must be there before the first instance wants to be reached. */
export function ingressIds(context: Context): readonly string[] {
  return ingress(context).map(([id]) => id);
}

const everybody = { CidrIp: '0.0.0.0/0', Description: 'Everybody' } as const;

/** A worker asks; nobody asks it. */
function ingress(context: Context): readonly (readonly [string, Resource])[] {
  switch (frontOf(context)) {
    case 'queue':
      return [];
    case 'address':
      return [
        ['InstanceIngress', at(80, everybody)],
        ...(context.tls.acme === undefined ? [] : [['InstanceHttpsIngress', at(443, everybody)] as const]),
      ];
    case 'own':
    case 'shared': {
      const balancer = { SourceSecurityGroupId: balancerGroup(context), Description: 'The load balancer' };
      return targetsOf(context).map(({ suffix, port, protocol }) => [
        `InstanceIngress${suffix}`,
        at(port, balancer, protocol === 'UDP' ? 'udp' : 'tcp'),
      ]);
    }
  }
}

/** Who may log in: nobody, unless the settings say who. */
function ssh({ instances: { sshFrom = [] } }: Context): Readonly<Record<string, Resource>> {
  const rules = sshFrom.map((from, index) => {
    const group = from.startsWith('sg-');
    const source = { [group ? 'SourceSecurityGroupId' : 'CidrIp']: from, Description: 'SSH' };
    const rule = at(22, source);
    return [`SshIngress${index + 1}`, { ...rule, Metadata: { Description: 'Lets somebody in by SSH' } }] as const;
  });
  return Object.fromEntries(rules);
}

function at(port: number, source: { readonly [property: string]: Value }, IpProtocol: 'tcp' | 'udp' = 'tcp'): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Metadata: { Description: `Lets requests through to the instances${port === 80 ? '' : `, port ${port}`}` },
    Properties: {
      GroupId: getAtt('InstanceSecurityGroup', 'GroupId'),
      IpProtocol,
      FromPort: port,
      ToPort: port,
      ...source,
    },
  };
}
