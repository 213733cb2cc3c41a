import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentConfig } from '../../settings/environment-config.ts';
import type { Clock } from '../clock.ts';
import { readConfig, readDescription } from '../description.ts';
import { localAccessLog } from '../hosts/local.ts';
import { accessLog } from '../hosts/nginx.ts';
import type { InstanceDescription } from '../instance.ts';
import { followFiles } from './files.ts';
import { followHealth } from './health.ts';
import { readMarks } from './marks.ts';
import { filesOfLocal, filesOnAmazon } from './places.ts';
import type { Source } from './source.ts';
import type { Job } from './stream.ts';
import { followJournal } from './systemd.ts';

/** What is sent from an instance of Amazon Linux. */
export function jobOnAmazon(home: string, clock: Clock): Job {
  const marks = readMarks(home);
  const files = followFiles(() => filesOnAmazon(home, namedIn(home)), marks);
  return {
    group: () => servedIn(home)?.logGroup,
    sources: [followJournal(marks), files, healthOf(home, accessLog, clock)],
    marks,
  };
}

/** What is sent from an instance of the local cloud, whose own directory is `root`. */
export function jobOfLocal(home: string, root: string, clock: Clock): Job {
  const marks = readMarks(home);
  const files = followFiles(() => filesOfLocal(home, root, namedIn(home)), marks);
  return {
    group: () => servedIn(home)?.logGroup,
    sources: [files, healthOf(home, localAccessLog(home), clock)],
    marks,
  };
}

/** Asked each time: an update in place may bring other files, or end it. */
function servedIn(home: string): InstanceDescription | undefined {
  const file = join(home, 'instance.json');
  return existsSync(file) ? readDescription(file) : undefined;
}

function healthOf(home: string, log: string, clock: Clock): Source {
  return followHealth({
    home,
    accessLog: log,
    wanted: () => {
      const health = wishesIn(home)?.health;
      const served = servedIn(home);
      if (health === undefined || served === undefined) return undefined;
      return { ...health, environment: `${served.application}-${served.environment}` };
    },
    clock,
  });
}

/** Files that the settings name; none before the configuration is there. */
function namedIn(home: string): readonly string[] {
  return wishesIn(home)?.files ?? [];
}

/** What the settings want sent; nothing before the configuration is there. */
function wishesIn(home: string): EnvironmentConfig['logs'] {
  const sha256 = servedIn(home)?.config.sha256;
  const file = join(home, 'artifacts', `${sha256}.json`);
  return existsSync(file) ? readConfig(file).logs : undefined;
}
