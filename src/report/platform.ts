import { type Ended, withLines } from './ended.ts';

interface Update {
  readonly environment: string;
  /** The machine images; absent: it did not come to asking for them. */
  readonly before?: string;
  readonly after?: string;
}

/** The end of `update-platform`: that of a deploy, and which machine image the instances have. */
export function endOfPlatformUpdate(ended: Ended, { environment, before, after }: Update): Ended {
  if (before === undefined || after === undefined) return ended;
  if (ended.verdict === 'bad')
    return { ...ended, title: `The machine image ${after} was not taken in ${environment}; ${before} stays` };
  const line =
    before === after
      ? `Its machine image ${after} is the newest.`
      : `Every instance has the machine image ${after} now, in place of ${before}.`;
  return withLines(ended, [line]);
}
