import type {
  Change,
  ChangeSet,
  ChangeSetRequest,
  OperationRequest,
  Stack,
  StackEvent,
  StackResource,
  Stacks,
  Started,
  UpdateRequest,
} from '../../../src/deploy/ports.ts';
import type { VirtualClock } from './clock.ts';

/** How the next operation on a stack goes. */
export interface Script {
  /** Milliseconds from its beginning to its end, or to the beginning of its rollback. */
  readonly takesMs?: number;
  /** `undone`: it fails and is rolled back. `stuck`: the rollback, or the deletion, fails too. */
  readonly ends?: 'well' | 'undone' | 'stuck';
  /** Resource events on the way, at even distances. */
  readonly events?: readonly Partial<StackEvent>[];
  /** Milliseconds from UPDATE_COMPLETE_CLEANUP_IN_PROGRESS to UPDATE_COMPLETE. */
  readonly cleanupMs?: number;
  /** What the stack itself says when it goes back. */
  readonly reason?: string;
}

interface Held {
  id: string;
  name: string;
  status: string;
  template: string;
  parameters: Record<string, string>;
  tags: Record<string, string>;
  protected: boolean;
  roleArn: string | undefined;
  triggers: ChangeSetRequest['triggers'] | undefined;
  events: StackEvent[];
  resources: readonly StackResource[];
  cancelled: boolean;
  /** What DescribeStacks still answers, and until when. */
  stale?: { readonly until: number; readonly stack: Stack };
}

/**
 * CloudFormation in memory, behind the engine's port. Its behaviour is AWS's as documented: see cloudformation.md beside this file.
 * Time passes by the virtual clock only.
 */
export class MemoryCloudFormation implements Stacks {
  readonly requests: ChangeSetRequest[] = [];
  /** Tokens of the updates that were begun without a change set. */
  readonly updates: string[] = [];
  /** Templates that can be read by URL. */
  readonly published = new Map<string, string>();
  /** How long DescribeStacks answers with the former state after an operation has begun or ended. */
  staleMs = 0;
  /** Whether templates can be read. */
  readable = true;
  readonly #clock: VirtualClock;
  readonly #held: Held[] = [];
  readonly #changeSets = new Map<string, { readonly request: ChangeSetRequest; readonly stackId: string }>();
  readonly #scripts = new Map<string, Script[]>();
  readonly #answers = new Map<string, ((stackId: string) => ChangeSet)[]>();
  #count = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Plans how the next operations on a stack go, in order. Without a script an operation ends well after ten seconds. */
  will(name: string, ...scripts: readonly Script[]): void {
    this.#scripts.set(name, [...(this.#scripts.get(name) ?? []), ...scripts]);
  }

  /** Plans the answer to the next change set of a stack, instead of the computed one. */
  willAnswer(name: string, answer: (stackId: string) => ChangeSet): void {
    this.#answers.set(name, [...(this.#answers.get(name) ?? []), answer]);
  }

  /** Puts a stack there, as if somebody had made it before. */
  put(name: string, given: Partial<Held> = {}): Stack {
    const held = this.#make(name, { status: 'CREATE_COMPLETE', ...given });
    this.#tell(held, { status: held.status, token: 'an-older-operation' });
    return viewOf(held);
  }

  /** Says what resources belong to a stack. */
  hold(name: string, resources: readonly StackResource[]): void {
    const held = this.#find(name);
    if (held === undefined) throw new Error(`There is no stack "${name}".`);
    held.resources = resources;
  }

  /** Begins an operation on a complete stack as somebody else would. */
  begin(name: string, token: string, change: Partial<Pick<Held, 'template' | 'parameters'>> = {}): void {
    const held = this.#find(name);
    if (held === undefined) throw new Error(`There is no stack "${name}".`);
    this.#run(held, token, 'UPDATE', change);
  }

  /** What a stack is, whatever DescribeStacks says. */
  truth(name: string): Held | undefined {
    return this.#held.findLast((held) => held.name === name || held.id === name);
  }

