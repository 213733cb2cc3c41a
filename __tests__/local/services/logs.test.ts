import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestCloud, testCloud } from './cloud.ts';
import { jsonClient } from './clients.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
let cloud: TestCloud;
let logs: ReturnType<typeof jsonClient>;

beforeAll(async () => {
  cloud = await testCloud();
  logs = jsonClient(cloud.endpoint, 'Logs_20140328', 'logs');
});

afterAll(async () => {
  await cloud[Symbol.asyncDispose]();
  expect(cloud.faults).toEqual([]);
});

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error) => `${error.name}: ${error.message}`,
  );
const names = (list: readonly Record<string, string>[], member: string) => list.map((one) => one[member]);

let made = 0;
/** A log group with a stream `s`. */
async function group(): Promise<{ readonly logGroupName: string; readonly logStreamName: string }> {
  made += 1;
  const one = { logGroupName: `/group/${made}`, logStreamName: 's' };
  await logs('CreateLogGroup', { logGroupName: one.logGroupName });
  await logs('CreateLogStream', one);
  return one;
}

const line = (message: string, agoMs = 0) => ({ timestamp: Date.now() - agoMs, message });
const messages = ({ events }: { readonly events: readonly { readonly message: string }[] }) =>
  events.map(({ message }) => message);

describe('a log group', () => {
  test('has a name that the API reference allows, once', async () => {
    for (const logGroupName of ['', 'x'.repeat(513), 'a b', 'a:b', 'a*', 'ä', 'aws/mine', undefined])
      expect(await refusal(logs('CreateLogGroup', { logGroupName }))).toMatch(/^InvalidParameterException: /);
    await logs('CreateLogGroup', { logGroupName: '/-_.#Az09' });
    expect(await refusal(logs('CreateLogGroup', { logGroupName: '/-_.#Az09' }))).toBe(
      'ResourceAlreadyExistsException: The specified log group already exists',
    );
    await logs('DeleteLogGroup', { logGroupName: '/-_.#Az09' });
    expect(await refusal(logs('DeleteLogGroup', { logGroupName: '/-_.#Az09' }))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
  });

  test('is refused with what the local cloud does not act out', async () => {
    const make = (more: object) => refusal(logs('CreateLogGroup', { logGroupName: 'odd', ...more }));
    expect(await make({ logGroupClass: 'INFREQUENT_ACCESS' })).toMatch('STANDARD only');
    expect(await make({ deletionProtectionEnabled: true })).toMatch('deletion protection');
    expect(await make({ logGroupClass: 'STANDARD', deletionProtectionEnabled: false })).toBe('no error');
  });

  test('is described with what it holds', async () => {
    const one = await group();
    await logs('PutLogEvents', { ...one, logEvents: [line('äö')] });
    const { logGroups } = await logs('DescribeLogGroups', { logGroupNamePrefix: one.logGroupName });
    expect(logGroups).toEqual([
      {
        logGroupName: one.logGroupName,
        creationTime: expect.any(Number),
        arn: `arn:aws:logs:us-east-1:123456789012:log-group:${one.logGroupName}:*`,
        logGroupArn: `arn:aws:logs:us-east-1:123456789012:log-group:${one.logGroupName}`,
        logGroupClass: 'STANDARD',
        metricFilterCount: 0,
        storedBytes: 4 + 26,
        deletionProtectionEnabled: false,
      },
    ]);
  });

  test('is found page by page, by prefix, by a part of its name, by identifiers', async () => {
    for (const logGroupName of ['page/c', 'page/a', 'page/B', 'page-d']) await logs('CreateLogGroup', { logGroupName });
    const find = async (input: object) => {
      const { logGroups, nextToken } = await logs('DescribeLogGroups', input);
      return { found: names(logGroups, 'logGroupName'), nextToken };
    };
    const first = await find({ logGroupNamePrefix: 'page', limit: 3 });
    expect(first.found).toEqual(['page-d', 'page/B', 'page/a']);
    const rest = await find({ logGroupNamePrefix: 'page', limit: 3, nextToken: first.nextToken });
    expect(rest).toEqual({ found: ['page/c'], nextToken: undefined });
    const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:page/a';
    expect((await find({ logGroupIdentifiers: [arn, 'page-d', 'none'] })).found).toEqual(['page-d', 'page/a']);
    const { logGroups } = await logs('DescribeLogGroups', { logGroupNamePattern: 'age/c' });
    expect(logGroups).toEqual([{ logGroupName: 'page/c', creationTime: expect.any(Number), arn: expect.any(String) }]);
    const wrong = [
      { limit: 0 },
      { limit: 51 },
      { logGroupNamePrefix: 'a', logGroupNamePattern: 'b' },
      { logGroupNamePrefix: 'a', logGroupIdentifiers: ['b'] },
    ];
    for (const input of wrong) expect(await refusal(find(input))).toMatch(/^InvalidParameterException: /);
  });

  test('keeps lines for as many days as AWS offers', async () => {
    const one = await group();
    const retention = async () =>
      (await logs('DescribeLogGroups', { logGroupNamePrefix: one.logGroupName })).logGroups[0].retentionInDays;
    for (const retentionInDays of [0, 2, 364, undefined])
      expect(await refusal(logs('PutRetentionPolicy', { ...one, retentionInDays }))).toMatch(
        'InvalidParameterException',
      );
    await logs('PutRetentionPolicy', { ...one, retentionInDays: 3653 });
    expect(await retention()).toBe(3653);
    await logs('DeleteRetentionPolicy', one);
    expect(await retention()).toBeUndefined();
    const none = { logGroupName: 'none', retentionInDays: 7 };
    expect(await refusal(logs('PutRetentionPolicy', none))).toMatch('ResourceNotFoundException');
  });

  test('has tags, by its ARN without `:*`', async () => {
    await logs('CreateLogGroup', { logGroupName: 'tagged', tags: { a: '1', b: '2' } });
    const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:tagged';
    await logs('TagResource', { resourceArn, tags: { b: '3', c: '' } });
    await logs('UntagResource', { resourceArn, tagKeys: ['a', 'none'] });
    expect((await logs('ListTagsForResource', { resourceArn })).tags).toEqual({ b: '3', c: '' });
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`k${i}`, 'v']));
    expect(await refusal(logs('TagResource', { resourceArn, tags: many }))).toMatch('TooManyTagsException');
    for (const tags of [undefined, {}, { '': 'x' }, { a: '*' }, { a: 'x'.repeat(257) }])
      expect(await refusal(logs('TagResource', { resourceArn, tags }))).toMatch('InvalidParameterException');
    const list = (arn: string) => refusal(logs('ListTagsForResource', { resourceArn: arn }));
    expect(await list(`${resourceArn}:*`)).toMatch('InvalidParameterException');
    expect(await list('arn:aws:logs:eu-west-1:123456789012:log-group:tagged')).toMatch('InvalidParameterException');
    expect(await list(`${resourceArn}2`)).toMatch('ResourceNotFoundException');
  });
});

