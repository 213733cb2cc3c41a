import { everyTemplateFile, goldenTemplates } from './templates.js';

/** Findings that are not right, each with its reason. */
const explained = [
  // It does not see a `Ref` in an update policy, which is where these two are used.
  /^Parameter '(BatchSize|MinInService)' is not referenced/,
  // Nor one in the ports of a rule: they are the parameters DatabasePort and CachePort.
  /^\['FromPort', 'ToPort'\] are required properties when using 'IpProtocol' value tcp$/,
  // Nor a certificate that the template itself makes; that every HTTPS and TLS listener has one is held by the test of trap 19.
  /^(HTTPS|TLS) listener requires Certificates$/,
  // They hold the ARN of a secret, as everybody may see; the secret itself is read on the instance alone.
  /^Parameter '(DatabaseSecret|CacheSecret)' appears to be a password/,
  // A slot that serves is there, and one that is brought up too: `ServesSlotA` and `IdleSlotUp` each imply `HasSlotA`, which it does not see.
  /^Reference to '(SlotB)?AutoScalingGroup' which is conditional on 'HasSlot[AB]'/,
  // Of a major version alone RDS takes its newest minor one; the list has minor ones only.
  /^'\d+\.\d+' is not one of \['\d+\.\d+\.\d+', /,
];
/** Findings that are not right in one template. */
const explainedIn = [
  // The listener of somebody else's load balancer: the user wrote its ARN out, account and all.
  {
    name: /compute-balancer-guest-listener\.json$|a guest elsewhere/,
    message: /^Property 'ListenerArn' has a hardcoded ARN|^Hardcoded account ID/,
  },
  // So has who names a topic that is there, or a queue that it tells.
  { name: /people who are told|a topic that is there/, message: /^Hardcoded account ID/ },
];

/** Every golden template, and those of every pair of choices, through AWS's own offline validator; errors and warnings that are not explained are bad. */
export async function cloudFormationValidate() {
  const { CelEngine, TemplateFile } = await import('@aws/cloudformation-validate');
  const engine = new CelEngine();
  const { files, nameOf } = await everyTemplateFile();
  let [passed, failed] = [0, 0];
  for (const file of [...goldenTemplates(), ...files]) {
    const { diagnostics } = engine.validateStandard(new TemplateFile(file));
    const isExplained = ({ message }) =>
      explained.some((known) => known.test(message)) ||
      explainedIn.some((known) => known.name.test(nameOf(file) ?? file) && known.message.test(message));
    const findings = diagnostics.filter(
      (one) => ['FATAL', 'ERROR', 'WARN'].includes(one.severity) && !isExplained(one),
    );
    for (const one of findings)
      console.log(`${file}: ${one.severity} ${one.ruleId} ${one.message} (${one.resourceId ?? one.path ?? ''})`);
    if (findings.length === 0) passed += 1;
    else failed += 1;
  }
  engine.free();
  return { passed, failed };
}
