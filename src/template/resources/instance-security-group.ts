import type { Context } from '../context.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { tags } from '../tags.ts';
import type { Fragment, Resource, Value } from '../template.ts';
import { policyDigest } from '../update-policy.ts';

/**
 * Who may reach the instances: on port 80, the load balancer alone, or everybody when there is none; a worker's nobody. There is no way in for SSH; a shell comes through
 * Systems Manager. The way out stays open.
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
      ...(context.worker === undefined ? ingress(context) : {}),
    },
  };
}

/** A worker asks; nobody asks it. */
function ingress({ mode, tls }: Context): Fragment['Resources'] {
  return {
    ...(tls.acme !== undefined && mode === 'single-instance'
      ? { InstanceHttpsIngress: rule('Lets requests over HTTPS through to the instance', 443, sources[mode]) }
      : {}),
    InstanceIngress: rule('Lets requests through to the instances', 80, sources[mode]),
  };
}

function rule(Description: string, port: number, source: { readonly [property: string]: Value }): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Metadata: { Description },
    Properties: {
      GroupId: getAtt('InstanceSecurityGroup', 'GroupId'),
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      ...source,
    },
  };
}

const sources: Readonly<Record<Context['mode'], { readonly [property: string]: Value }>> = {
  'single-instance': { CidrIp: '0.0.0.0/0', Description: 'Everybody' },
  'high-availability': {
    SourceSecurityGroupId: getAtt('LoadBalancerSecurityGroup', 'GroupId'),
    Description: 'The load balancer',
  },
};
