import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const action = new URL('../../dist/index.js', import.meta.url).pathname;
let runs = 0;

/**
 * Runs the built action as GitHub's runner does: inputs as INPUT_*, the run's facts as GITHUB_*, files for outputs and the summary.
 * @param {{workspace: string, inputs?: Record<string, string>, environment?: Record<string, string>, node?: string, onLine?: (line: string) => void, onStart?: (step: import('node:child_process').ChildProcess) => void, signal?: AbortSignal}} step
 * @returns {Promise<{code: number | null, log: string, outputs: Record<string, string>, summary: string}>}
 */
export async function runAction({
  workspace,
  inputs = {},
  environment = {},
  node = process.execPath,
  onLine,
  onStart,
  signal,
}) {
  const temp = mkdtempSync(join(tmpdir(), 'beanpole-step-'));
  const file = (name) => {
    writeFileSync(join(temp, name), '');
    return join(temp, name);
  };
  mkdirSync(join(temp, 'runner'));
  const files = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_ENV: file('env'),
    GITHUB_STATE: file('state'),
    GITHUB_PATH: file('path'),
  };
  runs += 1;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LANG: 'C.UTF-8',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'octo-org/hello',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_RUN_ID: String(1000 + runs),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_NUMBER: String(runs),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTOR: 'octocat',
    RUNNER_TEMP: join(temp, 'runner'),
    BEANPOLE_POLL_MS: '100',
    // GitHub runs actions on Node 24; on an older one the SDK would announce in every run that it is old.
    NODE_NO_WARNINGS: '1',
    ...files,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...environment,
  };
  const step = spawn(node, [action], {
    cwd: workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
  });
  onStart?.(step);
  let log = '';
  let rest = '';
  const read = (chunk) => {
    log += chunk;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  };
  step.stdout.setEncoding('utf8').on('data', read);
  step.stderr.setEncoding('utf8').on('data', read);
  const code = await new Promise((resolve, reject) => {
    step.once('error', reject);
    step.once('close', resolve);
  });
  const result = {
    code,
    log,
    outputs: parseOutputs(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
  rmSync(temp, { recursive: true, force: true });
  return result;
}

/** Reads the heredoc form in which actions write outputs: `name<<delimiter`, lines, `delimiter`. */
function parseOutputs(text) {
  const outputs = {};
  for (const found of text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n?^\2$/gm)) outputs[found[1]] = found[3];
  return outputs;
}
