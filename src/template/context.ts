import type { Cache, Database } from './data-context.ts';
import type { Balancing, LoadBalancer } from './load-balancer-context.ts';
import type { Hours, Schedule, Trigger } from './scaling-context.ts';
import type { Overlay } from './overlay.ts';

/** How many instances are replaced together; a percentage is of the live size. */
type Batch =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number };

/** How a version replaces another. */
export type Policy =
  | 'all-at-once'
  | 'rolling'
  | 'rolling-with-additional-batch'
  | 'immutable'
  | 'canary'
  | 'blue-green'
  | 'in-place';

/** A queue that somebody else made. */
export interface QueueName {
  readonly account: string;
  readonly name: string;
}

/** The queue of a worker environment. Times in seconds. */
export interface Worker {
  readonly queue?: QueueName;
  readonly deadLetterQueue?: QueueName;
  readonly fifo: boolean;
  readonly visibilityTimeout: number;
  readonly retention: number;
  readonly maxReceives: number;
  readonly cron: boolean;
  readonly inactivityTimeout: number;
  /** Waiting messages for each instance that scaling aims at. */
  readonly backlog: number;
  /** Age of the oldest waiting message at which the alarm rings. */
  readonly maxAge: number;
}

/** What decides the size of the group and of its batches. */
export interface Fleet {
  readonly mode: 'single-instance' | 'high-availability';
  readonly instances: { readonly min: number; readonly max: number };
  readonly deploy: { readonly policy: Policy; readonly batch: Batch };
}

/** What a platform asks of the machine that it runs on. */
export interface HostWishes {
  readonly system: 'linux' | 'windows';
  /** The application runs in containers. */
  readonly containers: boolean;
}

/** What a template is made from: the settings as they are (they fit this structurally), and the ids of what their variables refer to. */
export interface Context extends Fleet, References, Balancing {
  readonly application: string;
  readonly environment: string;
  /** What the platform asks of the machine; absent: Linux, without containers. */
  readonly host?: HostWishes;
  /** Present in the worker tier: no load balancer, no address, a queue. */
  readonly worker?: Worker;
  readonly instances: {
    readonly type: string;
    readonly min: number;
    readonly max: number;
    readonly hours?: Hours;
    /** GiB. */
    readonly volume: number;
    readonly volumeType: string;
    readonly volumeIops?: number;
    readonly volumeThroughput?: number;
    readonly otherTypes: readonly string[];
    readonly spot?: { readonly percent: number; readonly base?: number; readonly 'max-price'?: string };
    readonly securityGroups: readonly string[];
    readonly keyPair?: string;
    readonly sshFrom?: readonly string[];
  };
  readonly scaling: {
    /** Percent, and requests a minute for each instance. */
    readonly cpu?: number;
    readonly requests?: number;
    readonly trigger?: Trigger;
    readonly schedules: readonly Schedule[];
  };
  /** Times in seconds. */
  readonly health: {
    readonly path: string;
    readonly codes: string;
    readonly interval: number;
    readonly timeout: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
  };
  readonly deploy: {
    readonly policy: Policy;
    readonly batch: Batch;
    /** Under the policy `canary`: percent of the instances that have the new version after each step but the last, or of the requests that the new version gets first, and seconds until the next step. */
    readonly canary?:
      | { readonly percent: readonly number[]; readonly traffic?: undefined; readonly pause: number }
      | { readonly traffic: number; readonly pause: number };
    /** Seconds that one batch may take. */
    readonly timeout: number;
    /** Seconds. */
    readonly drain: number;
  };
  readonly tags: Readonly<Record<string, string>>;
  /** Those of the application's own resources, the same whichever environment is deployed. */
  readonly sharedTags: Readonly<Record<string, string>>;
  readonly network:
    | {
        readonly kind: 'own';
        readonly zones: number;
        readonly private: boolean;
        readonly exit?: 'nat' | 'nat-per-zone' | 'endpoints';
      }
    | {
        readonly kind: 'existing';
        readonly vpc: string;
        readonly publicSubnets: readonly string[];
        readonly instanceSubnets: readonly string[];
        readonly dataSubnets: readonly string[];
      };
  readonly loadBalancer: LoadBalancer;
  /** The environment's name, and the hosted zone that the names of all environments are in. */
  readonly domain: { readonly name?: string; readonly zone?: string };
  readonly database?: Database;
  readonly cache?: Cache;
  /** Where the lines go that the instances log; absent: nowhere. Days. */
  readonly logs?: { readonly retention: number; readonly deletionPolicy: 'retain' | 'delete' };
  /** Who is told when an alarm rings: a topic of the environment's own with its recipients, or one that is there; absent: nobody. */
  readonly notifications?:
    | { readonly kind: 'own'; readonly to: readonly string[] }
    | { readonly kind: 'existing'; readonly topic: string };
  /** The instances send traces. */
  readonly tracing?: 'xray';
  /** `acme`: a single instance speaks TLS itself. */
  readonly tls: { readonly certificate?: string; readonly policy: string; readonly acme?: object };
  /** Statements for the role of the instances, and services that they and the stacks may use beyond what Beanpole needs. */
  readonly iam: { readonly statements: readonly OwnStatement[]; readonly services: readonly string[] };
  readonly resources: Readonly<Record<string, OwnResource>>;
  readonly sharedResources: Readonly<Record<string, OwnResource>>;
  readonly outputs: Readonly<Record<string, OwnOutput>>;
}

/** A statement of an IAM policy, as the user wrote it. */
export interface OwnStatement {
  readonly [member: string]: Overlay;
}
/** A resource of the user's own, or what is written over one of ours; `stack` is where a new one belongs, and compute when absent. */
export interface OwnResource {
  readonly stack?: 'compute' | 'data';
  readonly resource: { readonly [attribute: string]: Overlay };
}
export interface OwnOutput {
  readonly stack: 'compute' | 'data';
  readonly output: { readonly [member: string]: Overlay };
}

/** What the instances may read because a variable refers to it. Ids only: a value never comes near a template. */
export interface References {
  /** Secrets Manager: names or ARNs. */
  readonly secretIds: readonly string[];
  /** Parameter Store: names or ARNs. */
  readonly parameterNames: readonly string[];
  /** Environments of the application. */
  readonly linkedEnvironments: readonly string[];
}

type Variable =
  | { readonly kind: 'plain' }
  | { readonly kind: 'secret'; readonly id: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'environment'; readonly name: string };

/** The ids that variables refer to, sorted and each once, so that the order in which they were written does not change the template. */
export function references(variables: Readonly<Record<string, Variable>>): References {
  const all = Object.values(variables);
  return {
    secretIds: unique(all.flatMap((variable) => (variable.kind === 'secret' ? [variable.id] : []))),
    parameterNames: unique(all.flatMap((variable) => (variable.kind === 'parameter' ? [variable.name] : []))),
    linkedEnvironments: unique(all.flatMap((variable) => (variable.kind === 'environment' ? [variable.name] : []))),
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
