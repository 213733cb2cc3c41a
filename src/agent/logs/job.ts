import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, readDescription } from '../description.ts';
import type { InstanceDescription } from '../instance.ts';
import { followFiles } from './files.ts';
import { readMarks } from './marks.ts';
import { filesOfLocal, filesOnAmazon } from './places.ts';
import type { Job } from './stream.ts';
import { followJournal } from './systemd.ts';

/** What is sent from an instance of Amazon Linux. */
export function jobOnAmazon(home: string): Job {
  const marks = readMarks(home);
  const files = followFiles(() => filesOnAmazon(home, namedIn(home)), marks);
  return { group: () => servedIn(home)?.logGroup, sources: [followJournal(marks), files], marks };
}

/** What is sent from an instance of the local cloud, whose own directory is `root`. */
export function jobOfLocal(home: string, root: string): Job {
  const marks = readMarks(home);
  const files = followFiles(() => filesOfLocal(home, root, namedIn(home)), marks);
  return { group: () => servedIn(home)?.logGroup, sources: [files], marks };
}

/** Asked each time: an update in place may bring other files, or end it. */
function servedIn(home: string): InstanceDescription | undefined {
  const file = join(home, 'instance.json');
  return existsSync(file) ? readDescription(file) : undefined;
}

/** Files that the settings name; none before the configuration is there. */
function namedIn(home: string): readonly string[] {
  const sha256 = servedIn(home)?.config.sha256;
  const file = join(home, 'artifacts', `${sha256}.json`);
  return existsSync(file) ? (readConfig(file).logs?.files ?? []) : [];
}
