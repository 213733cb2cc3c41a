import { type InstanceRecord, type InstanceState, stateCodes } from '../compute/instance.ts';
import { launchSettings } from '../compute/launch-templates.ts';
import { AwsError, type Service, type WireInput } from '../service.ts';
import { filtered } from './filters.ts';
import { isSet, items, list, number, required, text } from './input.ts';
import { iamArn } from './names.ts';
import type { Parts } from './parts.ts';

/** Instances as EC2's API has them. */
export function instanceOperations(parts: Parts): Service['operations'] {
  const { instances, tasks } = parts;
  return {
    DescribeInstances: (input) => ({ reservationSet: chosen(parts, input).map((one) => reservation(parts, one)) }),
    DescribeInstanceStatus: (input) => ({
      instanceStatusSet: chosen(parts, input)
        .filter((one) => isSet(input['IncludeAllInstances']) || one.state === 'running')
        .map(status),
    }),
    RunInstances: (input) => runInstances(parts, input),
    TerminateInstances(input) {
      const wanted = list(input['InstanceId']).map((id) => instances.describe(id));
      for (const { id } of wanted) tasks.run(`terminating ${id}`, () => instances.terminate(id));
      const going = (record: InstanceRecord): InstanceState =>
        record.state === 'terminated' ? 'terminated' : 'shutting-down';
      return {
        instancesSet: wanted.map((one) => ({
          instanceId: one.id,
          currentState: state(going(one)),
          previousState: state(one.state),
        })),
      };
    },
    GetConsoleOutput(input) {
      const instanceId = required(input, 'InstanceId', 'MissingParameter');
      return {
        instanceId,
        timestamp: new Date(parts.cloud.clock.now()),
        output: instances.console(instanceId).toString('base64'),
      };
    },
    DescribeInstanceAttribute(input) {
      const { id, userData } = instances.describe(required(input, 'InstanceId', 'MissingParameter'));
      return { instanceId: id, userData: { value: userData } };
    },
    DescribeTags: () => ({
      tagSet: instances
        .all()
        .flatMap((one) =>
          one.tags.map((tag) => ({ resourceId: one.id, resourceType: 'instance', key: tag.Key, value: tag.Value })),
        ),
    }),
    CreateTags: (input) => tag(parts, input),
    DescribeInstanceTypeOfferings: (input) => ({ instanceTypeOfferingSet: offerings(parts, input) }),
  };
}

function chosen({ instances }: Parts, input: WireInput): InstanceRecord[] {
  const ids = list(input['InstanceId']);
  const records = ids.length > 0 ? ids.map((id) => instances.describe(id)) : instances.all();
  return filtered(records, input['Filter'], {
    'instance-id': (one) => [one.id],
    'instance-state-name': (one) => [one.state],
    'instance-state-code': (one) => [String(stateCodes[one.state])],
    'instance-type': (one) => [one.instanceType],
    'image-id': (one) => [one.imageId],
    'vpc-id': (one) => [one.vpcId],
    'subnet-id': (one) => [one.subnetId],
    'availability-zone': (one) => [one.zone],
    'private-ip-address': (one) => [one.privateIp],
    'instance.group-id': (one) => one.securityGroups,
  });
}

function reservation(parts: Parts, one: InstanceRecord) {
  const { account, partition } = parts.cloud;
  const address = parts.addresses.all().find((each) => each.association?.instanceId === one.id);
  const isGone = one.state === 'terminated';
  const instance = {
    instanceId: one.id,
    imageId: one.imageId,
    instanceState: state(one.state),
    privateDnsName: isGone ? '' : `ip-${one.privateIp.replaceAll('.', '-')}.${parts.cloud.region}.compute.internal`,
    // The one thing that is real about the address: where the instance's port 80 is found on this machine.
    dnsName: isGone ? '' : `127.0.0.1:${one.port}`,
    amiLaunchIndex: 0,
    instanceType: one.instanceType,
    ...(one.isSpot === true && { instanceLifecycle: 'spot' }),
    launchTime: new Date(one.launchedAt),
    placement: { availabilityZone: one.zone, tenancy: 'default' },
    monitoring: { state: 'disabled' },
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    ...(!isGone && { subnetId: one.subnetId, vpcId: one.vpcId, privateIpAddress: one.privateIp }),
    ...(address && { ipAddress: address.publicIp }),
    ...(one.profile !== undefined && { iamInstanceProfile: { arn: profileArn(parts, one.profile), id: '' } }),
    groupSet: one.securityGroups.map((groupId) => ({ groupId, groupName: groupId })),
    tagSet: one.tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
    metadataOptions: {
      state: 'applied',
      httpTokens: one.tokensRequired ? 'required' : 'optional',
      httpEndpoint: 'enabled',
    },
    ...(isGone && {
      reason: 'User initiated',
      stateReason: {
        code: 'Client.UserInitiatedShutdown',
        message: 'Client.UserInitiatedShutdown: User initiated shutdown',
      },
    }),
  };
  return {
    reservationId: `r-${one.id.slice(2)}`,
    ownerId: account,
    groupSet: [],
    instancesSet: [instance],
    requesterId: partition,
  };
}

