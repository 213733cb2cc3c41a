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
  /** Ends the part that is open. */
  end(): void;
}
