import type { Listener, ListenerRule, Process } from './balancing-settings.ts';
import type { CacheSettings, OutsideDatabase, OwnDatabase } from './data-settings.ts';
import type { ScalingSettings } from './capacity-settings.ts';
import type { InstanceSettings } from './instance-settings.ts';
import type { LogSettings } from './logs.ts';
import type { NotificationSettings } from './notifications.ts';
import type { TracingSettings } from './tracing.ts';
import type { IamSettings, OwnOutput, OwnResource } from './own-settings.ts';
import type { DomainSettings, LoadBalancerSettings, NetworkSettings } from './network-settings.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** The tiers that an environment can have. */
export const tiers = ['web', 'worker'] as const;
export type Tier = (typeof tiers)[number];

/** The modes that an environment can run in. */
export const modes = ['single-instance', 'high-availability'] as const;
export type Mode = (typeof modes)[number];

/** The ways in which a version replaces another. */
export const policies = [
  'all-at-once',
  'rolling',
  'rolling-with-additional-batch',
  'immutable',
  'canary',
  'blue-green',
  'in-place',
] as const;
export type Policy = (typeof policies)[number];

/** What becomes of an update that is under way when the run is cancelled. */
export const onCancel = ['leave', 'undo'] as const;
export type OnCancel = (typeof onCancel)[number];

export const architectures = ['x86_64', 'arm64'] as const;
export type Architecture = (typeof architectures)[number];

/** A value that the application sees as an environment variable: plain, or a reference that the instance resolves with its own role. */
export type Variable =
  | { readonly kind: 'plain'; readonly value: string }
  /** AWS Secrets Manager; `key` picks one member of a JSON secret. */
  | { readonly kind: 'secret'; readonly id: string; readonly key?: string }
  /** SSM Parameter Store, decrypted. */
  | { readonly kind: 'parameter'; readonly name: string };

/** A variable that is the address of another environment of the application: what a web environment answers at, or the queue of a worker. A deploy finds it. */
export interface Link {
  readonly kind: 'environment';
  readonly name: string;
}

/** How many instances are replaced together. A percentage is of the live size, rounded to at least one. */
export type Batch =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number };

/** What a new version gets first: a part of the fleet, or a part of the requests. */
export type Canary = InstanceCanary | RequestCanary;

/** The instances are replaced in steps. */
export interface InstanceCanary {
  /** Percent of the instances that have the new version after each step but the last, 1–99, ascending. */
  readonly percent: readonly number[];
  readonly traffic?: undefined;
  /** Seconds until the next step. */
  readonly pause: number;
}

/** Two slots, each with a group of its own, and the load balancer shares the requests out: Beanstalk's traffic splitting. */
export interface RequestCanary {
  /** Percent of the requests, 1–99. */
  readonly traffic: number;
  /** Seconds during which alarms judge it, whole minutes. */
  readonly pause: number;
}

export interface HealthSettings {
  /** Path that both the gate on the instance and the load balancer ask. */
  readonly path: string;
  /** Accepted status codes in the load balancer's own notation: `200`, `200-299`, `200,202`. */
  readonly codes: string;
  /** Seconds between two checks. */
  readonly interval: number;
  /** Seconds until a check without an answer has failed. */
  readonly timeout: number;
  /** Good checks in a row until the load balancer calls a target healthy, and bad ones until unhealthy. */
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Good local probes in a row that open the gate on a new instance. */
  readonly successes: number;
  /** Seconds that a new instance has, from the start of its application until the gate is open. */
  readonly deadline: number;
}

