import { randomInt } from 'node:crypto';
import type { JsonObject, ResourceHandlers, ResourceRequest, ResourceState } from '../engine/resource.ts';
import { physicalName, tagsOf, textIn } from './name.ts';
import { createSecret, putValue, type Secret, type Secrets } from './secrets-manager/secret.ts';
import { type Parameters, putParameter } from './ssm/parameter.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html */
export function parameterResources(parameters: Parameters): ResourceHandlers {
  const apply = (request: ResourceRequest, name: string): ResourceState => {
    const { properties } = request;
    putParameter(parameters, {
      ...properties,
      Name: name,
      Overwrite: parameters.own.has(name),
      Tags: pairs(tagsOf(request)),
    });
    return { physicalId: name, attributes: { Type: properties['Type'] ?? 'String', Value: properties['Value'] ?? '' } };
  };
  return {
    'AWS::SSM::Parameter': {
      create: async (request) => {
        const name =
          textIn(request.properties, 'Name') ??
          `CFN-${physicalName({ ...request, stackName: request.logicalId }, 120)}`;
        if (parameters.own.has(name)) throw new Error(`${name} already exists`);
        return apply(request, name);
      },
      update: async (request, existing) => apply(request, existing.physicalId),
      delete: async (_request, existing) => parameters.own.delete(existing.physicalId),
    },
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html */
export function secretResources(secrets: Secrets): ResourceHandlers {
  return {
    'AWS::SecretsManager::Secret': {
      create: async (request) => {
        const name = textIn(request.properties, 'Name') ?? physicalName(request, 64);
        const value = secretValue(request.properties);
        const { Description, KmsKeyId } = request.properties;
        const secret = createSecret(secrets, {
          Name: name,
          Description: Description ?? undefined,
          KmsKeyId: KmsKeyId ?? undefined,
          Tags: pairs(tagsOf(request)),
          ...value,
        });
        return secretState(secret);
      },
      update: async (request, existing) => {
        const secret = secrets.all.values().find((one) => one.arn === existing.physicalId);
        if (secret === undefined) throw new Error(`The secret ${existing.physicalId} does not exist.`);
        const { SecretString } = request.properties;
        // A generated password stays: a template that says nothing new about it must not change it.
        const changes = SecretString !== undefined && SecretString !== existing.properties['SecretString'];
        const tagged = { ...secret, tags: pairs(tagsOf(request)) };
        secrets.all.set(secret.name, tagged);
        return secretState(changes ? putValue(secrets, tagged, { SecretString }) : tagged);
      },
      // CloudFormation deletes without a recovery window, so that the name is free for the next stack.
      delete: async (_request, existing) => {
        const secret = secrets.all.values().find((one) => one.arn === existing.physicalId);
        if (secret !== undefined) secrets.all.delete(secret.name);
      },
    },
  };
}

function secretState(secret: Secret): ResourceState {
  return { physicalId: secret.arn, attributes: { Id: secret.arn } };
}

function secretValue(properties: JsonObject): { SecretString: string } {
  const generate = properties['GenerateSecretString'] as JsonObject | undefined;
  if (generate === undefined) return { SecretString: textIn(properties, 'SecretString') ?? '' };
  const password = generatePassword(generate);
  const key = textIn(generate, 'GenerateStringKey');
  if (key === undefined) return { SecretString: password };
  const template = JSON.parse(textIn(generate, 'SecretStringTemplate') ?? '{}') as object;
  return { SecretString: JSON.stringify({ ...template, [key]: password }) };
}

/** What may be left out, and what it is: the punctuation is that of GetRandomPassword. */
const alphabets = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

function generatePassword(asked: JsonObject): string {
  const excluded = textIn(asked, 'ExcludeCharacters') ?? '';
  const kinds = Object.entries(alphabets)
    .filter(([flag]) => String(asked[flag]) !== 'true')
    .map(([, letters]) => [...letters].filter((letter) => !excluded.includes(letter)))
    .filter((letters) => letters.length > 0);
  const all = kinds.flat();
  const length = Number(asked['PasswordLength'] ?? 32);
  // One of each kind at least (`RequireEachIncludedType`), and the rest from all of them.
  const letters = Array.from({ length }, (_, i) => pick(kinds[i] ?? all));
  for (let i = letters.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [letters[i], letters[j]] = [letters[j] ?? '', letters[i] ?? ''];
  }
  return letters.join('');
}

function pick(letters: readonly string[]): string {
  return letters[randomInt(letters.length)] ?? '';
}

function pairs(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
