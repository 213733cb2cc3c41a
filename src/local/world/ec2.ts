import type { Service } from '../service.ts';
import { addressOperations } from './ec2-addresses.ts';
import { instanceOperations } from './ec2-instances.ts';
import { networkOperations } from './ec2-network.ts';
import { templateOperations } from './ec2-templates.ts';
import type { Parts } from './parts.ts';

/** EC2, in its own Query protocol: inputs and outputs carry the names on the wire, `instanceId`, `reservationSet`. */
export function ec2(parts: Parts): Service {
  return {
    name: 'ec2',
    protocol: 'ec2',
    version: '2016-11-15',
    operations: {
      ...instanceOperations(parts),
      ...addressOperations(parts),
      ...networkOperations(parts),
      ...templateOperations(parts),
    },
  };
}
