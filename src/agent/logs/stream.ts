import { call } from '../aws/calls.ts';
import type { Aws } from '../aws/client.ts';
import { AwsRefusal, newRolePatience } from '../aws/refusal.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../failure.ts';
import type { Journal } from '../journal.ts';
import { type Batch, batchesOf } from './batches.ts';
import { type Marks, writeMarks } from './marks.ts';
import type { Extent, Line, Source } from './source.ts';

/** What sends the lines of a machine to a log group. */
export interface Streaming {
  /** Sends what has come by now, for so long as that may take, and ends. */
  stop(): Promise<void>;
}

export interface StreamWorld {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly home: string;
  /** Id of this instance. */
  readonly instance: string;
}

/** What is sent, and where to. */
export interface Job {
  /** The log group, asked each time: a deploy may turn it off. */
  readonly group: () => string | undefined;
  readonly sources: readonly Source[];
  readonly marks: Marks;
}

/** AWS milliseconds from one look to the next: a line is to be seen within seconds, and an idle instance costs nearly nothing. */
const lookMs = 5_000;
const pauses = { firstMs: 1_000, longestMs: 60_000 } as const;
/** AWS milliseconds for the last lines of an instance that ends. */
const lastMs = 10_000;

/**
 * Sends lines as they come, in batches. Nothing is taken from a source while what was taken is on its way: when CloudWatch Logs is out of reach the lines wait where they
 * are, and come later. After a kill what had not been confirmed comes again.
 */
export function startStreaming(world: StreamWorld, job: Job): Streaming {
  const { clock } = world;
  const enough = new AbortController();
  const over = new AbortController();
  const streams = new Set<string>();
  const send = async (extent: Extent): Promise<readonly Line[]> => {
    const group = job.group();
    if (group === undefined) return [];
    const lines = job.sources.flatMap((source) => source.take(extent));
    for (const batch of batchesOf(lines)) await arrive(world, { group, batch, streams }, over.signal);
    if (lines.length === 0 || over.signal.aborted) return [];
    for (const source of job.sources) source.confirm();
    writeMarks(world.home, job.marks);
    return lines;
  };
  // What cannot be read now may be read later; the application has nothing to do with it.
  const round = (extent: Extent) =>
    send(extent).catch((error: unknown): readonly Line[] => {
      world.journal.say(`Log lines could not be read: ${reasonOf(error)}`);
      return [];
    });
  const ended = (async () => {
    while (!enough.signal.aborted)
      if (!isPlenty(await round('lines'))) await clock.wait(lookMs, enough.signal).catch(() => {});
    while ((await round('everything')).length > 0);
    for (const source of job.sources) source.close();
  })();
  return {
    stop: async () => {
      const timer = setTimeout(() => over.abort(new Error('The instance ends.')), clock.limit(lastMs));
      enough.abort();
      await ended;
      clearTimeout(timer);
    },
  };
}

/** So much was taken that more may wait; with less it is better to wait for what comes, and send it together. */
function isPlenty(lines: readonly Line[]): boolean {
  return lines.length >= 500 || lines.reduce((sum, { text }) => sum + text.length, 0) >= 256 * 1_024;
}

interface Parcel {
  readonly group: string;
  readonly batch: Batch;
  /** Streams that are there already. */
  readonly streams: Set<string>;
}

/** Tries until it has arrived, more and more slowly; gives up what CloudWatch Logs would never take, and says so. */
async function arrive(world: StreamWorld, parcel: Parcel, over: AbortSignal): Promise<void> {
  const { clock, journal } = world;
  for (let pause: number = pauses.firstMs; !over.aborted; pause = Math.min(pause * 2, pauses.longestMs)) {
    try {
      return await put(world, parcel, over);
    } catch (error) {
      if (over.aborted) return;
      const { log, events } = parcel.batch;
      if (error instanceof AwsRefusal && error.code === 'InvalidParameterException')
        return journal.say(`CloudWatch Logs refuses ${events.length} lines of ${log}: ${reasonOf(error)}`);
      if (error instanceof AwsRefusal && error.code === 'ResourceNotFoundException') parcel.streams.clear();
      journal.say(`Lines of ${log} wait ${pause / 1_000} s, as they cannot be sent: ${reasonOf(error)}`);
      await clock.wait(pause, over).catch(() => {});
    }
  }
}

async function put(world: StreamWorld, { group, batch, streams }: Parcel, signal: AbortSignal): Promise<void> {
  const { aws, instance, journal } = world;
  // Neither may stand in the name of a stream.
  const logStreamName = `${batch.log}/${instance}`.replace(/[:*]/g, '-');
  const place = { logGroupName: group, logStreamName };
  const how = { patience: newRolePatience, signal };
  if (!streams.has(logStreamName)) {
    await call(aws, 'logs', 'CreateLogStream', place, how).catch((error: unknown) => {
      if (!(error instanceof AwsRefusal) || error.code !== 'ResourceAlreadyExistsException') throw error;
    });
    streams.add(logStreamName);
  }
  const answer = await call<{ rejectedLogEventsInfo?: Readonly<Record<string, number>> }>(
    aws,
    'logs',
    'PutLogEvents',
    { ...place, logEvents: batch.events },
    how,
  );
  const { rejectedLogEventsInfo: rejected } = answer;
  if (rejected !== undefined)
    journal.say(`CloudWatch Logs leaves out lines of ${batch.log}: ${JSON.stringify(rejected)}`);
}
