import { AwsError, type WireInput } from '../../service.ts';

/** A batch has at most this many entries. */
const most = 10;

/** Runs an operation for every entry of a batch. What goes wrong with one is in `Failed` and stops no other. */
export function batch(
  input: WireInput,
  one: (entry: WireInput) => object,
  hold: (entries: readonly WireInput[]) => void = () => {},
): object {
  const entries = entriesOf(input);
  hold(entries);
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    const Id: unknown = entry['Id'];
    try {
      successful.push({ Id, ...one(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, Code: error.code.replace(/Exception$/, ''), Message: error.message, SenderFault: true });
    }
  }
  return { Successful: successful, Failed: failed.length > 0 ? failed : undefined };
}

function entriesOf(input: WireInput): readonly WireInput[] {
  const entries = (input['Entries'] || []) as WireInput[];
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > most) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${most}. You have sent ${entries.length}.`,
    );
  }
  const ids = entries.map((entry) => String(entry['Id'] ?? ''));
  const invalid = ids.find((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id));
  if (invalid !== undefined) {
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
  return entries;
}
