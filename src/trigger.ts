import type { EventValues } from './settings/inputs.ts';

/** A pull request, as the event tells it. */
export interface Pull {
  readonly number: number;
  /** `owner/name` of the repository that it comes from; absent when that one was deleted. */
  readonly from?: string;
  readonly head: string;
}

/** What the event that started the run means for it. */
export type Trigger =
  /** `command`: what is done when nobody says; absent: `deploy`. `values`: settings that the event gives. */
  | { readonly kind: 'act'; readonly command?: string; readonly values: EventValues; readonly pull?: Pull }
  /** Nothing is to be done, and that is right: the run ends green, with a notice. */
  | { readonly kind: 'skip'; readonly title: string; readonly text: string }
  /** What is checked out must not run with the rights of this run. */
  | { readonly kind: 'refuse'; readonly message: string; readonly fix: string };
