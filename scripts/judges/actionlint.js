import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every workflow that we run or show, and each block of the README that is one. */
export function actionlint() {
  const room = mkdtempSync(join(tmpdir(), 'beanpole-actionlint-'));
  const workflows = ['.github/workflows', 'examples/workflows'].flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name)),
  );
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map(([, text]) => text)
    .filter((text) => /^jobs:/m.test(text))
    .map((text, index) => {
      const file = join(room, `readme-${index + 1}.yml`);
      writeFileSync(file, text);
      return file;
    });
  let failed = 0;
  for (const file of [...workflows, ...shown]) {
    const run = spawnSync('.cache/judges/bin/actionlint', ['-no-color', file], { encoding: 'utf8' });
    if (run.status !== 0) {
      failed += 1;
      console.log(run.stdout + run.stderr);
    }
  }
  rmSync(room, { recursive: true, force: true });
  return { passed: workflows.length + shown.length - failed, failed };
}