function profileArn({ cloud }: Parts, profile: string): string {
  return profile.startsWith('arn:') ? profile : iamArn(cloud, `instance-profile/${profile}`);
}

function state(name: InstanceState) {
  return { code: stateCodes[name], name };
}

function status(one: InstanceRecord) {
  const ok = { status: 'ok', details: [{ name: 'reachability', status: 'passed' }] };
  return {
    instanceId: one.id,
    availabilityZone: one.zone,
    instanceState: state(one.state),
    systemStatus: ok,
    instanceStatus: ok,
  };
}

async function runInstances(parts: Parts, input: WireInput) {
  const count = number(input['MinCount']) ?? 1;
  const subnetId = text(input['SubnetId']) ?? parts.network.all('subnet')[0]?.id ?? '';
  const { zone, vpcId } = parts.network.subnet(subnetId);
  const named = input['LaunchTemplate'] as
    | { LaunchTemplateId?: string; LaunchTemplateName?: string; Version?: string }
    | undefined;
  const chosenVersion = named && parts.templates.version(named);
  const tagged = items(input['TagSpecification']).map((one) => ({
    ResourceType: one['ResourceType'],
    Tags: one['Tag'],
  }));
  const groups = input['SecurityGroupId'] === undefined ? {} : { SecurityGroupIds: input['SecurityGroupId'] };
  const own = { ...input, ...groups, ...(tagged.length > 0 && { TagSpecifications: tagged }) };
  const settings = launchSettings({ ...chosenVersion?.version.data, ...own });
  if (settings.imageId === '') throw new AwsError('MissingParameter', 'The request must contain the parameter ImageId');
  const launchTemplate = chosenVersion && { id: chosenVersion.template.id, version: chosenVersion.version.number };
  const specification = { ...settings, subnetId, zone, vpcId, ...(launchTemplate && { launchTemplate }) };
  const launched = await Promise.all(Array.from({ length: count }, () => parts.instances.launch(specification)));
  const [first, ...others] = launched.map((one) => reservation(parts, one));
  return { ...first, instancesSet: [first, ...others].flatMap((one) => one?.instancesSet ?? []) };
}

function tag({ instances, addresses }: Parts, input: WireInput) {
  const tags = items<{ Key: string; Value?: string }>(input['Tag']).map(({ Key, Value = '' }) => ({ Key, Value }));
  for (const id of list(input['ResourceId'])) {
    const known = instances.find(id)?.tags ?? addresses.find(id)?.tags ?? [];
    const merged = [...known.filter((one) => !tags.some(({ Key }) => Key === one.Key)), ...tags];
    if (instances.find(id)) instances.retag(id, merged);
    else if (addresses.find(id)) addresses.retag(id, merged);
  }
  return { return: true };
}

function offerings({ cloud }: Parts, input: WireInput) {
  const filters = items(input['Filter']);
  const wanted = (name: string) => filters.filter((one) => one['Name'] === name).flatMap((one) => list(one['Value']));
  const byZone = text(input['LocationType']) === 'availability-zone';
  const locations = byZone ? ['a', 'b', 'c'].map((letter) => `${cloud.region}${letter}`) : [cloud.region];
  const asked = wanted('location');
  return wanted('instance-type')
    .filter((type) => !type.includes('*'))
    .flatMap((instanceType) =>
      locations.map((location) => ({ instanceType, location, locationType: byZone ? 'availability-zone' : 'region' })),
    )
    .filter(({ location }) => asked.length === 0 || asked.includes(location));
}
