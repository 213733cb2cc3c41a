import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsShim } from './aws-shim.ts';

/** Commands of Amazon Linux 2023 that a local instance has no use for: they succeed and leave a line of what was asked. */
const recorded = ['dnf', 'yum', 'systemctl'] as const;

/**
 * Fills an instance's private `bin` with what user data for Amazon Linux 2023 expects to find. `curl` is left to the machine where it has one: user data
 * asks the metadata service with it.
 */
export function writeShims(bin: string): void {
  mkdirSync(bin, { recursive: true });
  for (const name of recorded) command(bin, name, recorder(name));
  command(bin, 'node', node());
  command(bin, 'node-24', node());
  writeFileSync(join(bin, 'aws.mjs'), awsShim);
  command(bin, 'aws', runScript('aws.mjs'));
  writeFileSync(join(bin, 'curl.mjs'), curlShim);
  command(
    bin,
    'curl',
    `for real in /usr/bin/curl /bin/curl /usr/local/bin/curl /opt/homebrew/bin/curl; do\n  [ -x "$real" ] && exec "$real" "$@"\ndone\n${runScript('curl.mjs')}`,
  );
}

function command(bin: string, name: string, body: string): void {
  const file = join(bin, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

function recorder(name: string): string {
  return `printf '%s\\n' "${name} $*" >> "$(dirname "$0")/../asked.log"\nexit 0`;
}

function node(): string {
  return `exec '${process.execPath}' "$@"`;
}

function runScript(file: string): string {
  return `exec '${process.execPath}' "$(dirname "$0")/${file}" "$@"`;
}

/** The little of curl that scripts ask the metadata service with, for a machine that has no curl. */
const curlShim = `import { writeFileSync } from 'node:fs';
const words = process.argv.slice(2);
const request = { method: 'GET', headers: {} };
let url, output, failing = false;
for (let at = 0; at < words.length; at += 1) {
  const word = words[at];
  if (word === '-X' || word === '--request') request.method = words[++at];
  else if (word === '-H' || word === '--header') {
    const [name, ...value] = words[++at].split(':');
    request.headers[name] = value.join(':').trim();
  } else if (word === '-o' || word === '--output') output = words[++at];
  else if (['--retry', '--retry-delay', '--max-time', '-m', '--connect-timeout'].includes(word)) at += 1;
  else if (word === '--fail' || /^-[sSkL]*f[sSkL]*$/.test(word)) failing = true;
  else if (!word.startsWith('-')) url = word;
}
try {
  const answer = await fetch(url, request);
  if (failing && !answer.ok) throw Object.assign(new Error('The requested URL returned error: ' + answer.status), { exit: 22 });
  const body = Buffer.from(await answer.arrayBuffer());
  if (output) writeFileSync(output, body);
  else process.stdout.write(body);
} catch (error) {
  console.error('curl: ' + error.message);
  process.exitCode = error.exit ?? 7;
}
`;