describe('a log stream', () => {
  test('has a name without colon and asterisk, once in its group', async () => {
    const one = await group();
    for (const logStreamName of ['', 'a:b', '*', 'x'.repeat(513), undefined])
      expect(await refusal(logs('CreateLogStream', { ...one, logStreamName }))).toMatch('InvalidParameterException');
    expect(await refusal(logs('CreateLogStream', one))).toBe(
      'ResourceAlreadyExistsException: The specified log stream already exists',
    );
    expect(await refusal(logs('CreateLogStream', { ...one, logGroupName: 'none' }))).toMatch('ResourceNotFound');
  });

  test('goes with its lines, and comes back empty', async () => {
    const one = await group();
    await logs('PutLogEvents', { ...one, logEvents: [line('gone')] });
    await logs('DeleteLogStream', one);
    expect(await refusal(logs('GetLogEvents', one))).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    );
    await logs('CreateLogStream', one);
    expect(messages(await logs('GetLogEvents', one))).toEqual([]);
    await logs('DeleteLogGroup', one);
    await logs('CreateLogGroup', { logGroupName: one.logGroupName });
    expect((await logs('DescribeLogStreams', { logGroupName: one.logGroupName })).logStreams).toEqual([]);
  });

  test('is described in order of names or of last lines', async () => {
    const { logGroupName } = await group();
    const streams = { b: 2 * hourMs, a: hourMs, ab: 3 * hourMs };
    for (const [logStreamName, ago] of Object.entries(streams)) {
      await logs('CreateLogStream', { logGroupName, logStreamName });
      await logs('PutLogEvents', { logGroupName, logStreamName, logEvents: [line('x', ago), line('y', ago)] });
    }
    const find = async (input: object) => {
      const { logStreams, nextToken } = await logs('DescribeLogStreams', { logGroupName, ...input });
      return { found: names(logStreams, 'logStreamName').join(' '), nextToken };
    };
    expect((await find({})).found).toBe('a ab b s');
    expect((await find({ descending: true })).found).toBe('s b ab a');
    expect((await find({ logStreamNamePrefix: 'a' })).found).toBe('a ab');
    const order = { orderBy: 'LastEventTime', descending: true, limit: 3 };
    const newest = await find(order);
    expect(newest.found).toBe('a b ab');
    expect((await find({ ...order, nextToken: newest.nextToken })).found).toBe('s');
    const wrong = [{ orderBy: 'Size' }, { orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }, { limit: 51 }];
    for (const input of wrong) expect(await refusal(find(input))).toMatch(/^InvalidParameterException: /);
    const { logStreams } = await logs('DescribeLogStreams', { logGroupIdentifier: logGroupName });
    const shared = { creationTime: expect.any(Number), storedBytes: 0 };
    const arn = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}:log-stream:`;
    expect(logStreams[3]).toEqual({ ...shared, logStreamName: 's', arn: `${arn}s` });
    expect(logStreams[0]).toEqual({
      ...shared,
      logStreamName: 'a',
      arn: `${arn}a`,
      firstEventTimestamp: expect.any(Number),
      lastEventTimestamp: expect.any(Number),
      lastIngestionTime: expect.any(Number),
      uploadSequenceToken: '2'.padStart(56, '0'),
    });
  });
});

describe('a batch', () => {
  let one: Awaited<ReturnType<typeof group>>;
  const put = (logEvents: unknown, more: object = {}) => logs('PutLogEvents', { ...one, logEvents, ...more });
  beforeAll(async () => {
    one = await group();
  });

  test.each<[string, unknown, string]>([
    ['is there', undefined, "'logEvents' failed to satisfy constraint: Member must not be null"],
    ['has a line', [], "Value '[]' at 'logEvents' failed"],
    ['has at most 10,000', Array(10_001).fill(line('x')), 'Member must have length less than or equal to 10000'],
    ['has no empty message', [line('x'), line('')], "at 'logEvents.2.member.message'"],
    ['has messages', [{ timestamp: 1 }], "Value null at 'logEvents.1.member.message'"],
    ['has times', [{ message: 'x' }], "Value null at 'logEvents.1.member.timestamp'"],
    ['has times in milliseconds', [{ message: 'x', timestamp: 1.5 }], "at 'logEvents.1.member.timestamp'"],
    ['is in order', [line('b'), line('a', 1000)], 'must be in chronological order.'],
    ['spans a day', [line('a', dayMs + 1000), line('b')], 'cannot span more than 24 hours.'],
    [
      'has no line above 1 MiB',
      [line('ä'.repeat(524_276))],
      'Log event too large: 1048578 bytes exceeds limit of 1048576',
    ],
    [
      'is not above 1 MiB',
      Array(2).fill(line('x'.repeat(524_263))),
      'Upload too large: 1048578 bytes exceeds limit of 1048576',
    ],
  ])('%s', async (_name, logEvents, message) => {
    expect(await refusal(put(logEvents))).toMatch('InvalidParameterException: ');
    expect(await refusal(put(logEvents))).toMatch(message);
  });

  test('may be as large as the limits', async () => {
    one = await group();
    expect(await put(Array(2).fill(line('x'.repeat(524_262))))).toEqual({ nextSequenceToken: expect.any(String) });
    expect(await put(Array(10_000).fill(line('x')))).toEqual({ nextSequenceToken: '10002'.padStart(56, '0') });
    expect(await put([line('a', dayMs - 1000), line('b')], { sequenceToken: 'old' })).toMatchObject({});
  });

  test('loses the lines that are too old, expired, or too new, and no others', async () => {
    one = await group();
    const times = [-20 * dayMs, -15 * dayMs, -5 * dayMs, -60_000, 0, hourMs, 3 * hourMs, 4 * hourMs];
    const batch = times.map((time) => line(String(time), -time));
    const { rejectedLogEventsInfo: kept } = await put(batch.slice(3));
    expect(kept).toEqual({ tooNewLogEventStartIndex: 3 });
    await logs('PutRetentionPolicy', { ...one, retentionInDays: 3 });
    const { rejectedLogEventsInfo } = await put(batch);
    expect(rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 2,
      expiredLogEventEndIndex: 3,
      tooNewLogEventStartIndex: 6,
    });
    const stored = times.slice(3, 6).flatMap((time) => [String(time), String(time)]);
    expect(messages(await logs('GetLogEvents', one))).toEqual(stored);
    // The whole batch may be of no use: that is no error.
    expect((await put(batch.slice(0, 1))).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    await logs('PutRetentionPolicy', { ...one, retentionInDays: 30 });
    expect((await put(batch.slice(0, 1))).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  });

  test('needs a group and a stream', async () => {
    expect(await refusal(put([line('x')], { logGroupName: 'none' }))).toMatch('log group does not exist');
    expect(await refusal(put([line('x')], { logStreamName: 'none' }))).toMatch('log stream does not exist');
  });
});

describe('GetLogEvents', () => {
  let one: Awaited<ReturnType<typeof group>>;
  const start = Date.now() - hourMs;
  const get = (input: object = {}) => logs('GetLogEvents', { ...one, ...input });
  const put = (...at: number[]) =>
    logs('PutLogEvents', { ...one, logEvents: at.map((i) => ({ timestamp: start + i, message: String(i) })) });
  beforeAll(async () => {
    one = await group();
    await put(1, 2, 3);
    await put(4, 5);
  });

  test('reads a range of time whose start is in it and whose end is not', async () => {
    const events = await get({ startTime: start + 2, endTime: start + 4 });
    expect(messages(events)).toEqual(['2', '3']);
    expect(events.events[0]).toEqual({ timestamp: start + 2, message: '2', ingestionTime: expect.any(Number) });
    expect(events.events[0].ingestionTime).toBeGreaterThan(start);
  });

  test('reads forward until the token stays the same, and goes on when there is more', async () => {
    const first = await get({ startFromHead: true, limit: 3 });
    const second = await get({ startFromHead: true, limit: 3, nextToken: first.nextForwardToken });
    const third = await get({ startFromHead: true, limit: 3, nextToken: second.nextForwardToken });
    expect([first, second, third].map(messages)).toEqual([['1', '2', '3'], ['4', '5'], []]);
    expect(second.nextForwardToken).not.toBe(first.nextForwardToken);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
    await put(6);
    expect(messages(await get({ startFromHead: true, nextToken: third.nextForwardToken }))).toEqual(['6']);
    expect(messages(await get({ nextToken: second.nextBackwardToken, limit: 2 }))).toEqual(['2', '3']);
  });

  test('reads the newest lines first, and backward until the token stays the same', async () => {
    const newest = await get({ limit: 4 });
    const older = await get({ limit: 4, nextToken: newest.nextBackwardToken });
    const end = await get({ limit: 4, nextToken: older.nextBackwardToken });
    expect([newest, older, end].map(messages)).toEqual([['3', '4', '5', '6'], ['1', '2'], []]);
    expect(end.nextBackwardToken).toBe(older.nextBackwardToken);
  });

  test('has a token for a stream without lines, too', async () => {
    one = await group();
    const empty = await get({ startFromHead: true });
    expect(messages(empty)).toEqual([]);
    await put(1);
    expect(messages(await get({ startFromHead: true, nextToken: empty.nextForwardToken }))).toEqual(['1']);
  });

  test('has at most 1 MiB in a page', async () => {
    one = await group();
    for (const letter of 'abc')
      await logs('PutLogEvents', { ...one, logEvents: [line(letter.repeat(500_000), 60_000)] });
    const page = await get({ startFromHead: true });
    expect(page.events).toHaveLength(2);
    expect((await get({ nextToken: page.nextForwardToken })).events).toHaveLength(1);
  });

  test('refuses what cannot be', async () => {
    const arn = `arn:aws:logs:us-east-1:123456789012:log-group:${one.logGroupName}`;
    for (const input of [{ limit: 0 }, { limit: 10_001 }, { nextToken: 'x' }, { startTime: -1 }, { endTime: 'now' }])
      expect(await refusal(get(input))).toMatch(/^InvalidParameterException: /);
    expect(await refusal(get({ logGroupIdentifier: arn }))).toMatch('not both');
    expect(await refusal(get({ logGroupName: undefined }))).toMatch('either');
    expect(await refusal(get({ logGroupName: undefined, logGroupIdentifier: arn }))).toBe('no error');
    expect(await refusal(get({ logStreamName: 'none' }))).toMatch('ResourceNotFoundException');
  });
});

describe('FilterLogEvents', () => {
  let logGroupName: string;
  const start = Date.now() - hourMs;
  const find = (input: object = {}) => logs('FilterLogEvents', { logGroupName, ...input });
  beforeAll(async () => {
    ({ logGroupName } = await group());
    const lines = { 'web/a': [1, 3, 5], 'web/b': [2, 3, 6], job: [4] };
    for (const [logStreamName, times] of Object.entries(lines)) {
      await logs('CreateLogStream', { logGroupName, logStreamName });
      const logEvents = times.map((time) => ({ timestamp: start + time, message: `${logStreamName} ${time}` }));
      await logs('PutLogEvents', { logGroupName, logStreamName, logEvents });
    }
  });

  test('reads all streams as one, by time, both ends of the range in it', async () => {
    const all = ['web/a 1', 'web/b 2', 'web/a 3', 'web/b 3', 'job 4', 'web/a 5', 'web/b 6'];
    const answer = await find();
    expect(messages(answer)).toEqual(all);
    expect(answer).toMatchObject({ searchedLogStreams: [] });
    expect(answer).not.toHaveProperty('nextToken');
    expect(messages(await find({ startTime: start + 2, endTime: start + 4 }))).toEqual(all.slice(1, 5));
    expect(answer.events[4]).toEqual({
      eventId: expect.stringMatching(/^\d{56}$/),
      logStreamName: 'job',
      timestamp: start + 4,
      message: 'job 4',
      ingestionTime: expect.any(Number),
    });
    expect(new Set(names(answer.events, 'eventId')).size).toBe(all.length);
  });

  test('takes streams by their names or by the beginning of them', async () => {
    expect(messages(await find({ logStreamNames: ['job', 's', 'job'] }))).toEqual(['job 4']);
    expect(messages(await find({ logStreamNamePrefix: 'web/b' }))).toEqual(['web/b 2', 'web/b 3', 'web/b 6']);
    expect(await refusal(find({ logStreamNames: ['job'], logStreamNamePrefix: 'j' }))).toMatch('InvalidParameter');
    expect(await refusal(find({ logStreamNames: [] }))).toMatch('InvalidParameterException');
    expect(await refusal(find({ logStreamNames: ['none'] }))).toMatch('ResourceNotFoundException');
  });

  test('goes page by page, forward or backward', async () => {
    const pages = async (input: object) => {
      const found: string[][] = [];
      let nextToken: string | undefined;
      do {
        const page = await find({ limit: 3, filterPattern: 'web', ...input, nextToken });
        found.push(messages(page));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    };
    const forward = [
      ['web/a 1', 'web/b 2', 'web/a 3'],
      ['web/b 3', 'web/a 5', 'web/b 6'],
    ];
    expect(await pages({})).toEqual(forward);
    const backward = await pages({ startFromHead: false, startTime: start });
    expect(backward).toEqual(forward.map((page) => page.toReversed()).reverse());
    expect(await refusal(find({ startFromHead: false }))).toMatch('on or after Jan 1, 2024');
    expect(await refusal(find({ limit: 10_001 }))).toMatch('InvalidParameterException');
    expect(await refusal(find({ logGroupName: 'none' }))).toMatch('ResourceNotFoundException');
  });

  test('refuses a pattern that it does not act out', async () => {
    expect(messages(await find({ filterPattern: '"web/b" -6' }))).toEqual(['web/b 2', 'web/b 3']);
    expect(await refusal(find({ filterPattern: '{ $.a = 1 }' }))).toBe(
      'InvalidParameterException: The local cloud acts out filter patterns of terms only, not of JSON, of fields or of regular expressions: { $.a = 1 }',
    );
    expect(await refusal(find({ filterPattern: 'x'.repeat(1025) }))).toMatch('InvalidParameterException');
  });
});

describe('time', () => {
  test('takes lines away when their retention is over', async () => {
    // A day of AWS passes in a second.
    await using fast = await testCloud({ scale: 100_000 });
    const quick = jsonClient(fast.endpoint, 'Logs_20140328', 'logs');
    const one = { logGroupName: 'g', logStreamName: 's' };
    await quick('CreateLogGroup', one);
    await quick('CreateLogStream', one);
    const timestamp = Math.floor(fast.cloud.clock.now());
    await quick('PutLogEvents', { ...one, logEvents: [{ timestamp, message: 'old' }] });
    expect(messages(await quick('GetLogEvents', one))).toEqual(['old']);
    await quick('PutRetentionPolicy', { ...one, retentionInDays: 1 });
    await fast.cloud.clock.sleep(dayMs + 1000);
    expect(messages(await quick('GetLogEvents', one))).toEqual([]);
    expect(messages(await quick('FilterLogEvents', one))).toEqual([]);
    expect((await quick('DescribeLogGroups')).logGroups[0].storedBytes).toBe(0);
    expect((await quick('DescribeLogStreams', one)).logStreams[0]).not.toHaveProperty('lastEventTimestamp');
  });

  test('does not pass over the lines of real processes, whose clocks are behind', async () => {
    await using ahead = await testCloud({ scale: 100_000 });
    const quick = jsonClient(ahead.endpoint, 'Logs_20140328', 'logs');
    const one = { logGroupName: 'g', logStreamName: 's' };
    await quick('CreateLogGroup', one);
    await quick('CreateLogStream', one);
    await quick('PutRetentionPolicy', { ...one, retentionInDays: 14 });
    await ahead.cloud.clock.sleep(6 * hourMs);
    const answer = await quick('PutLogEvents', { ...one, logEvents: [line('real')] });
    expect(answer).not.toHaveProperty('rejectedLogEventsInfo');
    expect(messages(await quick('GetLogEvents', one))).toEqual(['real']);
  });
});

test('a cloud that is opened again has its groups, streams and lines, with the same ids', async () => {
  await using first = await testCloud();
  const one = { logGroupName: 'g', logStreamName: 's' };
  const before = jsonClient(first.endpoint, 'Logs_20140328', 'logs');
  await before('CreateLogGroup', one);
  await before('CreateLogStream', one);
  await before('PutLogEvents', { ...one, logEvents: [line('a', 1000), line('b')] });
  const { events } = await before('FilterLogEvents', one);
  await first.stop();
  const second = await testCloud({ root: first.root });
  const after = jsonClient(second.endpoint, 'Logs_20140328', 'logs');
  expect((await after('FilterLogEvents', one)).events).toEqual(events);
  await second.stop();
});
