import { randomBytes } from 'node:crypto';
import { AwsError, type Cloud, type Service, type WireInput } from '../service.ts';

/** Who a temporary key stands for. */
interface Session {
  readonly userId: string;
  readonly arn: string;
}

const defaultSeconds = 3600;
const longestSeconds = 43_200;

/** Security Token Service: roles are given to whoever asks; trust policies are not read. */
export function stsService(cloud: Cloud): Service {
  const sessions = cloud.store.collection<Session>('sts-sessions');
  const assume = (input: WireInput) => assumeRole(cloud, input, (key, session) => sessions.set(key, session));
  return {
    name: 'STS',
    protocol: 'query',
    version: '2011-06-15',
    operations: {
      GetCallerIdentity: (_input, { accessKeyId = '' }) => {
        const session = sessions.get(accessKeyId);
        const root = { userId: cloud.account, arn: `arn:${cloud.partition}:iam::${cloud.account}:root` };
        const { userId, arn } = session ?? root;
        return { UserId: userId, Account: cloud.account, Arn: arn };
      },
      AssumeRole: (input) => assume(input),
      AssumeRoleWithWebIdentity: (input) => {
        const claims = claimsOf(required(input, 'WebIdentityToken'));
        const identity = {
          SubjectFromWebIdentityToken: claims['sub'],
          Audience: claims['aud'],
          Provider: claims['iss'],
        };
        return { ...assume(input), ...identity };
      },
    },
  };
}

function assumeRole(cloud: Cloud, input: WireInput, keep: (accessKeyId: string, session: Session) => void): object {
  const role = required(input, 'RoleArn');
  const name = required(input, 'RoleSessionName');
  const [, account, path] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(.+)$/.exec(role) ?? [];
  if (account === undefined || path === undefined) throw new AwsError('ValidationError', `${role} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  const seconds = Number(input['DurationSeconds'] ?? defaultSeconds);
  if (!(seconds >= 900 && seconds <= longestSeconds)) {
    throw new AwsError('ValidationError', 'The requested DurationSeconds must be between 900 and 43200.');
  }
  const accessKeyId = `ASIA${key(16)}`;
  const userId = `AROA${key(17)}:${name}`;
  const arn = `arn:${cloud.partition}:sts::${account}:assumed-role/${path.split('/').at(-1)}/${name}`;
  keep(accessKeyId, { userId, arn });
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: randomBytes(30).toString('base64'),
      SessionToken: randomBytes(96).toString('base64'),
      // Real time, not the cloud's: clients hold it against their own clock.
      Expiration: new Date(Date.now() + seconds * 1000),
    },
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    PackedPolicySize: 0,
  };
}

function required(input: WireInput, name: string): string {
  const value: unknown = input[name];
  if (typeof value === 'string' && value !== '') return value;
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** The claims of a JSON Web Token. Nobody checks its signature here. */
function claimsOf(token: string): Record<string, string | undefined> {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, string>;
  } catch (cause) {
    throw Object.assign(new AwsError('InvalidIdentityToken', 'The ID Token provided is not a valid JWT.'), { cause });
  }
}

function key(length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join('');
}
