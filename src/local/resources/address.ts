import type { ResourceHandler } from '../engine/resource.ts';
import type { Parts } from '../world/parts.ts';
import { tagsOf } from './network.ts';

/** `AWS::EC2::EIP`: `Ref` is the public address. */
export function addressHandler({ addresses }: Parts): ResourceHandler {
  const state = (allocationId: string) => {
    const { publicIp } = addresses.describe({ allocationId });
    return { physicalId: publicIp, attributes: { AllocationId: allocationId, PublicIp: publicIp } };
  };
  const associate = (allocationId: string, instanceId: unknown) => {
    if (typeof instanceId === 'string') addresses.associate(allocationId, instanceId, { reassociation: true });
  };
  return {
    async create(request) {
      const { allocationId } = await addresses.allocate(tagsOf(request));
      request.made?.(state(allocationId));
      associate(allocationId, request.properties['InstanceId']);
      return state(allocationId);
    },
    async update(request, { attributes }) {
      const allocationId = String(attributes['AllocationId']);
      addresses.retag(allocationId, tagsOf(request));
      associate(allocationId, request.properties['InstanceId']);
      return state(allocationId);
    },
    async delete(_, { attributes }) {
      const allocationId = String(attributes['AllocationId']);
      if (!addresses.find(allocationId)) return;
      // CloudFormation disassociates before it releases.
      addresses.disassociate(allocationId);
      await addresses.release(allocationId);
    },
  };
}
