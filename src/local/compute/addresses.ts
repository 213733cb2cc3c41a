import { AwsError, type Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { Tag } from '../world/filters.ts';
import { newId } from '../world/names.ts';
import { freePort } from '../world/ports.ts';
import type { Instances } from './instances.ts';
import { openRelay, type Relay } from './relay.ts';

/** An Elastic IP. All instances share one loopback address, so the public address is a door of its own: `127.0.0.1:<port>`. */
export interface AddressRecord {
  readonly allocationId: string;
  readonly port: number;
  readonly publicIp: string;
  readonly tags: readonly Tag[];
  readonly association?: { readonly id: string; readonly instanceId: string };
}

/** The Elastic IPs of the cloud. */
export interface Addresses {
  allocate(tags?: readonly Tag[]): Promise<AddressRecord>;
  /** By allocation id or public address; throws `InvalidAllocationID.NotFound` or `InvalidAddress.NotFound`. */
  describe(by: { allocationId?: string | undefined; publicIp?: string | undefined }): AddressRecord;
  find(allocationId: string): AddressRecord | undefined;
  all(): AddressRecord[];
  /** Returns the association's id. `allowReassociation: false` refuses an address that another instance has. */
  associate(allocationId: string, instanceId: string, allow: { readonly reassociation: boolean }): string;
  disassociate(allocationId: string): void;
  /** Throws `InvalidIPAddress.InUse` while associated. */
  release(allocationId: string): Promise<void>;
  retag(allocationId: string, tags: readonly Tag[]): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Site {
  readonly records: Collection<AddressRecord>;
  readonly instances: Instances;
  readonly doors: Map<string, Relay>;
}

/** Opens the addresses recorded in the cloud's store; their doors open with `start`. */
export function addresses(cloud: Cloud, instances: Instances): Addresses {
  const site: Site = { records: cloud.store.collection('addresses'), instances, doors: new Map() };
  const { records } = site;
  return {
    find: (id) => current(site, records.get(id)),
    all: () => records.values().flatMap((record) => current(site, record) ?? []),
    describe: (by) => describe(site, by),
    associate: (allocationId, instanceId, allow) => associate(site, { allocationId, instanceId }, allow),
    disassociate(allocationId) {
      const { association: _, ...rest } = describe(site, { allocationId });
      records.set(allocationId, rest);
    },
    async allocate(tags = []) {
      const port = await freePort(new Set(records.values().map((record) => record.port)));
      const record = { allocationId: newId('eipalloc'), port, publicIp: `127.0.0.1:${port}`, tags };
      records.set(record.allocationId, record);
      await open(site, record.allocationId);
      return record;
    },
    async release(allocationId) {
      const { association, publicIp } = describe(site, { allocationId });
      if (association) throw new AwsError('InvalidIPAddress.InUse', `Address ${publicIp} is in use.`);
      records.delete(allocationId);
      await site.doors.get(allocationId)?.close();
      site.doors.delete(allocationId);
    },
    retag: (allocationId, tags) => records.set(allocationId, { ...describe(site, { allocationId }), tags }),
    async start() {
      await Promise.all(records.keys().map((id) => open(site, id)));
    },
    async stop() {
      await Promise.all([...site.doors.values()].map((door) => door.close()));
      site.doors.clear();
    },
  };
}

/** A terminated instance has lost its address. */
function current(site: Site, record: AddressRecord | undefined): AddressRecord | undefined {
  const held = record?.association && site.instances.find(record.association.instanceId);
  if (!record?.association || (held && held.state !== 'terminated')) return record;
  const { association: _, ...free } = record;
  return free;
}

function describe(
  site: Site,
  { allocationId, publicIp }: { allocationId?: string | undefined; publicIp?: string | undefined },
): AddressRecord {
  const found =
    allocationId === undefined
      ? site.records.values().find((one) => one.publicIp === publicIp)
      : site.records.get(allocationId);
  if (found) return current(site, found) ?? found;
  if (allocationId === undefined) throw new AwsError('InvalidAddress.NotFound', `Address '${publicIp}' not found.`);
  throw new AwsError('InvalidAllocationID.NotFound', `The allocation ID '${allocationId}' does not exist`);
}

/** One address has one instance and one instance has one address, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html */
function associate(
  site: Site,
  wanted: { allocationId: string; instanceId: string },
  allow: { readonly reassociation: boolean },
): string {
  const address = describe(site, wanted);
  const instance = site.instances.describe(wanted.instanceId);
  if (instance.state !== 'running' && instance.state !== 'pending') {
    throw new AwsError(
      'IncorrectInstanceState',
      `The instance '${instance.id}' is not in a valid state for this operation.`,
    );
  }
  const { association } = address;
  if (association?.instanceId === instance.id) return association.id;
  if (association && !allow.reassociation) {
    const message = `resource ${address.allocationId} is already associated with associate-id ${association.id}`;
    throw new AwsError('Resource.AlreadyAssociated', message);
  }
  for (const { association: other, ...rest } of site.records.values()) {
    if (other?.instanceId === instance.id) site.records.set(rest.allocationId, rest);
  }
  const made = { id: newId('eipassoc'), instanceId: instance.id };
  site.records.set(address.allocationId, { ...address, association: made });
  return made.id;
}

async function open(site: Site, allocationId: string): Promise<void> {
  const record = site.records.get(allocationId);
  if (!record || site.doors.has(allocationId)) return;
  const relay = await openRelay({ host: '127.0.0.1', port: record.port }, () => {
    const instance = instanceBehind(site, allocationId);
    return instance && { host: '127.0.0.1', port: instance.port };
  });
  site.doors.set(allocationId, relay);
}

function instanceBehind(site: Site, allocationId: string) {
  const instanceId = site.records.get(allocationId)?.association?.instanceId;
  const instance = instanceId === undefined ? undefined : site.instances.find(instanceId);
  return instance?.state === 'running' ? instance : undefined;
}
