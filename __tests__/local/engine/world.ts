import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudClock } from '../../../src/local/clock.ts';
import type { Ports } from '../../../src/local/engine/engine.ts';
import type { ResourceHandler, ResourceHandlers, ResourceRequest } from '../../../src/local/engine/resource.ts';
import { type CloudFormation, cloudFormation } from '../../../src/local/engine/service.ts';
import { loadResourceTypes } from '../../../src/local/schema/resource-types.ts';
import type { Cloud, WireInput } from '../../../src/local/service.ts';
import { openStore } from '../../../src/local/store.ts';

export const types = loadResourceTypes();

// biome-ignore lint/suspicious/noExplicitAny: answers are read as loosely as a client in another language would.
type Answer = any;

/** What a fake handler does when it is called; by default it succeeds at once. */
export interface Script {
  create?(request: ResourceRequest): Promise<unknown> | unknown;
  update?(request: ResourceRequest): Promise<unknown> | unknown;
  delete?(request: ResourceRequest): Promise<unknown> | unknown;
}

export interface World {
  readonly cloud: Cloud;
  readonly formation: CloudFormation;
  /** What handlers were asked, in order: `create Queue`, `delete Queue q-1`. */
  readonly calls: string[];
  readonly requests: ResourceRequest[];
  call(action: string, input?: WireInput): Promise<Answer>;
  /** The error of a call that must fail, as `Code: message`. */
  refused(action: string, input?: WireInput): Promise<string>;
  /** Waits until nothing is done to the stack any more; gives its status. */
  settled(name?: string): Promise<string>;
  until(isTrue: () => Promise<boolean> | boolean): Promise<void>;
  /** Every event of the stack, oldest first, `Logical STATUS reason`. */
  story(name?: string): Promise<string[]>;
  stack(name?: string): Promise<Answer>;
}

const roots: string[] = [];
const open: World[] = [];

export async function closeWorlds(): Promise<void> {
  for (const { formation, cloud } of open.splice(0)) {
    await formation.stop();
    cloud.store.flush();
  }
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
}

export function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'engine-'));
  roots.push(root);
  return root;
}

/** A CloudFormation with fake handlers: by logical id a script, physical ids `<logical id in lower case>-<n>`. */
export function openWorld(
  options: {
    readonly scripts?: Record<string, Script>;
    readonly root?: string;
    readonly scale?: number;
    readonly ports?: Partial<Ports>;
    readonly types?: readonly string[];
  } = {},
): World {
  const store = openStore(options.root ?? newRoot());
  const cloud: Cloud = {
    account: '111122223333',
    region: 'eu-central-1',
    partition: 'aws',
    clock: cloudClock(options.scale ?? 1000),
    store,
    endpoint: 'http://127.0.0.1:4566',
    log: (line) => {
      throw new Error(line);
    },
  };
  const calls: string[] = [];
  const requests: ResourceRequest[] = [];
  const handler = fakeHandler(options.scripts ?? {}, calls, requests);
  const acted = options.types ?? [
    'AWS::SQS::Queue',
    'AWS::EC2::LaunchTemplate',
    'AWS::AutoScaling::AutoScalingGroup',
    'AWS::SNS::Topic',
  ];
  const handlers: ResourceHandlers = Object.fromEntries(acted.map((type) => [type, handler]));
  const ports: Ports = {
    handlers,
    alarmState: () => 'OK',
    readUrl: () => Promise.reject(new Error('nothing there')),
    resolveParameter: () => undefined,
    ...options.ports,
  };
  const formation = cloudFormation(cloud, ports, types);
  const world = { cloud, formation, calls, requests, ...client(formation) };
  open.push(world);
  return world;
}

function client(formation: CloudFormation): Omit<World, 'cloud' | 'formation' | 'calls' | 'requests'> {
  const call = async (action: string, input: WireInput = {}): Promise<Answer> =>
    formation.service.operations[action]?.(input, { gone: new AbortController().signal });
  const stack = async (name = 'shop') => (await call('DescribeStacks', { StackName: name })).Stacks[0];
  const until = async (isTrue: () => Promise<boolean> | boolean) => {
    const limit = Date.now() + 5000;
    while (!(await isTrue())) {
      if (Date.now() > limit) throw new Error('It did not come true in five seconds');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return {
    call,
    stack,
    until,
    refused: async (action, input) => {
      const answer = await call(action, input).catch(
        (error: Error & { code: string }) => `${error.code}: ${error.message}`,
      );
      if (typeof answer !== 'string') throw new Error(`${action} was not refused: ${JSON.stringify(answer)}`);
      return answer;
    },
    settled: async (name) => {
      await until(async () => !(await stack(name)).StackStatus.endsWith('_IN_PROGRESS'));
      return (await stack(name)).StackStatus;
    },
    story: async (name = 'shop') => {
      const events = [];
      let NextToken: string | undefined;
      do {
        const page: Answer = await call('DescribeStackEvents', {
          StackName: name,
          ...(NextToken ? { NextToken } : {}),
        });
        events.push(...page.StackEvents);
        NextToken = page.NextToken;
      } while (NextToken);
      return events.reverse().map((event: Answer) => {
        const reason = event.ResourceStatusReason === undefined ? '' : ` ${event.ResourceStatusReason}`;
        return `${event.LogicalResourceId} ${event.ResourceStatus}${reason}`;
      });
    },
  };
}

function fakeHandler(scripts: Record<string, Script>, calls: string[], requests: ResourceRequest[]): ResourceHandler {
  const made: Record<string, number> = {};
  return {
    async create(request) {
      calls.push(`create ${request.logicalId}`);
      requests.push(request);
      await scripts[request.logicalId]?.create?.(request);
      made[request.logicalId] = (made[request.logicalId] ?? 0) + 1;
      const physicalId = `${request.logicalId.toLowerCase()}-${made[request.logicalId]}`;
      return { physicalId, attributes: attributesOf(request, physicalId, 1) };
    },
    async update(request, existing) {
      calls.push(`update ${request.logicalId} ${existing.physicalId}`);
      requests.push(request);
      await scripts[request.logicalId]?.update?.(request);
      const version = Number(existing.attributes['LatestVersionNumber'] ?? 0) + 1;
      return { physicalId: existing.physicalId, attributes: attributesOf(request, existing.physicalId, version) };
    },
    async delete(request, existing) {
      calls.push(`delete ${request.logicalId} ${existing.physicalId}`);
      await scripts[request.logicalId]?.delete?.(request);
    },
  };
}

function attributesOf(request: ResourceRequest, physicalId: string, version: number): Record<string, string> {
  if (request.type === 'AWS::EC2::LaunchTemplate') return { LatestVersionNumber: String(version) };
  if (request.type === 'AWS::SQS::Queue') return { Arn: `arn:aws:sqs:eu-central-1:111122223333:${physicalId}` };
  return {};
}

/** Resolves when the signal of the request is aborted, by rejecting with its reason: a handler that waits for ever. */
export function forever(request: ResourceRequest): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (request.cancelled.aborted) reject(request.cancelled.reason);
    request.cancelled.addEventListener('abort', () => reject(request.cancelled.reason), { once: true });
  });
}

/** A template of resources, as a body. */
export function body(resources: object, others: object = {}): string {
  return JSON.stringify({ Resources: resources, ...others });
}

/** A queue, optionally with properties and other members. */
export function queue(properties: object = {}, members: object = {}): object {
  return { Type: 'AWS::SQS::Queue', Properties: properties, ...members };
}
