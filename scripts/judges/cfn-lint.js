import { inTwo } from './in-two.js';
import { everyTemplateFile, goldenTemplates } from './templates.js';

/** Every rule of which a finding is passed over, with the one finding that is meant and the reason. */
const explained = [
  {
    rule: 'E3016',
    // July 2026: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
    why: 'its schema of update policies is older than AutoScalingInstanceRefresh',
    is: ({ Message, Location }) =>
      Message === "Additional properties are not allowed ('AutoScalingInstanceRefresh' was unexpected)" &&
      Location.Path?.join('/') === 'Resources/AutoScalingGroup/UpdatePolicy/AutoScalingInstanceRefresh',
  },
  ...['W3690', 'W3691'].map((rule) => ({
    rule,
    why: 'of a major version alone RDS takes its newest minor one, and CloudFormation compares by the major one (a property transform of the schema)',
    is: ({ Message }) => /^Engine version '\d+(\.\d)?' for engine/.test(Message),
  })),
  {
    rule: 'E3691',
    why: 'the same of MySQL and MariaDB, whose major versions have two numbers',
    is: ({ Message }) => /^'\d+\.\d+' is not one of \['\d+\.\d+\.\d+', /.test(Message),
  },
  {
    rule: 'W6001',
    why: 'the address of a guest begins with what the listener of its host speaks, which is an import',
    is: ({ Location }) => Location.Path?.slice(0, 2).join('/') === 'Outputs/Url',
  },
];

/** The golden templates, the one for the account, and those that hold every resource of every combination: any finding that is not explained, a warning too, is bad. */
export async function cfnLint() {
  const { few, nameOf } = await everyTemplateFile();
  const files = [...goldenTemplates(), 'docs/bootstrap.json', ...few];
  const start = performance.now();
  const outputs = await inTwo('.cache/judges/bin/cfn-lint', files, (half) => [
    ...['--format', 'json', '--regions', 'us-east-1', '--'],
    ...half,
  ]);
  const all = outputs.flatMap((text) => JSON.parse(text || '[]'));
  const reasonFor = (one) => explained.find(({ rule, is }) => rule === one.Rule.Id && is(one));
  for (const { rule, why } of explained) {
    const count = all.filter((one) => reasonFor(one)?.rule === rule).length;
    if (count > 0) console.log(`${count} × ${rule} explained: ${why}`);
  }
  const findings = all.filter((one) => reasonFor(one) === undefined);
  for (const { Filename, Rule, Message, Location } of findings)
    console.log(`${Filename}: ${Rule.Id} ${Message} (${Location.Path?.join('/')}) ${nameOf(Filename) ?? ''}`);
  console.log(`${files.length} templates, ${Math.round(performance.now() - start)} ms`);
  const bad = new Set(findings.map((one) => one.Filename)).size;
  return { passed: files.length - bad, failed: bad };
}
