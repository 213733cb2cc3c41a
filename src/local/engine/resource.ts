/** JSON as templates carry it once every intrinsic is resolved. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A signal that arrived for a resource of a running operation. */
export interface Signal {
  readonly uniqueId: string;
  readonly status: 'SUCCESS' | 'FAILURE';
}

/** The signals to one resource since its operation on this resource began, in order of arrival. */
export interface Signals {
  /** The next signal not yet taken; `undefined` when `timeoutMs` of cloud time passes first. */
  next(timeoutMs: number): Promise<Signal | undefined>;
}

/** What the engine asks of a handler: one resource, properties resolved, and how to talk back. */
export interface ResourceRequest {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** The resource's `CreationPolicy` and `UpdatePolicy`, resolved, of the template that is being put in force (in a rollback: the previous one). */
  readonly creationPolicy?: JsonObject;
  readonly updatePolicy?: JsonObject;
  /** Stack tags and `aws:cloudformation:*` tags, as CloudFormation propagates them. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly signals: Signals;
  /** Adds an `*_IN_PROGRESS` event of this resource with a reason: "Rolling update initiated. …". */
  note(reason: string): void;
  /**
   * Tells that the resource exists, as soon as it does, before it is stable ("Resource creation Initiated"). What was told is deleted
   * when the creation then fails, is cancelled, or is cut off by the end of the cloud.
   */
  made?(state: ResourceState): void;
  /** Of a deletion: a last snapshot is wanted (`DeletionPolicy: Snapshot`). */
  readonly snapshot?: true;
  /** Aborted when the operation is cancelled: stop waiting and reject with its reason. */
  readonly cancelled: AbortSignal;
}

/** What a resource is after it was made or changed. */
export interface ResourceState {
  readonly physicalId: string;
  /** What `Ref` returns, when it is not the physical id. */
  readonly ref?: string;
  /** What `Fn::GetAtt` returns, by attribute name. */
  readonly attributes: JsonObject;
}

/** A resource as it stands: its state and the properties that made it. */
export interface ExistingResource extends ResourceState {
  readonly properties: JsonObject;
}

/**
 * Acts out one resource type. Each call settles when the resource is stable as CloudFormation understands it, and rejects with an `Error`
 * whose message becomes the event's reason. `delete` of what is gone already succeeds. Whether a change replaces is decided by the engine from the resource schemas:
 * it then calls `create` for the new one and, in the clean-up phase, `delete` for the old one.
 * `update` in a rollback is called with the previous properties and the previous update policy.
 */
export interface ResourceHandler {
  /** Makes a last snapshot when it is asked for one. */
  readonly snapshots?: true;
  create(request: ResourceRequest): Promise<ResourceState>;
  update(request: ResourceRequest, existing: ExistingResource): Promise<ResourceState>;
  delete(request: ResourceRequest, existing: ExistingResource): Promise<void>;
}

/** Handlers by resource type, `AWS::EC2::EIP`. A type without one is kept as a record and says so. */
export type ResourceHandlers = Readonly<Record<string, ResourceHandler>>;

/** State of an alarm by its ARN, for rollback triggers; `undefined`: there is no such alarm. */
export type AlarmState = (arn: string) => 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | undefined;
