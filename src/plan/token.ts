/** What names one run of the workflow. A re-run has the same id and the next attempt. */
export interface RunIdentity {
  readonly id: string;
  readonly attempt: string;
  /** Tells apart the steps of one attempt: each makes operations of its own. */
  readonly step?: string;
}

const prefix = 'beanpole';
/** CloudFormation takes 128 characters as a ClientRequestToken; some are left for what follows: `-delete`, `-continue-3`. */
const longest = 112;

/**
 * The ClientRequestToken of one intent of one run. CloudFormation writes it on every event of the operation, its automatic
 * rollback included, so any later run can tell whose operation it sees.
 */
export function tokenOf(run: RunIdentity, intent: string): string {
  const words = intent.replace(/[^A-Za-z0-9]+/g, '-');
  const step = run.step === undefined ? '' : `${run.step}-`;
  return `${runPrefix(run)}${run.attempt}-${step}${words}`.slice(0, longest);
}

/** Whether an operation was started by this run, in this attempt or in an earlier one. */
export function isOfRun(token: string | undefined, run: RunIdentity): boolean {
  return token?.startsWith(runPrefix(run)) ?? false;
}

/** The run that a token names, to say who holds a stack; nothing when somebody else made the token. */
export function runOf(token: string | undefined): RunIdentity | undefined {
  const [, id, attempt] = /^beanpole-([A-Za-z0-9]+)-(\d+)-/.exec(token ?? '') ?? [];
  return id === undefined || attempt === undefined ? undefined : { id, attempt };
}

/** Without hyphens in the id, run `1` cannot take run `1-2` for itself. */
function runPrefix(run: RunIdentity): string {
  return `${prefix}-${run.id.replace(/[^A-Za-z0-9]/g, '').slice(-64)}-`;
}
