import { join, resolve } from 'node:path';
import { awsClient } from './aws/client.ts';
import { instanceCredentials } from './aws/credentials.ts';
import { instanceMetadata } from './aws/metadata.ts';
import { boot } from './boot.ts';
import { scaledClock } from './clock.ts';
import { readDescription } from './description.ts';
import { reasonOf } from './failure.ts';
import { amazonLinux } from './hosts/amazon-linux.ts';
import { localHost } from './hosts/local.ts';
import { machine } from './hosts/machine.ts';
import { openJournal } from './journal.ts';

const usage = 'Usage: agent.mjs boot|serve <instance.json>';

/** Builds the world out of the environment and runs the story. Returns the exit code. */
async function main([duty, file]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if ((duty !== 'boot' && duty !== 'serve') || file === undefined) throw new Error(usage);
  const description = readDescription(file);
  const home = env['BEANPOLE_HOME'] ?? '/opt/beanpole';
  const clock = scaledClock(Number(env['BEANPOLE_TIME_SCALE'] ?? 1));
  const journal = openJournal(join(home, 'log'), print);
  const metadata = instanceMetadata(env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254', clock);
  const credentials = instanceCredentials(metadata, env);
  const aws = awsClient({ region: description.region, endpoint: env['AWS_ENDPOINT_URL'], credentials, clock });
  const host =
    env['BEANPOLE_HOST'] === 'local'
      ? localHost({ clock, journal, httpPort: Number(env['BEANPOLE_HTTP_PORT']), env })
      : amazonLinux({ clock, journal, machine: machine(), home, serve: [...program(), 'serve', resolve(file)] });
  const until = untilTold();
  const instance = await metadata.get('meta-data/instance-id');
  return boot({ host, aws, clock, journal, home, instance, until, duty }, description);
}

/** This node and this file, by their absolute paths. */
function program(): readonly string[] {
  return [process.execPath, ...process.argv.slice(1, 2)];
}

function untilTold(): AbortSignal {
  const told = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => told.abort(new Error(`The instance was told to stop (${name}).`)));
  }
  return told.signal;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main(process.argv.slice(2), process.env)
  .catch((error: unknown) => {
    print(`The agent failed: ${reasonOf(error)}`);
    return 1;
  })
  // A probe or a download that nobody waits for any more must not keep the instance alive.
  .then((code) => process.exit(code));
