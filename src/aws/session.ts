import type { Session } from '../deploy/session.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** Credentials as the SDK hands them out; `$source` tells where it found them. */
interface Found {
  readonly sessionToken?: string;
  readonly expiration?: Date;
  readonly $source?: Readonly<Record<string, string>>;
}

/**
 * What the credentials of this run say of themselves, without a request. Those of the environment are what they are; all others (web identity,
 * container, instance, profile) the SDK renews by itself before they end.
 */
export async function readSession(clients: Pick<Clients, 'cloudFormation'>): Promise<Session> {
  const { config } = await clients.cloudFormation();
  const {
    sessionToken,
    expiration,
    $source = {},
  }: Found = await attempt('to find credentials', () => config.credentials());
  if (sessionToken === undefined || !('CREDENTIALS_ENV_VARS' in $source)) return { kind: 'lasting' };
  const ends = expiration?.getTime();
  return { kind: 'temporary', ...(ends === undefined || Number.isNaN(ends) ? {} : { ends }) };
}
