import { loadResourceTypes } from '../schema/resource-types.ts';
import type { Cloud, Service, WireInput, WireOutput } from '../service.ts';
import type { ChangeSet } from './changeset.ts';
import { createChangeSet, deleteChangeSet, executeChangeSet } from './changesets.ts';
import {
  describeChangeSet,
  describeStackResource,
  describeStackResources,
  describeStacks,
  listChangeSets,
  listStackResources,
  listStacks,
} from './describe.ts';
import { type Engine, Halt, type Ports } from './engine.ts';
import { describeEvents, describeStackEvents } from './history.ts';
import { recordHandler } from './record.ts';
import { resumeAll } from './resume.ts';
import { signalDesk } from './signals.ts';
import {
  describeAccountLimits,
  getStackPolicy,
  listExports,
  listImports,
  putSignal,
  setStackPolicy,
  signalResource,
  updateTerminationProtection,
} from './small.ts';
import type { Stack, StoredEvent } from './stack.ts';
import {
  cancelUpdateStack,
  continueUpdateRollback,
  createStack,
  deleteStack,
  rollbackStack,
  updateStack,
} from './stacks.ts';
import { getTemplate, getTemplateSummary, validate } from './templates.ts';
import { waitHandlers } from './wait-condition.ts';

/** CloudFormation of the local cloud. */
export interface CloudFormation {
  readonly service: Service;
  /** Takes up what was under way when the cloud was last stopped. To be called once, when the handlers are ready. */
  resume(): Promise<void>;
  /** Stops everything where it is; nothing is written down any more. Settles when all work has ended, at the latest after two seconds. */
  stop(): Promise<void>;
  /** A PUT to the URL of a wait condition handle; `false`: nothing waits on it. */
  putSignal(url: string, body: string): boolean;
}

const operations: Readonly<Record<string, (engine: Engine, input: WireInput) => Promise<WireOutput> | WireOutput>> = {
  CancelUpdateStack: cancelUpdateStack,
  ContinueUpdateRollback: continueUpdateRollback,
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeAccountLimits: describeAccountLimits,
  DescribeChangeSet: describeChangeSet,
  DescribeEvents: describeEvents,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetStackPolicy: getStackPolicy,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  RollbackStack: rollbackStack,
  SetStackPolicy: setStackPolicy,
  SignalResource: signalResource,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validate,
};

/** CloudFormation over the given handlers; its state is kept in the cloud's store. */
export function cloudFormation(cloud: Cloud, ports: Ports, types = loadResourceTypes()): CloudFormation {
  const stop = new AbortController();
  const engine: Engine = {
    cloud,
    ports,
    types,
    handlers: { ...ports.handlers, ...waitHandlers(cloud) },
    records: recordHandler(cloud, types),
    stacks: cloud.store.collection<Stack>('cloudformation-stacks'),
    events: cloud.store.collection<StoredEvent[]>('cloudformation-events'),
    changeSets: cloud.store.collection<ChangeSet>('cloudformation-change-sets'),
    desk: signalDesk(cloud.clock),
    runs: new Map(),
    background: new Set(),
    stop,
    get stopping() {
      return stop.signal.aborted;
    },
  };
  const bound = Object.entries(operations).map(([name, run]) => [name, (input: WireInput) => run(engine, input)]);
  return {
    service: {
      name: 'cloudformation',
      protocol: 'query',
      version: '2010-05-15',
      operations: Object.fromEntries(bound),
    },
    resume: async () => resumeAll(engine),
    stop: () => stopAll(engine),
    putSignal: (url, body) => putSignal(engine, url, body),
  };
}

async function stopAll(engine: Engine): Promise<void> {
  const halt = new Halt('stop', 'The local cloud is being stopped.');
  engine.stop.abort(halt);
  for (const run of engine.runs.values()) run.halt.abort(halt);
  const all = Promise.all([...[...engine.runs.values()].map((run) => run.finished), ...engine.background]);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2000);
  });
  await Promise.race([all, limit]);
  clearTimeout(timer);
}
