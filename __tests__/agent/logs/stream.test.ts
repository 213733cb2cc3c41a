import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { awsClient } from '../../../src/agent/aws/client.ts';
import { scaledClock } from '../../../src/agent/clock.ts';
import { openJournal } from '../../../src/agent/journal.ts';
import { type Marks, readMarks } from '../../../src/agent/logs/marks.ts';
import type { Line } from '../../../src/agent/logs/source.ts';
import { startStreaming, type Streaming } from '../../../src/agent/logs/stream.ts';
import { type Cloud, instance, startCloud } from '../cloud.ts';
import { until } from '../rig.ts';

const put = 'Logs_20140328.PutLogEvents';
const create = 'Logs_20140328.CreateLogStream';
const refusal = (code: string, status = 400) => ({
  status,
  body: JSON.stringify({ __type: code, message: `${code}, says the cloud` }),
});

describe('lines on their way to a log group', () => {
  let cloud: Cloud;
  let home: string;
  let said: string[];
  let waiting: Line[];
  let confirmed: number;
  let streaming: Streaming;
  /** What has arrived. */
  let arrived: string[];

  const begin = (group: () => string | undefined = () => 'shop-test') => {
    const clock = scaledClock(100);
    const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
    const aws = awsClient({ region: 'eu-west-1', endpoint: cloud.endpoint, credentials, clock });
    const journal = openJournal(join(home, 'log'), (line) => said.push(line));
    const marks: Marks = { files: {} };
    const source = {
      take: () => waiting.splice(0, 2),
      confirm: () => {
        confirmed = arrived.length;
        marks.cursor = `${confirmed}`;
      },
      close: () => {},
    };
    streaming = startStreaming({ aws, clock, journal, home, instance }, { group, sources: [source], marks });
  };
  const lines = (...texts: readonly string[]) => texts.map((text, at): Line => ({ log: 'web', at: at + 1, text }));

  beforeEach(async () => {
    cloud = await startCloud();
    home = mkdtempSync(join(tmpdir(), 'beanpole-stream-'));
    [said, waiting, arrived, confirmed] = [[], [], [], 0];
    cloud.operations[create] = () => ({ body: '{}' });
    cloud.operations[put] = ({ body }) => {
      arrived.push(...JSON.parse(body).logEvents.map(({ message }: { message: string }) => message));
      return { body: '{}' };
    };
  });
  afterEach(async () => {
    await streaming.stop();
    await cloud.stop();
    rmSync(home, { recursive: true });
  });

  test('are put into a stream of their log and this instance, which is made once', async () => {
    waiting.push(...lines('one', 'two', 'three'));
    begin();
    await until('all have arrived', () => confirmed === 3);
    expect(arrived).toEqual(['one', 'two', 'three']);
    expect(cloud.named(create).map(({ body }) => JSON.parse(body))).toEqual([
      { logGroupName: 'shop-test', logStreamName: `web/${instance}` },
    ]);
    expect(readMarks(home).cursor).toBe('3');
  });

  test('wait where they are while CloudWatch Logs fails, and then come once each, in order', async () => {
    const good = cloud.operations[put];
    let failures = 0;
    cloud.operations[put] = (call) => {
      failures += 1;
      return failures <= 2 ? refusal('OperationAbortedException') : (good?.(call) ?? {});
    };
    waiting.push(...lines('one', 'two', 'three'));
    begin();
    await until('all have arrived', () => confirmed === 3);
    expect(arrived).toEqual(['one', 'two', 'three']);
    expect(said).toEqual([
      expect.stringMatching(
        /^Lines of web wait 1 s, as they cannot be sent: .*OperationAbortedException, says the cloud$/,
      ),
      expect.stringMatching(/^Lines of web wait 2 s, /),
    ]);
  });

  test('a stream that somebody has deleted is made anew; one that is there already is none the worse', async () => {
    const good = cloud.operations[put];
    let puts = 0;
    cloud.operations[create] = () =>
      cloud.named(create).length === 1 ? refusal('ResourceAlreadyExistsException') : { body: '{}' };
    cloud.operations[put] = (call) => {
      puts += 1;
      return puts === 1 ? refusal('ResourceNotFoundException') : (good?.(call) ?? {});
    };
    waiting.push(...lines('one'));
    begin();
    await until('it has arrived', () => confirmed === 1);
    expect([cloud.named(create).length, arrived]).toEqual([2, ['one']]);
  });

  test('what CloudWatch Logs would never take is given up, and said', async () => {
    const good = cloud.operations[put];
    cloud.operations[put] = (call) =>
      call.body.includes('poison') ? refusal('InvalidParameterException') : (good?.(call) ?? {});
    waiting.push(...lines('poison', 'beside it', 'after it'));
    begin();
    await until('the others have arrived', () => arrived.length === 1);
    expect([arrived, said]).toEqual([
      ['after it'],
      [expect.stringMatching(/^CloudWatch Logs refuses 2 lines of web: .*InvalidParameterException, says the cloud$/)],
    ]);
  });

  test('what it leaves out is said', async () => {
    cloud.operations[put] = () => ({ body: '{"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":1}}' });
    waiting.push(...lines('one'));
    begin();
    await until('it is said', () => said.length > 0);
    expect(said).toEqual(['CloudWatch Logs leaves out lines of web: {"tooOldLogEventEndIndex":1}']);
  });

  test('a log that cannot be read is said, and read when it can be', async () => {
    waiting.push(...lines('one'));
    let looks = 0;
    begin(() => {
      looks += 1;
      if (looks === 1) throw new Error('no more file descriptors');
      return 'shop-test';
    });
    await until('it has arrived', () => arrived.length === 1);
    expect(said).toEqual([expect.stringMatching(/^Log lines could not be read: .*no more file descriptors$/)]);
  });

  test('none is taken while there is no group', async () => {
    waiting.push(...lines('one'));
    let group: string | undefined;
    begin(() => group);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(waiting.length).toBe(1);
    group = 'shop-test';
    await until('it has arrived', () => arrived.length === 1);
  });

  test('the last ones go before the end', async () => {
    begin();
    await new Promise((resolve) => setTimeout(resolve, 10));
    waiting.push(...lines('one', 'two', 'three', 'four', 'five'));
    await streaming.stop();
    expect(arrived).toEqual(['one', 'two', 'three', 'four', 'five']);
  });
});
