import type { ResourceTypes } from '../schema/resource-types.ts';
import type { Cloud } from '../service.ts';
import type { Collection } from '../store.ts';
import type { ChangeSet } from './changeset.ts';
import type { ResolveParameter } from './parameters.ts';
import type { AlarmState, ResourceHandler, ResourceHandlers } from './resource.ts';
import type { SignalDesk } from './signals.ts';
import type { Stack, StoredEvent } from './stack.ts';

/** What the engine needs from the rest of the cloud. */
export interface Ports {
  readonly handlers: ResourceHandlers;
  readonly alarmState: AlarmState;
  /** The text behind a `TemplateURL` or `StackPolicyURL`, read from the cloud's own S3; rejects when there is nothing. */
  readonly readUrl: (url: string) => Promise<string>;
  readonly resolveParameter: ResolveParameter;
}

/** An operation that is being carried out. */
export interface Run {
  /** Aborted with a `Halt`: stop going forward. */
  readonly halt: AbortController;
  /** Settles when nothing more is done for the operation. */
  finished: Promise<void>;
  /** Another operation has taken the stack over: this one says nothing more about the stack's status. */
  superseded: boolean;
}

/** Everything that the parts of the engine share. */
export interface Engine {
  readonly cloud: Cloud;
  readonly ports: Ports;
  readonly handlers: ResourceHandlers;
  /** Stands in for the types that have no handler. */
  readonly records: ResourceHandler;
  readonly types: ResourceTypes;
  readonly stacks: Collection<Stack>;
  readonly events: Collection<StoredEvent[]>;
  readonly changeSets: Collection<ChangeSet>;
  readonly desk: SignalDesk;
  readonly runs: Map<string, Run>;
  /** Work that belongs to no stack operation: change sets being made. */
  readonly background: Set<Promise<void>>;
  /** Aborted when the cloud is stopped; from then on nothing is written down any more. */
  readonly stop: AbortController;
  readonly stopping: boolean;
}

/** Why an operation no longer goes forward. */
export class Halt extends Error {
  readonly kind: 'alarm' | 'cancel' | 'delete' | 'stop' | 'timeout' | 'failure';
  constructor(kind: Halt['kind'], message: string) {
    super(message);
    this.name = 'Halt';
    this.kind = kind;
  }
}

/** Thrown by everything that would change state once the cloud is being stopped: state stays as a crash would leave it. */
export class Stopped extends Error {
  constructor() {
    super('The local cloud is being stopped.');
    this.name = 'Stopped';
  }
}
