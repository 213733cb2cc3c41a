import type { Parameters } from './ssm/parameter.ts';
import { readParameter } from './ssm/parameter.ts';
import { type Secrets, secretOf } from './secrets-manager/secret.ts';

/** A dynamic reference of a template, `{{resolve:<service>:<name>}}`, or a parameter of the type `AWS::SSM::Parameter::Value`. */
export interface Reference {
  readonly service: 'ssm' | 'ssm-secure' | 'secretsmanager';
  /** All that follows the service: `name:version`; `id:SecretString:key:stage:version`. */
  readonly name: string;
}

/** Looks a reference up. `undefined` when it leads nowhere. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
export function resolveReference(
  stores: { parameters: Parameters; secrets: Secrets },
  reference: Reference,
): string | undefined {
  if (reference.service === 'secretsmanager') return secretValue(stores.secrets, reference.name);
  const parameter = readParameter(stores.parameters, reference.name, 'decrypted');
  return parameter === undefined ? undefined : String(parameter['Value']);
}

function secretValue(secrets: Secrets, name: string): string | undefined {
  // The id may be an ARN, which has six colons of its own.
  const [, id = '', , key = '', stage = '', version = ''] =
    /^((?:arn:(?:[^:]*:){5})?[^:]*)(?::(SecretString)?(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?)?$/.exec(name) ?? [];
  const secret = secretOf(secrets, id);
  const found = secret.versions.find((one) =>
    version === '' ? one.stages.includes(stage || 'AWSCURRENT') : one.id === version,
  );
  if (found?.string === undefined || key === '') return found?.string;
  const value = (JSON.parse(found.string) as Record<string, unknown>)[key];
  return value === undefined ? undefined : String(value);
}
