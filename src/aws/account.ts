import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** Who we are to AWS. */
export interface Account {
  readonly id: string;
  /** ARN of the role session or user. */
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
}

/** Asks AWS who we are: the cheapest proof that the credentials work, and a request that needs no permission. */
export async function readAccount(clients: Pick<Clients, 'sts'>): Promise<Account> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const client = await clients.sts();
  const answer = await attempt('to read the identity of this run', () => client.send(new GetCallerIdentityCommand({})));
  const arn = answer.Arn ?? '';
  return { id: answer.Account ?? '', arn, partition: arn.split(':')[1] ?? 'aws' };
}
