import type { Context } from '../context.ts';
import { frontOf } from '../front.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import { text } from '../parameters.ts';
import { namedTags, tags } from '../tags.ts';
import { nameIn, perSlot, type Slot } from '../slots.ts';
import type { Fragment, Value } from '../template.ts';
import { userData } from '../user-data.ts';
import { windowsUserData } from '../windows-user-data.ts';

/**
 * What every instance is launched from. Version, bundle, agent, configuration and image all end here: one deploy is one version of the launch template, which
 * is what makes CloudFormation replace the instances, and put the former ones back.
 */
export function launchTemplate(context: Context): Fragment {
  return {
    ...(frontOf(context) === 'address' ? addressParameters : {}),
    ...perSlot(context, (slot) => template(context, slot)),
  };
}

function template(context: Context, slot: Slot): Fragment {
  return {
    Resources: {
      LaunchTemplate: {
        Type: 'AWS::EC2::LaunchTemplate',
        Metadata: { Description: 'What every instance is launched from' },
        Properties: {
          VersionDescription: ref('VersionLabel'),
          LaunchTemplateData: launchTemplateData(context, slot),
          TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags(context) }],
        },
      },
    },
  };
}

const addressParameters: Omit<Fragment, 'Resources'> = {
  Parameters: {
    ElasticIp: text('Public address of the environment.'),
    ElasticIpAllocationId: text('Allocation of the public address.'),
  },
};

/** What an instance runs at its first boot. */
const firstBoot = { linux: userData, windows: windowsUserData } as const;

function launchTemplateData(context: Context, slot: Slot): Value {
  const { instances, host: { system } = { system: 'linux' } } = context;
  return {
    ImageId: ref('ImageId'),
    InstanceType: instances.type,
    ...(instances.keyPair === undefined ? {} : { KeyName: instances.keyPair }),
    IamInstanceProfile: { Arn: getAtt('InstanceProfile', 'Arn') },
    ...connection(context),
    Monitoring: { Enabled: true },
    // Version 2 of the metadata service only. A container is one hop further away; where there is none, no proxied request gets as far as the role's credentials.
    MetadataOptions: {
      HttpEndpoint: 'enabled',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: context.host?.containers ? 2 : 1,
      InstanceMetadataTags: metadataTags(context),
    },
    BlockDeviceMappings: [
      {
        DeviceName: system === 'windows' ? '/dev/sda1' : '/dev/xvda',
        Ebs: {
          VolumeType: instances.volumeType,
          VolumeSize: instances.volume,
          ...(instances.volumeIops === undefined ? {} : { Iops: instances.volumeIops }),
          ...(instances.volumeThroughput === undefined ? {} : { Throughput: instances.volumeThroughput }),
          Encrypted: true,
          DeleteOnTermination: true,
        },
      },
    ],
    TagSpecifications: ['instance', 'volume'].map((ResourceType) => ({ ResourceType, Tags: versionTags(context) })),
    UserData: { 'Fn::Base64': sub(firstBoot[system](context, nameIn(slot, 'AutoScalingGroup'))) },
  };
}

/** In our own network an instance gets a public address, its way out, unless it is to be private; in somebody else's the subnet decides. */
function connection(context: Context): { readonly [property: string]: Value } {
  const groups = [getAtt('InstanceSecurityGroup', 'GroupId'), ...context.instances.securityGroups];
  if (context.network.kind === 'existing') return { SecurityGroupIds: groups };
  return {
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        AssociatePublicIpAddress: !context.network.private,
        DeleteOnTermination: true,
        Groups: groups,
      },
    ],
  };
}

/** EC2 launches nothing when tags are to be seen in the metadata and a key of them has a space, a slash or another sign that it does not allow there. */
function metadataTags(context: Context): Value {
  return Object.keys(context.tags).every((key) => /^[A-Za-z0-9+\-=.,_:@]+$/.test(key)) ? 'enabled' : 'disabled';
}

function versionTags(context: Context): Value {
  return [...namedTags(tags(context)), { Key: 'beanpole:version', Value: ref('VersionLabel') }];
}
