import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeEvidence } from '../../src/aws/evidence.ts';
import { type Loopback, loopback } from './loopback/aws.ts';

const prefix = 'environments/staging/failures/v2/';
let aws: Loopback;
beforeEach(async () => {
  aws = await loopback();
});
afterEach(() => aws.close());

const list = (keys: readonly string[]) => ({
  type: 'application/xml',
  body: `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><IsTruncated>false</IsTruncated>${keys
    .map((key) => `<Contents><Key>${prefix}${key}</Key><Size>1</Size></Contents>`)
    .join('')}</ListBucketResult>`,
});
const listing = `GET /b/?list-type=2&prefix=${encodeURIComponent(prefix)}`;
const object = (key: string) => `GET /b/${prefix}${key}?x-id=GetObject`;

test('failureReports() reads the reports, leaves the logs, and skips what cannot be read', async () => {
  const report = { schema: 1, instance: 'i-1', version: 'v2', step: 'gate', reason: 'no', at: '2026-10-01T12:00:00Z' };
  aws.answer(listing, list(['i-1.json', 'i-1.log', 'i-2.json', 'i-3.json']));
  aws.answer(object('i-1.json'), { body: JSON.stringify(report) });
  aws.answer(object('i-2.json'), { body: '{"half' });
  aws.answer(object('i-3.json'), { body: 'null' });
  expect(await makeEvidence(aws.clients).failureReports('b', prefix)).toEqual([{ ...report, lastLines: [] }]);
  expect(aws.received).toHaveLength(4);
});

test('startReports() reads what was written since then, and skips what is no such report', async () => {
  const report = { schema: 1, instance: 'i-1', version: 'v2', duty: 'boot', steps: [], at: '2026-10-01T12:00:00Z' };
  const since = Date.parse('2026-10-01T11:00:00Z');
  const at = (key: string, time: string) =>
    `<Contents><Key>${prefix}${key}</Key><LastModified>${time}</LastModified><Size>1</Size></Contents>`;
  const body = list([]).body.replace(
    '</ListBucketResult>',
    `${at('i-0.json', '2026-10-01T10:59:59.000Z')}${at('i-1.json', '2026-10-01T11:00:00.000Z')}${at('i-2.json', '2026-10-01T12:00:00.000Z')}</ListBucketResult>`,
  );
  aws.answer(listing, { type: 'application/xml', body });
  aws.answer(object('i-1.json'), { body: JSON.stringify(report) });
  aws.answer(object('i-2.json'), { body: '{"instance": "i-2", "at": "", "steps": 3}' });
  expect(await makeEvidence(aws.clients).startReports('b', prefix, since)).toEqual([report]);
  expect(aws.received).toHaveLength(3);
});

test('failureReports() finds none where nothing failed', async () => {
  aws.answer(listing, list([]));
  expect(await makeEvidence(aws.clients).failureReports('b', prefix)).toEqual([]);
});
