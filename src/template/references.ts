import type { Context, References } from './context.ts';
import { arn, ref, sub, verbatim } from './intrinsics.ts';
import { allow, denyElsewhere } from './policy.ts';
import type { Value } from './template.ts';

const parameterActions = ['ssm:GetParameter', 'ssm:GetParameters'];

/** What lets an instance read the secrets and parameters that its variables refer to, and no others. */
export function readReferences({ secretIds, parameterNames }: References): readonly Value[] {
  const secrets = secretIds.flatMap(secretArns);
  const parameters = parameterNames.map(parameterArn);
  const services = [...(secrets.length > 0 ? ['secretsmanager'] : []), ...(parameters.length > 0 ? ['ssm'] : [])];
  return [
    ...(secrets.length > 0 ? [allow(['secretsmanager:GetSecretValue'], secrets)] : []),
    ...(parameters.length > 0 ? [allow(parameterActions, parameters)] : []),
    ...(services.length > 0 ? [decryptThrough(services)] : []),
    // AmazonSSMManagedInstanceCore lets an instance read every parameter of the account: this takes it back.
    denyElsewhere(parameterActions, parameters),
  ];
}

/** What lets an instance read the secrets of its own database and cache. */
export function readDataSecrets({ database, cache }: Context): readonly Value[] {
  const secrets = [
    ...(database?.kind === 'own' ? [ref('DatabaseSecret')] : []),
    ...(database?.kind === 'outside' ? secretArns(database.secret) : []),
    ...(cache?.size.kind === 'nodes' && cache.engine !== 'memcached' ? [ref('CacheSecret')] : []),
  ];
  if (secrets.length === 0) return [];
  return [allow(['secretsmanager:GetSecretValue'], secrets), decryptThrough(['secretsmanager'])];
}

/** Decryption with keys of the customer's own, or of another account that shares a secret, but only on the way through the services that hold the ciphertext. */
export function decryptThrough(services: readonly string[]): Value {
  const hosts = services.map((service) => sub(`${service}.\${AWS::Region}.amazonaws.com`));
  return allow(['kms:Decrypt'], [sub('arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*')], {
    StringEquals: { 'kms:ViaService': hosts },
  });
}

/**
 * Secrets Manager ends each ARN in a hyphen and six characters that nobody knows beforehand. An ARN that seems to end so may be complete, or one
 * without them of a secret that is named so.
 */
function secretArns(id: string): readonly Value[] {
  if (!isArn(id)) return [arn('secretsmanager', `secret:${literal(id)}-??????`)];
  const unfinished = sub(`${literal(id)}-??????`);
  return /-[A-Za-z0-9]{6}$/.test(id) ? [sub(literal(id)), unfinished] : [unfinished];
}

/** A name may have a version or label behind a colon, which is not part of the ARN; and its leading slash is the ARN's own. */
function parameterArn(name: string): Value {
  if (isArn(name)) return sub(literal(name.replace(/^((?:[^:]*:){5}[^:]*):.*$/, '$1')));
  return arn('ssm', `parameter/${literal(name.replace(/:.*$/, '').replace(/^\//, ''))}`);
}

function isArn(text: string): boolean {
  return text.startsWith('arn:');
}

/** A wildcard in an id means itself: `${*}` is IAM's spelling of a plain asterisk, and `${!*}` that of `Fn::Sub` for it. */
function literal(text: string): string {
  return verbatim(text).replace(/[*?]/g, (wildcard) => `\${!${wildcard}}`);
}
