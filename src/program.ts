import { setMaxListeners } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from './aws/cloud.ts';
import { meanings } from './commands/index.ts';
import { BeanpoleError } from './errors.ts';
import { inputNames, readInputs } from './github/inputs.ts';
import { githubJournal } from './github/journal.ts';
import { writeOutputs, writeSummary } from './github/report.ts';
import { startOf } from './github/start.ts';
import { main } from './main.ts';
import { applicationOf } from './plan/names.ts';
import { endOfFailure } from './report/failure.ts';
import { lookInto } from './runner/archive.ts';
import { asksForHelp, readArguments, usage } from './runner/arguments.ts';
import { realClock } from './runner/clock.ts';
import { realFiles } from './runner/files.ts';
import { realGit } from './runner/git.ts';
import { type LocalCloud, startLocalCloud } from './runner/local-cloud.ts';
import { startPackers } from './runner/packers.ts';
import { runCommand } from './runner/process.ts';
import { runProgram } from './runner/program.ts';
import { screenOf, terminalJournal } from './runner/terminal.ts';
import { openWorkspace } from './runner/workspace.ts';
import type { World } from './world.ts';

const env = process.env;
const words = process.argv.slice(2);
const onGitHub = env['GITHUB_ACTIONS'] === 'true';
const journal = onGitHub ? githubJournal(realClock.now) : terminalJournal(screenOf(process.stdout, env, realClock.now));
const programs = dirname(fileURLToPath(import.meta.url));
const scratch = mkdtempSync(join(env['RUNNER_TEMP'] ?? tmpdir(), 'beanpole-'));
/** When the run began; earlier than now where the end of its time is tried out. */
const began = Number(env['BEANPOLE_BEGAN_MS'] ?? Date.now());
const cancelled = new AbortController();
/** Aborted when the run's time is over. */
const over = new AbortController();
const ended = AbortSignal.any([cancelled.signal, over.signal]);
setMaxListeners(0, ended);
const clock = { now: realClock.now, sleep: (ms: number) => realClock.sleep(ms, cancelled.signal) };
/** A local cloud whose time runs quickly is worth looking at more often than AWS. */
const pollMs = Number(env['BEANPOLE_POLL_MS'] ?? 1000);
/** How long one attempt of a request to AWS may be silent; shorter where silence is tried out. */
const requestMs = Number(env['BEANPOLE_REQUEST_MS'] ?? 60_000);
let local: LocalCloud | undefined;
let calls = 0;

/** GitHub kills a cancelled step 7.5 s after SIGINT; what still hangs by then must not keep the report from being written. */
const lastWordMs = 3_500;
/** How long a cancelled run waits for its local cloud. */
const partingMs = 500;
/** What a run may still say after its time is over: what is pending, and what the instances logged. */
const lastReportMs = 30_000;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancelled.abort(cancellation()));
process.exitCode = await run();
// A request that hangs, or the pause before the next attempt of one, would keep the process alive.
if (ended.aborted) process.exit();

