import { BeanpoleError } from '../errors.ts';
import type { Values } from '../plan/parameters.ts';
import type { SlotWishes } from '../plan/slots.ts';
import type { RunIdentity } from '../plan/token.ts';
import type { StackKind } from './decide.ts';
import type { ChangeSetRequest, Stack, Triggers } from './ports.ts';

/** A stack that is worked on. */
export interface Target {
  readonly kind: StackKind;
  readonly name: string;
  readonly run: RunIdentity;
  /** Token of this run's operation on it. */
  readonly token: string;
  /** The role that CloudFormation works with; absent: the caller's own credentials. */
  readonly roleArn?: string;
}

/** What keeps a deploy from proving nothing, as no instance is there to prove anything. */
export interface Rest {
  /** Launches instances where there are none, once in a run; true when it did, and everything is to be looked at anew. */
  wake(live: Stack | undefined): Promise<boolean>;
  /** Whether it had to: then what the alarms have seen so far says nothing. */
  wasStopped(): boolean;
}

/** A stack as it shall be. */
export interface Desired extends Target {
  readonly template: string;
  /** Parameters for the stack as it is at rest, as some of them follow what runs; `live` is absent when nothing runs. */
  readonly parameters: (live: Stack | undefined) => Promise<Values>;
  readonly tags: Values;
  /** What `Outputs.Version` shall be; absent for stacks that have no version. */
  readonly version?: string;
  /** Minutes after an update during which the alarms that it names still undo it. */
  readonly bake: number;
  readonly allowReplacement: readonly string[];
  /** The compute stack, when what is live in it was made from a newer commit. Asked whenever this stack is about to be updated. */
  readonly newer?: () => Promise<Stack | undefined>;
  /** What becomes of an update that is under way when the run is cancelled; absent: it goes on. */
  readonly onCancel?: 'leave' | 'undo';
  /** Let no alarm undo the update. */
  readonly ignoreAlarms?: boolean;
  /** What this run does with slots, where the template has them. */
  readonly slots?: SlotWishes;
  /** Instances that the live group has now; absent where there is none. */
  readonly liveSize?: (live: Stack) => Promise<number | undefined>;
  /** For a group that is stopped at times. */
  readonly rest?: Rest;
  /** Puts a large template where CloudFormation can read it; gives its URL. Absent while there is no bucket. */
  readonly publishTemplate?: (template: string) => Promise<string>;
}

/** One try to turn what is into what shall be. */
export interface Change {
  readonly desired: Desired;
  /** The stack to update; absent: create it. */
  readonly live: Stack | undefined;
  readonly parameters: Values;
  /** Of this try; also the name of its change set. */
  readonly token: string;
}

/** The most that CloudFormation takes in a request, and from a bucket, in bytes. */
const longestBody = 51_200;
const longestTemplate = 1_000_000;

/** The change set of one try. */
export async function changeSetRequest(
  change: Change,
  triggers: Triggers,
  deadline: number,
): Promise<ChangeSetRequest> {
  const { desired, live, parameters, token } = change;
  return {
    intent: live === undefined ? 'create' : 'update',
    stack: live?.id ?? desired.name,
    name: token,
    template: await placed(desired),
    parameters,
    tags: desired.tags,
    ...(desired.roleArn === undefined ? {} : { roleArn: desired.roleArn }),
    triggers,
    deadline,
  };
}

async function placed({ name, template, publishTemplate }: Desired): Promise<ChangeSetRequest['template']> {
  const bytes = Buffer.byteLength(template);
  if (bytes <= longestBody) return { kind: 'body', body: template };
  if (bytes > longestTemplate || publishTemplate === undefined) {
    throw new BeanpoleError(
      'template',
      `The template of the stack "${name}" has ${bytes} bytes, more than CloudFormation takes.`,
    );
  }
  return { kind: 'url', url: await publishTemplate(template) };
}
