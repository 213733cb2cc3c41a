import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { goldenTemplates } from './templates.js';

/** EC2 takes so many bytes of user data. */
const userDataBytes = 16_384;

/** The user data of every golden template, as an instance gets it but for the values, through ShellCheck. */
export function shellCheck() {
  let [passed, failed] = [0, 0];
  for (const file of goldenTemplates()) {
    for (const script of scriptsOf(file)) {
      const run = spawnSync('.cache/judges/bin/shellcheck', ['--shell=bash', '-'], { input: script, encoding: 'utf8' });
      const size = Buffer.byteLength(script);
      if (run.status === 0 && size < userDataBytes) {
        passed += 1;
        continue;
      }
      failed += 1;
      console.log(`${file}: ${size} bytes\n${run.stdout}${run.stderr}`);
    }
  }
  return { passed, failed };
}

function scriptsOf(file) {
  const { Resources } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.values(Resources).flatMap((resource) => {
    const text = resource.Properties?.LaunchTemplateData?.UserData?.['Fn::Base64']?.['Fn::Sub'];
    return typeof text === 'string' ? [filled(text)] : [];
  });
}

/** What CloudFormation's Fn::Sub makes of it: `${!x}` is bash's own, any other is a value. */
function filled(text) {
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_, mark, name) => (mark === '!' ? `\${${name}}` : `value-of-${name}`));
}