/** One run from its inputs to its exit code. */
async function run(): Promise<number> {
  try {
    if (!onGitHub && asksForHelp(words)) {
      process.stdout.write(usage(meanings, inputNames));
      return 0;
    }
    return await tell(await Promise.race([worldOf().then(main), cutOff()]));
  } catch (error) {
    return tell(endOfFailure(error));
  } finally {
    // Nobody waits for a local cloud after a cancelled run: it has got its signal, and ends alone.
    await (cancelled.signal.aborted ? Promise.race([local?.stop(), realClock.sleep(partingMs)]) : local?.stop());
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Never settles unless the run is cancelled or its time is over; then it rejects a little later. */
function cutOff(): Promise<never> {
  return new Promise((_, reject) => {
    const rejectAfter = (ms: number, { reason }: AbortSignal) => setTimeout(() => reject(reason), ms).unref();
    cancelled.signal.addEventListener('abort', () => rejectAfter(lastWordMs, cancelled.signal), { once: true });
    over.signal.addEventListener('abort', () => rejectAfter(lastReportMs, over.signal), { once: true });
  });
}

async function tell(ended: Awaited<ReturnType<typeof main>>): Promise<number> {
  journal.end();
  if (calls > 0) journal.line(`${calls} requests to AWS`);
  if (ended.notice !== undefined) journal.notice(ended.notice, ended.text);
  else if (ended.verdict === 'good') journal.line(ended.text);
  else journal.error(ended.title ?? 'Failed', ended.text, ended.place);
  if (onGitHub) await writeOutputs(ended.outputs);
  // The verdict stands; a report that cannot be written must not change it.
  await writeSummary(ended.summary).catch((error) => journal.warning(`The job summary could not be written: ${error}`));
  return ended.verdict === 'good' ? 0 : 1;
}

async function worldOf(): Promise<World> {
  const inputs = onGitHub ? readInputs(env) : readArguments(words, inputNames);
  const workspace = openWorkspace(env['GITHUB_WORKSPACE'] ?? process.cwd());
  const start = await startOf(
    {
      env: onGitHub ? env : {},
      payload: onGitHub ? payload(env['GITHUB_EVENT_PATH']) : undefined,
      checkout: () => realGit.head(workspace.root),
      token: inputs['github-token'],
    },
    // What is told of a cancelled run is told after the cancellation, so these pauses do not end with it.
    { sleep: (ms) => realClock.sleep(ms), warn: journal.warning },
  );
  return {
    inputs,
    ...start,
    event: {
      ...given('application', 'GITHUB_REPOSITORY', applicationOf(env['GITHUB_REPOSITORY'])),
      ...given('region', 'AWS_REGION', env['AWS_REGION']),
      ...(start.trigger.kind === 'act' ? start.trigger.values : {}),
    },
    journal,
    clock,
    workspace,
    files: realFiles,
    git: realGit,
    startPackers: () => startPackers(join(programs, 'packer', 'index.js')),
    lookInto,
    began,
    scratch,
    agent: join(programs, 'agent', 'index.js'),
    pollMs,
    build: (step) => runCommand({ ...step, environment: env, signal: cancelled.signal }, journal.line),
    program: (step, hear) =>
      runProgram({ ...step, environment: { ...env, ...step.environment }, signal: cancelled.signal }, hear),
    cloud: connectUntil,
    rehearse,
  };
}

/** Gives up at the deadline, epoch milliseconds. */
function connectUntil(region: string, deadline: number): ReturnType<World['cloud']> {
  setTimeout(() => over.abort(overtime()), deadline - Date.now()).unref();
  return connect({
    region,
    requestMs,
    files: realFiles,
    waiting: { clock, pollMs },
    signal: ended,
    onCall: () => {
      calls += 1;
    },
    ...endpoint(),
  });
}

function payload(path: string | undefined): unknown {
  return path === undefined ? undefined : JSON.parse(readFileSync(path, 'utf8'));
}

function given(name: string, variable: string, value: string | undefined) {
  return value === undefined ? {} : { [name]: { value, variable } };
}

/** Where AWS is answered for, when it is not AWS. A local cloud of our own never gets to see the credentials for AWS. */
function endpoint() {
  if (local !== undefined) {
    return { endpoint: local.endpoint, credentials: { accessKeyId: 'LOCALCLOUD', secretAccessKey: 'local' } };
  }
  const url = env['AWS_ENDPOINT_URL'];
  return url === undefined ? {} : { endpoint: url };
}

async function rehearse(region: string): Promise<void> {
  local = await startLocalCloud(join(programs, 'local', 'index.js'), {
    state: join(scratch, 'cloud'),
    scale: 20,
    region,
  });
}

function overtime(): BeanpoleError {
  return new BeanpoleError('timeout', "The run's time is over, and AWS still owes an answer.", {
    fix: 'An operation that was begun goes on in CloudFormation alone. Run again to see how it ended, or raise deploy.limit.',
  });
}

function cancellation(): BeanpoleError {
  return new BeanpoleError(
    'cancelled',
    'The run was cancelled. An update that has begun goes on in CloudFormation, which finishes or undoes it alone.',
    {
      fix: 'Run again to see how it ended: the next run waits for it.',
    },
  );
}
