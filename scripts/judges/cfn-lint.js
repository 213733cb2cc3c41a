import { spawnSync } from 'node:child_process';
import { goldenTemplates } from './templates.js';

/**
 * What cfn-lint says of AutoScalingInstanceRefresh: its schema of update policies is older than that attribute (July 2026,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html). Exactly this finding is explained, no other.
 */
const isNewer = ({ Rule, Message, Location }) =>
  Rule.Id === 'E3016' &&
  Message === "Additional properties are not allowed ('AutoScalingInstanceRefresh' was unexpected)" &&
  Location.Path?.join('/') === 'Resources/AutoScalingGroup/UpdatePolicy/AutoScalingInstanceRefresh';

/**
 * It calls a major version alone deprecated. RDS takes its newest minor version then, and CloudFormation compares by the major one (a property transform of
 * the resource's schema), so that an automatic minor upgrade is no difference to the template.
 */
const isMajorAlone = ({ Rule, Message }) =>
  ['W3690', 'W3691'].includes(Rule.Id) && /^Engine version '\d+(\.\d)?' for engine/.test(Message);

/** The address of a guest begins with what the listener of its host speaks, which is an import; to tell the address is the purpose of the output. */
const isGuestsAddress = ({ Rule, Location }) =>
  Rule.Id === 'W6001' && Location.Path?.slice(0, 2).join('/') === 'Outputs/Url';

const isExplained = (one) => isNewer(one) || isMajorAlone(one) || isGuestsAddress(one);

/** Every golden template, and the one for the account, through cfn-lint; any finding that is not explained, a warning too, is bad. */
export function cfnLint() {
  const files = [...goldenTemplates(), 'docs/bootstrap.json'];
  const run = spawnSync('.cache/judges/bin/cfn-lint', ['--format', 'json', '--regions', 'us-east-1', '--', ...files], {
    encoding: 'utf8',
  });
  const all = JSON.parse(run.stdout || '[]');
  const findings = all.filter((one) => !isExplained(one));
  if (findings.length < all.length)
    console.log(
      `${all.length - findings.length} explained: AutoScalingInstanceRefresh is newer than cfn-lint, a major version alone is meant, and an address may begin with an import`,
    );
  for (const one of findings)
    console.log(`${one.Filename}: ${one.Rule.Id} ${one.Message} (${one.Location.Path?.join('/')})`);
  const bad = new Set(findings.map((one) => one.Filename)).size;
  return { passed: files.length - bad, failed: bad };
}
