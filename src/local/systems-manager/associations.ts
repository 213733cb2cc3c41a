import { randomUUID } from 'node:crypto';
import { AwsError } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Parts } from '../world/parts.ts';
import { type Command, type Commands, statusOf } from './commands.ts';
import type { Documents, Parameters } from './documents.ts';
import { type Target, targeted } from './targets.ts';

/** What a user sets on an association. */
export interface AssociationSettings {
  readonly document: string;
  readonly documentVersion: string;
  readonly targets: readonly Target[];
  readonly parameters: Parameters;
  readonly maxConcurrency: string;
  readonly maxErrors: string;
  readonly name?: string;
}

/** An association: what shall have run on instances, and where it has. */
export interface Association extends AssociationSettings {
  readonly id: string;
  /** Counts its changes; each change runs everywhere anew. */
  readonly version: number;
  readonly createdAt: number;
  readonly status: 'Pending' | 'Success' | 'Failed';
  readonly detail: string;
  /** Instances by how it ended there, in this version. */
  readonly instances: Readonly<Record<string, string>>;
  readonly lastRunAt?: number;
}

/** State Manager: keeps associations and applies them. */
export interface Associations {
  readonly all: Collection<Association>;
  /** Throws `AssociationDoesNotExist`. */
  describe(id: string): Association;
  create(settings: AssociationSettings): Association;
  /** A new version, which runs at once. */
  update(id: string, settings: AssociationSettings): Association;
  delete(id: string): void;
  /** Applies what is not applied, now and whenever an instance joins. */
  start(): void;
}

/** How often instances that have joined are looked for, AWS time. */
const lookMs = 5_000;

interface Manager {
  readonly parts: Parts;
  readonly documents: Documents;
  readonly commands: Commands;
  readonly all: Collection<Association>;
  /** Associations that run now: their executions never overlap. */
  readonly busy: Set<string>;
}

/** Opens the associations of the store. */
export function openAssociations(parts: Parts, documents: Documents, commands: Commands): Associations {
  const all = parts.cloud.store.collection<Association>('ssm-associations');
  const manager: Manager = { parts, documents, commands, all, busy: new Set() };
  const fresh = { status: 'Pending', detail: 'Associated', instances: {} } as const;
  const describe = (id: string) => {
    const found = all.get(id);
    if (found) return found;
    throw new AwsError('AssociationDoesNotExist', `Association ${id} does not exist.`);
  };
  const put = (association: Association) => {
    const { id, document, documentVersion, parameters } = association;
    documents.scripts(document, documentVersion, parameters);
    all.set(id, association);
    apply(manager, id);
    return association;
  };
  return {
    all,
    describe,
    create: (settings) =>
      put({ ...settings, ...fresh, id: randomUUID(), version: 1, createdAt: parts.cloud.clock.now() }),
    update: (id, settings) => {
      const { version, createdAt } = describe(id);
      return put({ ...settings, ...fresh, id, createdAt, version: version + 1 });
    },
    delete: (id) => {
      describe(id);
      all.delete(id);
    },
    start: () => {
      for (const { id } of all.values()) apply(manager, id);
      parts.tasks.every('associations', lookMs, () => {
        for (const { id } of all.values()) apply(manager, id);
      });
    },
  };
}

/** Runs an association on the instances that have not had this version; without one it goes on waiting. */
function apply(manager: Manager, id: string): void {
  const { parts, all, busy } = manager;
  const association = all.get(id);
  if (association === undefined || busy.has(id) || parts.tasks.stopped.aborted) return;
  const instanceIds = targeted(parts, association.targets).filter((one) => !(one in association.instances));
  if (instanceIds.length === 0) return;
  busy.add(id);
  parts.tasks.run(`association ${id}`, async () => {
    try {
      await execute(manager, association, instanceIds);
    } finally {
      busy.delete(id);
    }
    // It may have been changed meanwhile.
    apply(manager, id);
  });
}

async function execute(manager: Manager, association: Association, instanceIds: readonly string[]): Promise<void> {
  const { parts, documents, commands, all } = manager;
  const { id, version, document, documentVersion, parameters, maxConcurrency, maxErrors } = association;
  const scripts = documents.scripts(document, documentVersion, parameters);
  const rate = { maxConcurrency, maxErrors };
  all.set(id, { ...association, detail: 'InProgress' });
  const order = { document, parameters, rate, scripts, instanceIds, comment: `association ${id}` };
  const command = await commands.send(order).done;
  const now = all.get(id);
  if (now?.version === version) all.set(id, ended(now, command, parts.cloud.clock.now()));
}

function ended(association: Association, command: Command, now: number): Association {
  const own = Object.fromEntries(command.invocations.map(({ instanceId, status }) => [instanceId, status]));
  const instances = { ...association.instances, ...own };
  const status = statusOf(command) === 'Success' ? 'Success' : 'Failed';
  return { ...association, instances, status, detail: status, lastRunAt: now };
}
