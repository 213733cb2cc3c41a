import { goldenTemplates } from './templates.js';

/** Findings that we have looked at and keep, each with its reason. */
const explained = {};

/** Every golden template through AWS's own offline validator; errors and warnings that are not explained are bad. */
export async function cloudFormationValidate() {
  const { CelEngine, TemplateFile } = await import('@aws/cloudformation-validate');
  const engine = new CelEngine();
  let [passed, failed] = [0, 0];
  for (const file of goldenTemplates()) {
    const { diagnostics } = engine.validateStandard(new TemplateFile(file));
    const findings = diagnostics.filter(
      (one) => ['FATAL', 'ERROR', 'WARN'].includes(one.severity) && !explained[one.ruleId],
    );
    for (const one of findings)
      console.log(`${file}: ${one.severity} ${one.ruleId} ${one.message} (${one.resourceId ?? one.path ?? ''})`);
    if (findings.length === 0) passed += 1;
    else failed += 1;
  }
  engine.free();
  return { passed, failed };
}
