import type { Metadata } from './metadata.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch; absent: for ever. */
  readonly expiresAt?: number;
}

/** EC2 has new ones ready at least five minutes before the old ones end. */
const earlyMs = 5 * 60_000;

/** The credentials of the instance's role, renewed before they end; without a role those of the environment. */
export function instanceCredentials(
  metadata: Pick<Metadata, 'get'>,
  env: NodeJS.ProcessEnv,
): () => Promise<Credentials> {
  let current: Credentials | undefined;
  return async () => {
    if (current === undefined || Date.now() > (current.expiresAt ?? Number.POSITIVE_INFINITY) - earlyMs) {
      current = await renewed(metadata, env, current);
    }
    return current;
  };
}

/** While the old ones still hold, a metadata service that does not answer is no reason to fail. */
async function renewed(
  metadata: Pick<Metadata, 'get'>,
  env: NodeJS.ProcessEnv,
  old: Credentials | undefined,
): Promise<Credentials> {
  try {
    return await ofRole(metadata);
  } catch (error) {
    const rest = ofEnvironment(env) ?? (Date.now() < (old?.expiresAt ?? 0) ? old : undefined);
    if (rest === undefined) throw error;
    return rest;
  }
}

async function ofRole(metadata: Pick<Metadata, 'get'>): Promise<Credentials> {
  const folder = 'meta-data/iam/security-credentials/';
  const role = (await metadata.get(folder)).split('\n')[0];
  const answer = JSON.parse(await metadata.get(`${folder}${role}`)) as Record<string, string | undefined>;
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = answer;
  if (AccessKeyId === undefined || SecretAccessKey === undefined) {
    throw new Error(`The instance metadata service has no credentials for the role "${role}": ${answer['Code']}.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(Token !== undefined && { sessionToken: Token }),
    ...(Expiration !== undefined && { expiresAt: Date.parse(Expiration) }),
  };
}

function ofEnvironment(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) };
}
