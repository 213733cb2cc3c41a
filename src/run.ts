/** The facts of the workflow run that started us; all absent on a terminal. */
export interface Run {
  /** Run id and attempt: together they name this run's operations, so that a later run can recognise them. */
  readonly id: string;
  readonly attempt: string;
  /** Tells apart the steps of one attempt. */
  readonly step?: string;
  /** Page of the run. */
  readonly url?: string;
  /** `owner/name`. */
  readonly repository?: string;
  /** The commit whose tree is deployed: of a pull request its head, not the merge commit. */
  readonly commit?: string;
}

/** A pull request as it is now. */
export interface PullState {
  readonly state: 'open' | 'closed';
  /** Its newest commit. */
  readonly head: string;
}

/** How a commit stands to another one; the words are GitHub's. */
export type Comparison = 'ahead' | 'behind' | 'identical' | 'diverged';

/** A deployment, as the page of the repository shows it. */
export interface DeploymentStart {
  /** GitHub's name of the environment. */
  readonly environment: string;
  readonly commit: string;
  /** Whether it is the preview of a pull request, which goes again. */
  readonly transient: boolean;
  readonly production: boolean;
}

/** How a deployment goes; the words are GitHub's. */
export interface DeploymentStatus {
  readonly state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  readonly description: string;
  readonly url?: string;
}

/**
 * The repository's own page, where people see what a run did. What GitHub refuses or does not answer is a warning and never a failure: a report does not change what became
 * of an environment.
 */
export interface GitHub {
  /** How `head` stands to `base` in the history of the repository; nothing when nobody can tell. */
  compare(base: string, head: string): Promise<Comparison | undefined>;
  /** Nothing when nobody can tell. */
  pull(number: number): Promise<PullState | undefined>;
  /** Makes or edits the one comment that begins with `marker`; `write` gets the text as it is and gives the new one, or nothing to leave it. */
  comment(pull: number, marker: string, write: (before: string | undefined) => string | undefined): Promise<void>;
  /** The id of a new deployment; nothing when the job has one already, by its own `environment:`. */
  beginDeployment(start: DeploymentStart): Promise<number | undefined>;
  endDeployment(id: number, status: DeploymentStatus): Promise<void>;
  /** Says of every deployment of an environment that it is over. */
  retireDeployments(environment: string): Promise<void>;
}

/** The inputs of action.yml by name; an input that was left empty is absent. */
export type Inputs = Readonly<Record<string, string | undefined>>;

/** Where the run tells what it does. The edge decides how that looks: log groups, plain lines, annotations. */
export interface Journal {
  /** Begins a part of the story; ends the one before. */
  stage(title: string): void;
  line(text: string): void;
  warning(text: string): void;
  /** The annotation of a good run that did not do what it was started for. */
  notice(title: string, text: string): void;
  /** The one annotation of a failed run. */
  error(title: string, text: string, place?: { readonly file: string; readonly line: number }): void;
  /** What goes on right now, in a few words: on a terminal a line that replaces itself until the part ends, elsewhere nothing. */
  progress(text: string): void;
  /** Ends the part that is open. */
  end(): void;
}
