import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLocalCloud } from '../stage/local-cloud.js';

/** Where the runner stands together with what the action needs, as it runs sources and not what is built. */
export const place = '.cache/local-action';

/** An npm install line for the runner beside the action's own packages. */
export function installLine() {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const own = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
  const quiet = '--ignore-scripts --no-audit --no-fund --loglevel error';
  return `mkdir -p ${place} && echo '{"type":"module"}' > ${place}/package.json && npm install --prefix ${place} ${quiet} @github/local-action@7.0.1 tsx@4 ${own.join(' ')}`;
}

/** GitHub's own runner of actions on a developer's machine deploys an example, with its stubs in place of the toolkit. */
export async function localAction() {
  const room = mkdtempSync(join(tmpdir(), 'beanpole-local-action-'));
  stage();
  const cloud = await startLocalCloud({ state: join(room, 'cloud'), scale: 20 });
  try {
    const created = run(room, { ...cloud.environment, INPUT_COMMAND: 'deploy' });
    const status = run(room, { ...cloud.environment, INPUT_COMMAND: 'status' });
    const checks = [
      created.includes('::set-output name=outcome::created'),
      /::set-output name=url::http:\/\//.test(created),
      status.includes('::set-output name=outcome::live'),
      readFileSync(join(room, 'summary.md'), 'utf8').includes('hello, tiny: created'),
    ];
    const failed = checks.filter((good) => !good).length;
    if (failed > 0) console.log(`${created}\n${status}`);
    return { passed: checks.length - failed, failed };
  } finally {
    await cloud.stop();
    rmSync(room, { recursive: true, force: true });
  }
}

/** The sources, the agent as it is built, and an entrypoint in the form that this runner wants. */
function stage() {
  rmSync(join(place, 'src'), { recursive: true, force: true });
  cpSync('src', join(place, 'src'), { recursive: true });
  for (const file of ['action.yml', 'tsconfig.json']) cpSync(file, join(place, file));
  cpSync('dist/agent/index.js', join(place, 'src/agent/index.js'));
  writeFileSync(join(place, 'src/main-export.ts'), "export const run = () => import('./index.ts');\n");
}

function run(room, environment) {
  const facts = {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(room, 'summary.md'),
    GITHUB_WORKSPACE: resolve('examples/hello-node'),
    GITHUB_REPOSITORY: 'octo-org/hello',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    INPUT_ENVIRONMENT: 'tiny',
    BEANPOLE_POLL_MS: '100',
    ...environment,
  };
  writeFileSync(
    join(room, '.env'),
    Object.entries(facts)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  writeFileSync(join(room, 'summary.md'), '', { flag: 'a' });
  const words = ['--no-install', 'local-action', '.', 'src/main-export.ts', join(room, '.env')];
  const { stdout, stderr } = spawnSync('npx', words, { cwd: place, encoding: 'utf8', timeout: 180_000 });
  return stdout + stderr;
}
