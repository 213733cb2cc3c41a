import { getAtt, ref, sub } from './intrinsics.ts';
import { routeTableId, subnetId } from './subnets.ts';
import type { Resource, Value } from './template.ts';

type Resources = Readonly<Record<string, Resource>>;

/** What leads out of the private subnets of an own network; nothing when nobody asked, as it costs money by the hour. */
export function wayOut(
  exit: 'nat' | 'nat-per-zone' | 'endpoints' | undefined,
  zones: readonly number[],
  tags: Value,
): Resources {
  switch (exit) {
    case undefined:
      return {};
    case 'nat':
      return { ...gateway(0, tags), ...routes(zones, () => 0) };
    case 'nat-per-zone':
      return { ...Object.assign({}, ...zones.map((zone) => gateway(zone, tags))), ...routes(zones, (zone) => zone) };
    case 'endpoints':
      return endpoints(zones, tags);
  }
}

function gateway(zone: number, Tags: Value): Resources {
  const number = zone + 1;
  return {
    [`NatAddress${number}`]: {
      Type: 'AWS::EC2::EIP',
      Metadata: { Description: 'The public address of what goes out of private subnets' },
      // EC2 refuses an address in a network without a gateway that it could be reached through.
      DependsOn: ['InternetGatewayAttachment'],
      Properties: { Domain: 'vpc', Tags },
    },
    [`NatGateway${number}`]: {
      Type: 'AWS::EC2::NatGateway',
      Metadata: { Description: 'The way out of private subnets' },
      DependsOn: ['PublicRoute'],
      Properties: {
        AllocationId: getAtt(`NatAddress${number}`, 'AllocationId'),
        SubnetId: ref(subnetId('Public', zone)),
        Tags,
      },
    },
  };
}

/** `through`: the zone whose gateway takes what leaves a zone. */
function routes(zones: readonly number[], through: (zone: number) => number): Resources {
  return Object.fromEntries(
    zones.map((zone): [string, Resource] => [
      `PrivateRoute${zone + 1}`,
      {
        Type: 'AWS::EC2::Route',
        Metadata: { Description: 'Sends traffic of a private subnet out through a NAT gateway' },
        Properties: {
          RouteTableId: ref(routeTableId('Private', zone)),
          DestinationCidrBlock: '0.0.0.0/0',
          NatGatewayId: ref(`NatGateway${through(zone) + 1}`),
        },
      },
    ]),
  );
}

/**
 * The services that an instance talks to, beside S3: the agent and `cfn-signal` to the first three, the agent for variables and a worker for its queue to the
 * next ones, and Systems Manager's own agent to the last (https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html).
 */
const services: Readonly<Record<string, string>> = {
  CloudFormation: 'cloudformation',
  AutoScaling: 'autoscaling',
  LoadBalancing: 'elasticloadbalancing',
  Secrets: 'secretsmanager',
  Queue: 'sqs',
  SystemsManager: 'ssm',
  SystemsManagerMessages: 'ssmmessages',
};

function endpoints(zones: readonly number[], Tags: Value): Resources {
  const each = Object.entries(services).map(([name, service]): [string, Resource] => [
    `${name}Endpoint`,
    {
      Type: 'AWS::EC2::VPCEndpoint',
      Metadata: { Description: `A direct way from private subnets to the service ${service}` },
      Properties: {
        VpcId: ref('Vpc'),
        VpcEndpointType: 'Interface',
        ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`),
        PrivateDnsEnabled: true,
        SubnetIds: zones.map((zone) => ref(subnetId('Private', zone))),
        SecurityGroupIds: [getAtt('EndpointSecurityGroup', 'GroupId')],
        Tags,
      },
    },
  ]);
  return { EndpointSecurityGroup: endpointGroup(Tags), ...Object.fromEntries(each) };
}

function endpointGroup(Tags: Value): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Metadata: { Description: 'Lets the network reach the endpoints of AWS services' },
    Properties: {
      GroupDescription: 'Endpoints of AWS services',
      VpcId: ref('Vpc'),
      SecurityGroupIngress: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          CidrIp: getAtt('Vpc', 'CidrBlock'),
          Description: 'The network',
        },
      ],
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'No way out' }],
      Tags,
    },
  };
}
