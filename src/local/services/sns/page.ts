import type { WireInput } from '../../service.ts';
import { invalid } from './error.ts';
import { readOptionalText } from './input.ts';

/** A page of topics or subscriptions. https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
const mostItems = 100;

/** The page after that of the token, in the order of the ARNs. */
export function pageOf<T extends { readonly arn: string }>(
  items: readonly T[],
  input: WireInput,
): { readonly page: readonly T[]; readonly NextToken: string | undefined } {
  const token = readOptionalText(input, 'NextToken') ?? '';
  const after = Buffer.from(token, 'base64url').toString('utf8');
  if (token !== '' && !after.startsWith('arn:')) throw invalid('NextToken');
  const left = items.filter(({ arn }) => arn > after).sort((one, other) => (one.arn < other.arn ? -1 : 1));
  const page = left.slice(0, mostItems);
  const last = page.at(-1)?.arn ?? '';
  return { page, NextToken: left.length > page.length ? Buffer.from(last).toString('base64url') : undefined };
}
