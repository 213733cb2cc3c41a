import { spawnSync } from 'node:child_process';
import { goldenTemplates } from './templates.js';

/** Every golden template through cfn-lint; any finding, a warning too, is bad. */
export function cfnLint() {
  const files = goldenTemplates();
  const run = spawnSync('.cache/judges/bin/cfn-lint', ['--format', 'json', '--regions', 'us-east-1', '--', ...files], {
    encoding: 'utf8',
  });
  const findings = JSON.parse(run.stdout || '[]');
  for (const one of findings)
    console.log(`${one.Filename}: ${one.Rule.Id} ${one.Message} (${one.Location.Path?.join('/')})`);
  const bad = new Set(findings.map((one) => one.Filename)).size;
  return { passed: files.length - bad, failed: bad };
}