  async describe(stack: string): Promise<Stack | undefined> {
    const held = this.#find(stack);
    if (held?.stale !== undefined && held.stale.until > this.#clock.now()) return held.stale.stack;
    return held === undefined ? undefined : viewOf(held);
  }

  async list(tags: Stack['tags']): Promise<readonly Stack[]> {
    const all = this.#held.map(viewOf).filter(({ status }) => status !== 'DELETE_COMPLETE');
    return all.filter((stack) => Object.entries(tags).every(([name, value]) => stack.tags[name] === value));
  }

  async template(stackId: string): Promise<string | undefined> {
    return this.readable ? this.#find(stackId)?.template : undefined;
  }

  async createChangeSet(request: ChangeSetRequest): Promise<ChangeSet> {
    this.requests.push(request);
    const existing = this.#find(request.stack);
    if (existing !== undefined && request.intent === 'create' && existing.status !== 'REVIEW_IN_PROGRESS') {
      return { kind: 'busy', reason: `Stack [${request.stack}] already exists and cannot be created again` };
    }
    if (existing !== undefined && !changeable.includes(existing.status)) {
      return { kind: 'busy', reason: `Stack:${existing.id} is in ${existing.status} state and can not be updated.` };
    }
    const held = existing ?? this.#make(request.stack, { status: 'REVIEW_IN_PROGRESS' });
    if (existing === undefined) this.#tell(held, { status: 'REVIEW_IN_PROGRESS', token: request.name });
    await this.#clock.sleep(3000);
    const id = `arn:aws:cloudformation:eu-west-1:111122223333:changeSet/${request.name}/${++this.#count}`;
    this.#changeSets.set(id, { request, stackId: held.id });
    const planned = this.#answers.get(held.name)?.shift();
    if (planned !== undefined) return planned(held.id);
    const changes = changesBetween(held, request, this.#bodyOf(request));
    return changes.length === 0
      ? { kind: 'empty', id, stackId: held.id }
      : { kind: 'changes', id, stackId: held.id, changes };
  }

  async execute({ changeSet, stackId, token }: Parameters<Stacks['execute']>[0]): Promise<Started> {
    const made = this.#changeSets.get(changeSet);
    const held = this.#find(stackId);
    if (made === undefined || held === undefined || !changeable.includes(held.status)) {
      return { kind: 'busy', reason: `ChangeSet ${changeSet} cannot be executed in its current status` };
    }
    for (const [id, other] of this.#changeSets) if (other.stackId === stackId) this.#changeSets.delete(id);
    const { request } = made;
    held.roleArn = request.roleArn;
    held.triggers = request.triggers;
    if (held.status === 'REVIEW_IN_PROGRESS') held.tags = { ...request.tags };
    this.#run(held, token, held.status === 'REVIEW_IN_PROGRESS' ? 'CREATE' : 'UPDATE', {
      template: this.#bodyOf(request),
      parameters: { ...request.parameters },
      tags: { ...request.tags },
    });
    return { kind: 'started' };
  }

  /** Noted among the requests as if a change set had asked for the same. */
  async update({ stackId, token, ...input }: UpdateRequest): Promise<Started | { readonly kind: 'empty' }> {
    const held = this.#find(stackId);
    if (held === undefined || !changeable.includes(held.status)) {
      return { kind: 'busy', reason: `Stack:${stackId} is in ${held?.status} state and can not be updated.` };
    }
    const template = { kind: 'body', body: held.template } as const;
    const request = { intent: 'update', stack: stackId, name: token, template, deadline: 0, ...input } as const;
    this.requests.push(request);
    this.updates.push(token);
    if (changesBetween(held, request, held.template).length === 0) return { kind: 'empty' };
    held.roleArn = input.roleArn;
    held.triggers = input.triggers;
    this.#run(held, token, 'UPDATE', { parameters: { ...input.parameters }, tags: { ...input.tags } });
    return { kind: 'started' };
  }

  async deleteChangeSet(changeSet: string): Promise<void> {
    this.#changeSets.delete(changeSet);
  }

  async newestEvent(stackId: string): Promise<StackEvent | undefined> {
    return this.#find(stackId)?.events.at(-1);
  }

  async eventsSince(stackId: string, isKnown: (event: StackEvent) => boolean): Promise<readonly StackEvent[]> {
    const newer: StackEvent[] = [];
    for (const event of [...(this.#find(stackId)?.events ?? [])].reverse()) {
      if (isKnown(event)) break;
      newer.unshift(event);
    }
    return newer;
  }

  async continueRollback({ stackId, token, roleArn }: OperationRequest): Promise<Started> {
    return this.#goBack(stackId, 'UPDATE_ROLLBACK_FAILED', { token, roleArn });
  }

  async rollback({ stackId, token, roleArn }: OperationRequest): Promise<Started> {
    return this.#goBack(stackId, 'UPDATE_FAILED', { token, roleArn });
  }

  async cancelUpdate({ stackId }: Pick<OperationRequest, 'stackId'>): Promise<Started> {
    const held = this.#find(stackId);
    if (held?.status !== 'UPDATE_IN_PROGRESS') {
      return { kind: 'busy', reason: 'CancelUpdateStack cannot be called from current stack status' };
    }
    held.cancelled = true;
    return { kind: 'started' };
  }

  async resources(stackId: string): Promise<readonly StackResource[]> {
    return this.#find(stackId)?.resources ?? [];
  }

  async delete({ stackId, token }: Parameters<Stacks['delete']>[0]): Promise<Started> {
    const held = this.#find(stackId);
    if (held === undefined || held.status === 'DELETE_COMPLETE') return { kind: 'started' };
    if (held.status.endsWith('_IN_PROGRESS') && held.status !== 'REVIEW_IN_PROGRESS') {
      return { kind: 'busy', reason: `Stack [${held.name}] is in ${held.status} state and can not be deleted.` };
    }
    this.#run(held, token, 'DELETE', {});
    return { kind: 'started' };
  }

  /** Change sets that lie about. */
  get changeSets(): readonly string[] {
    return [...this.#changeSets.keys()];
  }

  #run(held: Held, token: string, verb: 'CREATE' | 'UPDATE' | 'DELETE', change: Partial<Held>): void {
    const script = this.#scripts.get(held.name)?.shift() ?? {};
    const { takesMs = 10_000, ends = 'well', events = [], cleanupMs = 0, reason } = script;
    const former = viewOf(held);
    const says = (status: string, why?: string): void => {
      const before = viewOf(held);
      held.status = status;
      held.stale = { until: this.#clock.now() + this.staleMs, stack: before };
      this.#tell(held, { status, token, ...(why === undefined ? {} : { reason: why }) });
    };
    says(`${verb}_IN_PROGRESS`, 'User Initiated');
    held.stale = { until: this.#clock.now() + this.staleMs, stack: former };
    events.forEach((event, index) => {
      this.#clock.in((takesMs * (index + 1)) / (events.length + 1), () =>
        this.#tell(held, { token, ...resource, ...event }),
      );
    });
    const undo = verb === 'UPDATE' ? 'UPDATE_ROLLBACK' : 'ROLLBACK';
    this.#clock.in(takesMs, () => {
      if (ends === 'well' && !held.cancelled) {
        if (verb === 'UPDATE' && cleanupMs > 0) {
          Object.assign(held, change);
          says('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
          this.#clock.in(cleanupMs, () => says('UPDATE_COMPLETE'));
          return;
        }
        says(`${verb}_COMPLETE`);
        Object.assign(held, change);
        return;
      }
      if (verb === 'DELETE') return says('DELETE_FAILED', reason);
      says(`${undo}_IN_PROGRESS`, reason ?? 'The following resource(s) failed to update: [AutoScalingGroup].');
      this.#clock.in(takesMs, () => says(ends === 'stuck' ? `${undo}_FAILED` : `${undo}_COMPLETE`));
    });
  }

  #goBack(
    stackId: string,
    from: string,
    { token, roleArn }: { readonly token: string; readonly roleArn: string | undefined },
  ): Started {
    const held = this.#find(stackId);
    if (held?.status !== from) return { kind: 'busy', reason: 'cannot be called from current stack status' };
    const { takesMs = 10_000, ends = 'well' } = this.#scripts.get(held.name)?.shift() ?? {};
    held.roleArn = roleArn;
    const says = (status: string): void => {
      held.status = status;
      this.#tell(held, { status, token });
    };
    says('UPDATE_ROLLBACK_IN_PROGRESS');
    this.#clock.in(takesMs, () => says(ends === 'well' ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_FAILED'));
    return { kind: 'started' };
  }

  #bodyOf({ template }: ChangeSetRequest): string {
    return template.kind === 'body' ? template.body : (this.published.get(template.url) ?? '');
  }

  #find(stack: string): Held | undefined {
    return this.#held.findLast(
      ({ id, name, status }) => id === stack || (name === stack && status !== 'DELETE_COMPLETE'),
    );
  }

  #make(name: string, given: Partial<Held>): Held {
    const id = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/${++this.#count}`;
    const empty = {
      template: '{}',
      parameters: {},
      tags: {},
      protected: false,
      roleArn: undefined,
      triggers: undefined,
      events: [],
      resources: [],
      cancelled: false,
    };
    const held: Held = { id, name, status: 'CREATE_COMPLETE', ...empty, ...given };
    this.#held.push(held);
    return held;
  }

  #tell(held: Held, event: Partial<StackEvent>): void {
    const root = { logicalId: held.name, physicalId: held.id, type: 'AWS::CloudFormation::Stack' };
    held.events.push({
      ...root,
      status: held.status,
      ...event,
      id: `event-${++this.#count}`,
      stackId: held.id,
      at: this.#clock.now(),
    });
  }
}

