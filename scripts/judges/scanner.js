import { readFileSync } from 'node:fs';
import { inTwo } from './in-two.js';
import { accepted } from './scanner-reasons.js';
import { everyTemplateFile } from './templates.js';

/**
 * The templates that hold every resource of every combination, through checkov's checks for CloudFormation. Without an account it knows no severities, so every
 * finding counts as high: it is mended or it has a reason. A reason that nothing needs any more is bad as well.
 */
export async function scanner() {
  const { few, nameOf } = await everyTemplateFile();
  const files = [...few, 'docs/bootstrap.json'];
  const start = performance.now();
  const outputs = await inTwo('.cache/scanner/bin/checkov', files, (half) => [
    ...['--framework', 'cloudformation', '--output', 'json', '--quiet', '--compact', '--skip-download'],
    ...half.flatMap((file) => ['--file', file]),
  ]);
  const reports = outputs.map((text) => JSON.parse(text));
  const found = reports.flatMap(({ results }) => results.failed_checks);
  const unjudged = reports.reduce((sum, { summary }) => sum + summary.parsing_errors, 0);
  const used = new Map(accepted.map((reason) => [reason, 0]));
  const bad = found.filter((one) => {
    const reason = accepted.find((candidate) => explains(candidate, one));
    if (reason !== undefined) used.set(reason, (used.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  const fileOf = ({ file_path: path }) => files.find((file) => file.endsWith(path.replace(/^\/+/, ''))) ?? path;
  for (const one of bad)
    console.log(`${fileOf(one)}: ${one.check_id} ${one.check_name} (${one.resource}) ${nameOf(fileOf(one)) ?? ''}`);
  for (const [{ check, why }, count] of used) console.log(`${count} × ${check} accepted: ${why}`);
  const idle = [...used].filter(([, count]) => count === 0);
  for (const [{ check, resources }] of idle) console.log(`no longer needed: ${check} for ${resources.join(', ')}`);
  const checks = reports.reduce((sum, { summary }) => sum + summary.passed + summary.failed, 0);
  console.log(`${files.length} templates, ${checks} checks, ${Math.round(performance.now() - start)} ms`);
  const badFiles = new Set(bad.map(fileOf)).size + unjudged;
  return { passed: files.length - badFiles, failed: badFiles + idle.length };
}

function explains({ check, resources, where }, found) {
  const id = found.resource.split('.').at(-1);
  if (found.check_id !== check || !resources.includes(id)) return false;
  return where === undefined || where(JSON.parse(readFileSync(found.repo_file_path.replace(/^\/+/, ''), 'utf8')), id);
}
