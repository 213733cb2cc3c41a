import { readFileSync } from 'node:fs';
import { type Arguments, readArguments, usage } from './arguments.ts';
import { type OpenCloud, openCloud } from './cloud.ts';
import { parseRules } from './faults/read.ts';
import type { Rule } from './faults/rule.ts';

/** Longest that a stop may take before the program ends all the same. State is on disk at the latest 100 ms after each change. */
const stopLimitMs = 4_500;

const words = process.argv.slice(2);
if (words.includes('--help')) {
  process.stdout.write(usage);
} else {
  const read = readArguments(words);
  if ('mistakes' in read) {
    process.stderr.write(`${read.mistakes.join('\n')}\n\n${usage}`);
    process.exitCode = 2;
  } else {
    await run(read);
  }
}

async function run(options: Arguments): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const cloud = await openCloud({ ...options, faults: rulesIn(options.faults), log: say });
    say(greeting(cloud.endpoint, options));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(cloud));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** The rules of a fault plan. Throws when the file is not one: a rehearsal of faults without its faults would prove nothing. */
function rulesIn(file: string | undefined): readonly Rule[] {
  if (file === undefined) return [];
  const read = parseRules(readFileSync(file, 'utf8'));
  if ('rules' in read) return read.rules;
  throw new Error(`${file} is no fault plan:\n${read.mistakes.join('\n')}`);
}

function end(cloud: OpenCloud): void {
  setTimeout(() => process.exit(1), stopLimitMs).unref();
  cloud.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
}

function greeting(endpoint: string, options: Arguments): string {
  return [
    `The local cloud listens on ${endpoint} (${options.region}, ${options.scale} AWS seconds a second, state in ${options.state}). Use it from another terminal:`,
    '',
    `  export AWS_ENDPOINT_URL=${endpoint}`,
    `  export AWS_REGION=${options.region} AWS_DEFAULT_REGION=${options.region}`,
    '  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_EC2_METADATA_DISABLED=true',
    '  aws cloudformation list-stacks',
    '',
    'Stop it with Ctrl-C; its state stays for the next time.',
  ].join('\n');
}
