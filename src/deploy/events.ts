import type { Step } from './decide.ts';
import type { Change, StackEvent } from './ports.ts';
import type { SlotStep } from './slots.ts';

/** Everything that a deploy tells while it runs. */
export type DeployEvent =
  /** What was decided for a stack, and in which status it was. */
  | { readonly kind: 'decided'; readonly stack: string; readonly status: string | undefined; readonly step: Step }
  /** Somebody else's operation holds the stack. Told when the wait begins and then about once a minute. */
  | {
      readonly kind: 'waiting';
      readonly stack: string;
      readonly status: string;
      /** Run id of the holder, when it is a run of this action. */
      readonly run?: string;
      readonly waitedMs: number;
      /** When that operation began, by AWS's clock, in milliseconds. */
      readonly began?: number;
      /** Milliseconds that this run can still wait. */
      readonly leftMs: number;
    }
  | { readonly kind: 'changes'; readonly stack: string; readonly changes: readonly Change[] }
  | { readonly kind: 'started'; readonly stack: string; readonly intent: 'create' | 'update' | 'delete' | 'recover' }
  /** The policy changes before the rest, in an update of its own that touches no instance. */
  | { readonly kind: 'policy'; readonly stack: string }
  /** The slots are prepared before the version changes, in an update of its own. */
  | { readonly kind: 'slots'; readonly stack: string; readonly step: SlotStep }
  /** The version is live, and the former one stays up for so many minutes. */
  | { readonly kind: 'kept'; readonly stack: string; readonly minutes: number }
  /** One new line of the stack's own history. */
  | { readonly kind: 'progress'; readonly stack: string; readonly event: StackEvent }
  /** A group is started or stopped, as its hours and the deploy want. */
  | { readonly kind: 'hours'; readonly stack: string; readonly text: string }
  /** Something that the user should know and that does not stop the deploy. */
  | { readonly kind: 'warning'; readonly stack: string; readonly text: string };

/** Hears what happens, as it happens. */
export interface Reporter {
  tell(event: DeployEvent): void;
}
