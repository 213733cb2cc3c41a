import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Real milliseconds from the start of user data to the start of this program: user data writes `instance.json` first, then it fetches Node.js and the agent.
 * `undefined` where there is no such file.
 */
export function sinceUserData(home: string): number | undefined {
  const written = statSync(join(home, 'instance.json'), { throwIfNoEntry: false })?.mtimeMs;
  return written === undefined ? undefined : Math.max(0, performance.timeOrigin - written);
}
