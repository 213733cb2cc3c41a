import type { ResourceHandlers } from '../engine/resource.ts';
import type { Service } from '../service.ts';
import type { Parts } from '../world/parts.ts';
import { openAssociations } from './associations.ts';
import { openCommands } from './commands.ts';
import { openDocuments } from './documents.ts';
import { fleetOperations } from './operations.ts';
import { systemsManagerHandlers } from './resources.ts';

/** Systems Manager, as far as it reaches instances. */
export interface SystemsManager {
  readonly operations: Service['operations'];
  readonly handlers: ResourceHandlers;
  /** From now on associations are applied to instances that join. */
  start(): void;
}

/** Opens it on what the cloud's store remembers. */
export function systemsManager(parts: Parts): SystemsManager {
  const { cloud, instances, tasks } = parts;
  const documents = openDocuments(cloud);
  const commands = openCommands({ cloud, instances, stopped: tasks.stopped });
  const associations = openAssociations(parts, documents, commands);
  return {
    operations: fleetOperations({ parts, documents, commands, associations }),
    handlers: systemsManagerHandlers(documents, associations, tasks),
    start: associations.start,
  };
}
