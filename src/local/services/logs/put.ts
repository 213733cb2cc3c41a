import type { WireInput } from '../../service.ts';
import { takeEmbedded } from './embedded-metrics.ts';
import type { SentEvent } from './events.ts';
import { broken, groupName, invalid, readText } from './input.ts';
import { bytesOf, groupNamed, type LogGroup, type Logs, oldestKept, streamAsked } from './state.ts';
import { sequenceToken } from './streams.ts';

/** Limits of one batch. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const mostEvents = 10_000;
const mostBytes = 1_048_576;
const hourMs = 3_600_000;
const longestSpanMs = 24 * hourMs;

/** So far from now a line may be. By the time of the cloud, which may run ahead of the clocks of those who send: both are wide enough for hours of it. */
const oldestMs = 14 * 24 * hourMs;
const newestMs = 2 * hourMs;

/** Takes a batch of lines, and tells which of them are too old or too new to be kept. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export function putEvents(logs: Logs, input: WireInput): object {
  const sent = readEvents(input['logEvents']);
  const group = groupNamed(logs, readText(input, 'logGroupName', groupName));
  const stream = streamAsked(logs, group, input);
  holdBatch(sent);
  const { taken, rejectedLogEventsInfo } = acceptable(logs, group, sent);
  const span = (taken.at(-1)?.timestamp ?? 0) - (taken[0]?.timestamp ?? 0);
  if (span > longestSpanMs)
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  if (taken.length > 0) logs.events.append(stream.id, taken, Math.floor(logs.cloud.clock.now()));
  for (const { message } of taken) takeEmbedded(message, logs.take);
  return { nextSequenceToken: sequenceToken(logs.events.read(stream.id)), rejectedLogEventsInfo };
}

function readEvents(given: unknown): SentEvent[] {
  if (!Array.isArray(given)) throw broken(undefined, 'logEvents', 'Member must not be null');
  if (given.length === 0) throw broken('[]', 'logEvents', 'Member must have length greater than or equal to 1');
  if (given.length > mostEvents)
    throw broken(
      `[${given.length} events]`,
      'logEvents',
      `Member must have length less than or equal to ${mostEvents}`,
    );
  return given.map((event: Partial<Record<string, unknown>>, i) => {
    const place = `logEvents.${i + 1}.member`;
    const { timestamp, message } = event;
    if (timestamp === undefined || timestamp === null)
      throw broken(timestamp, `${place}.timestamp`, 'Member must not be null');
    if (!(Number.isSafeInteger(timestamp) && Number(timestamp) >= 0))
      throw broken(timestamp, `${place}.timestamp`, 'Member must have value greater than or equal to 0');
    if (typeof message !== 'string') throw broken(undefined, `${place}.message`, 'Member must not be null');
    if (message === '') throw broken('', `${place}.message`, 'Member must have length greater than or equal to 1');
    return { timestamp: Number(timestamp), message };
  });
}

function holdBatch(sent: readonly SentEvent[]): void {
  const sizes = sent.map(({ message }) => bytesOf(message));
  const largest = sizes.find((size) => size > mostBytes);
  if (largest !== undefined) throw invalid(`Log event too large: ${largest} bytes exceeds limit of ${mostBytes}`);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (size > mostBytes) throw invalid(`Upload too large: ${size} bytes exceeds limit of ${mostBytes}`);
  if (sent.some(({ timestamp }, i) => timestamp < (sent[i - 1]?.timestamp ?? 0)))
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
}

/** The lines that can be kept, and the ends of those that cannot: the old ones are at the beginning, the new ones at the end. */
function acceptable(logs: Logs, group: LogGroup, sent: readonly SentEvent[]) {
  const now = logs.cloud.clock.now();
  const before = (time: number) => sent.filter(({ timestamp }) => timestamp < time).length;
  const tooOld = before(now - oldestMs);
  const expired = before(oldestKept(logs, group));
  const tooNew = sent.filter(({ timestamp }) => timestamp <= now + newestMs).length;
  const info = {
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
    ...(tooNew < sent.length && { tooNewLogEventStartIndex: tooNew }),
  };
  return {
    taken: sent.slice(Math.max(tooOld, expired), tooNew),
    rejectedLogEventsInfo: Object.keys(info).length > 0 ? info : undefined,
  };
}