const resource = {
  logicalId: 'AutoScalingGroup',
  physicalId: 'shop-group',
  type: 'AWS::AutoScaling::AutoScalingGroup',
  status: 'UPDATE_IN_PROGRESS',
};

/** Statuses in which a change set may be made and executed. */
const changeable: readonly string[] = [
  'REVIEW_IN_PROGRESS',
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];

function viewOf(held: Held): Stack {
  const { id, name, status, parameters, tags } = held;
  return {
    id,
    name,
    status,
    parameters: { ...parameters },
    tags: { ...tags },
    protected: held.protected,
    outputs: outputsOf(held),
  };
}

/** Outputs of complete stacks: literal, or a reference to a parameter. */
function outputsOf({ template, parameters, status }: Held): Record<string, string> {
  if (/^(REVIEW|CREATE_IN|ROLLBACK|DELETE_COMPLETE)/.test(status)) return {};
  const { Outputs = {}, Conditions = {} }: Echoing = JSON.parse(template);
  const echoed = (value: Echo): string => {
    if (typeof value === 'string') return value;
    if ('Ref' in value) return parameters[value.Ref] ?? '';
    // A condition alone decides; what other functions would give nobody here asks for.
    if (!('Fn::If' in value)) return 'x';
    const [name, then, otherwise] = value['Fn::If'];
    const [one, other] = Conditions[name]?.['Fn::Equals'] ?? ['', 'nothing'];
    return echoed(echoed(one) === echoed(other) ? then : otherwise);
  };
  return Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, echoed(Value)]));
}

/** What outputs are made of here. */
type Echo =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::If': readonly [string, Echo, Echo] }
  | { readonly 'Fn::GetAtt': readonly [string, string] }
  | { readonly 'Fn::Sub': string };

interface Echoing {
  readonly Outputs?: Readonly<Record<string, { readonly Value: Echo }>>;
  readonly Conditions?: Readonly<Record<string, { readonly 'Fn::Equals': readonly [Echo, Echo] }>>;
}

function changesBetween(held: Held, request: ChangeSetRequest, wanted: string): readonly Change[] {
  if (held.status === 'REVIEW_IN_PROGRESS')
    return [{ action: 'Add', logicalId: 'AutoScalingGroup', type: resource.type }];
  const same =
    wanted === held.template && isSame(request.parameters, held.parameters) && isSame(request.tags, held.tags);
  return same
    ? []
    : [{ action: 'Modify', logicalId: 'LaunchTemplate', type: 'AWS::EC2::LaunchTemplate', replacement: 'False' }];
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const sorted = (values: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(values).sort());
  return sorted(one) === sorted(other);
}
