import type { DeployEvent } from '../../src/deploy/events.ts';
import type { Stack, StackEvent } from '../../src/deploy/ports.ts';
import type { Desired } from '../../src/deploy/request.ts';
import type { Everything } from '../../src/deploy/world.ts';
import { VirtualClock } from './fakes/clock.ts';
import { MemoryCloudFormation } from './fakes/cloudformation.ts';

/** The tag that says that a stack is ours. */
export const ours = { 'beanpole:application': 'shop' };

/** A complete compute stack that runs version v1. */
export function aStack(given: Partial<Stack> = {}): Stack {
  return {
    id: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop-staging/1',
    name: 'shop-staging',
    status: 'UPDATE_COMPLETE',
    parameters: {},
    outputs: { Version: 'v1', TemplateDigest: 'd1', ArtifactBucket: 'shop-bucket' },
    tags: ours,
    protected: false,
    ...given,
  };
}

let count = 0;

/** An event of a resource of `aStack()`, in our own operation. */
export function anEvent(given: Partial<StackEvent> = {}): StackEvent {
  count += 1;
  return {
    id: `e${count}`,
    stackId: aStack().id,
    at: count * 1000,
    logicalId: 'AutoScalingGroup',
    physicalId: 'shop-staging-group',
    type: 'AWS::AutoScaling::AutoScalingGroup',
    status: 'UPDATE_IN_PROGRESS',
    token: 'ours',
    ...given,
  };
}

/** An event of the stack itself. */
export function aRootEvent(status: string, given: Partial<StackEvent> = {}): StackEvent {
  const { id, name } = aStack();
  return anEvent({ logicalId: name, physicalId: id, type: 'AWS::CloudFormation::Stack', status, ...given });
}

/** A compute template that echoes what the engine looks at. */
export const computeTemplate = JSON.stringify({
  Parameters: {
    VersionLabel: { Type: 'String' },
    TemplateDigest: { Type: 'String' },
    MinInService: { Type: 'Number' },
  },
  Resources: { AutoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup' } },
  Outputs: {
    Version: { Value: { Ref: 'VersionLabel' } },
    TemplateDigest: { Value: { Ref: 'TemplateDigest' } },
    Url: { Value: 'http://shop.example' },
    AutoScalingGroupName: { Value: 'shop-group' },
    ServerErrorAlarmArn: { Value: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors' },
  },
});

/** The compute stack as it shall be, running version v2. */
export function aDesired(given: Partial<Desired> = {}): Desired {
  const version = given.version ?? 'v2';
  return {
    kind: 'compute',
    name: 'shop-staging',
    run: { id: '7', attempt: '1' },
    token: 'beanpole-7-1-compute-staging',
    roleArn: 'arn:aws:iam::111122223333:role/execution',
    template: computeTemplate,
    parameters: async () => ({ VersionLabel: version, TemplateDigest: 'd1', MinInService: '2' }),
    tags: ours,
    version,
    bake: 5,
    allowReplacement: [],
    ...given,
  };
}

export interface TestWorld extends Everything {
  readonly stacks: MemoryCloudFormation;
  readonly clock: VirtualClock;
  /** Everything that was told. */
  readonly told: DeployEvent[];
}

/** A world in memory with an hour of time. */
export function aWorld(given: Partial<Everything> = {}): TestWorld {
  const clock = new VirtualClock();
  const told: DeployEvent[] = [];
  return {
    alarms: { ringing: async () => [], unfit: async () => new Map() },
    fleet: {
      desired: async () => 2,
      group: async () => undefined,
      refreshes: async () => [],
      resize: async () => {},
      bound: async () => {},
      failedActivities: async () => [],
    },
    images: { newest: async ({ architecture }) => `ami-newest-${architecture}`, exists: async () => true },
    evidence: { failureReports: async () => [], startReports: async () => [] },
    reporter: { tell: (event) => told.push(event) },
    pollMs: 1000,
    deadline: clock.now() + 3_600_000,
    ...given,
    stacks: new MemoryCloudFormation(clock),
    clock,
    told,
  };
}