export interface DeploySettings {
  /** In a single-instance environment the new instance comes first; `immutable` makes it in a group of its own, `in-place` needs none. */
  readonly policy: Policy;
  readonly batch: Batch;
  /** Only under the policy `canary`. */
  readonly canary?: Canary;
  /** Minutes during which the slot of the former version stays up after the switch, for an instant way back; only where there are slots. */
  readonly keep?: number;
  /** Seconds that one batch may take before CloudFormation gives it up (its `PauseTime`, at most 3,600). */
  readonly timeout: number;
  /** Seconds that requests under way have to finish on an instance that leaves. */
  readonly drain: number;
  /** Minutes after the last instance during which alarms still undo the update, 0–180. */
  readonly bake: number;
  /** Seconds that the whole run may take, waiting included. */
  readonly limit: number;
  /** Deploy although what is live was made from a newer commit. */
  readonly allowOlder: boolean;
  readonly onCancel: OnCancel;
  /** Let no alarm undo the update. */
  readonly ignoreAlarms: boolean;
  /** Logical ids of resources that may be removed or replaced although what they hold cannot be made again. */
  readonly allowReplacement: readonly string[];
  /** A shell command that runs on exactly one instance per deployment, before the version serves anywhere. */
  readonly once?: string;
}

/** Everything that the user may ask for, merged from all sources and valid. */
export interface Settings extends TracingSettings {
  /** Where the lines go that the instances log; absent: nowhere. */
  readonly logs?: LogSettings;
  /** Who is told when it is unwell; absent: nobody. */
  readonly notifications?: NotificationSettings;
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  readonly tier: Tier;
  readonly mode: Mode;
  /** Directory of the source tree, relative to the workspace, never outside of it. */
  readonly source: string;
  /** A finished archive that is deployed as it is, relative to the workspace. */
  readonly artifact?: string;
  /** A shell command that runs on the runner, in the source directory, before the bundle is made. */
  readonly build?: string;
  /** A version label; absent: derived from the commit and the source digest. */
  readonly label?: string;
  /** `name` absent: detected from the source tree. `version` absent: the platform's default. */
  readonly platform: { readonly name?: string; readonly version?: string };
  readonly instances: InstanceSettings;
  readonly scaling: ScalingSettings;
  readonly health: HealthSettings;
  readonly deploy: DeploySettings;
  /** Environments by branch, or pattern of branches. */
  readonly branches: Readonly<Record<string, string>>;
  /** `lifetime`: minutes after its last change until a preview goes. */
  readonly preview: { readonly lifetime: number };
  /** How many versions are kept beside those that are needed, and for how many days at most. */
  readonly versions: { readonly keep: number; readonly maxDays?: number };
  readonly variables: Readonly<Record<string, Variable | Link>>;
  /** Path in the URL, and the directory or file in the source tree that the proxy serves there itself. */
  readonly staticFiles: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Tags at the top level of the file: those of what all environments share, whichever of them is deployed. */
  readonly sharedTags: Readonly<Record<string, string>>;
  readonly network: NetworkSettings;
  readonly loadBalancer: LoadBalancerSettings;
  /** By name; absent: the default process alone. */
  readonly processes?: Readonly<Record<string, Process>>;
  /** By port; absent: 80, and 443 where there is a certificate. */
  readonly listeners?: Readonly<Record<string, Listener>>;
  /** By name. */
  readonly rules?: Readonly<Record<string, ListenerRule>>;
  readonly domain: DomainSettings;
  readonly database?: OwnDatabase | OutsideDatabase;
  readonly cache?: CacheSettings;
  readonly iam: IamSettings;
  /** By logical id. */
  readonly resources: Readonly<Record<string, OwnResource>>;
  /** Those at the top level of the file: what all environments share can be changed by them alone. */
  readonly sharedResources: Readonly<Record<string, OwnResource>>;
  readonly outputs: Readonly<Record<string, OwnOutput>>;
  /** Present in the worker tier. */
  readonly worker?: WorkerSettings;
  /** TLS at the load balancer: ARN of an ACM certificate (absent: HTTP only), and the listener's TLS policy. */
  readonly tls: {
    readonly certificate?: string;
    readonly policy: string;
    /** A single instance gets a certificate of an authority that speaks ACME: the address of its directory, and whether plain HTTP sends everybody on. */
    readonly acme?: { readonly directory: string; readonly redirect: boolean };
  };
}
