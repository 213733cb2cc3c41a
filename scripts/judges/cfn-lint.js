import { spawnSync } from 'node:child_process';
import { goldenTemplates } from './templates.js';

/** Findings that we have looked at and keep, each with its reason. */
const explained = {
  W2001: 'TemplateDigest and the like are echoed by outputs and metadata only',
};

/** Every golden template through cfn-lint; any finding that is not explained is bad. */
export function cfnLint() {
  const files = goldenTemplates();
  const run = spawnSync('.cache/judges/bin/cfn-lint', ['--format', 'json', '--regions', 'us-east-1', '--', ...files], {
    encoding: 'utf8',
  });
  const findings = JSON.parse(run.stdout || '[]').filter((finding) => !explained[finding.Rule.Id]);
  for (const one of findings)
    console.log(`${one.Filename}: ${one.Rule.Id} ${one.Message} (${one.Location.Path?.join('/')})`);
  const bad = new Set(findings.map((one) => one.Filename)).size;
  return { passed: files.length - bad, failed: bad };
}
