import { describe, expect, test } from '@jest/globals';
import { endedComment, isNewer, markerOf, pendingComment } from '../../src/report/comment.ts';
import type { Ended } from '../../src/report/ended.ts';

const subject = { application: 'shop', environment: 'pr-7', run: { id: '20' }, preview: { hours: 5 } };
const live: Ended = {
  verdict: 'good',
  text: 'x',
  summary: '',
  outputs: { outcome: 'updated', url: 'http://a', version: 'v' },
};

describe('the comment', () => {
  test('is found again by its first line, and no other environment has that line', () => {
    const body = pendingComment(subject, 'deploy');
    expect(body.startsWith(markerOf(subject))).toBe(true);
    expect(body.startsWith(markerOf({ ...subject, environment: 'pr-70' }))).toBe(false);
    expect(body.startsWith(markerOf({ ...subject, environment: 'pr' }))).toBe(false);
  });

  test('of a newer run is not written over', () => {
    const other = pendingComment({ ...subject, run: { id: '21' } }, 'deploy');
    expect(isNewer(other, subject)).toBe(true);
    expect(isNewer(pendingComment(subject, 'deploy'), subject)).toBe(false);
    expect(isNewer(undefined, subject)).toBe(false);
  });

  test('stays within what GitHub takes, whatever the application logged', () => {
    const text = `cause\n${'```\n<!-- '.repeat(50_000)}`;
    const body = endedComment(subject, { ...live, verdict: 'bad', title: 'Failed', text, picture: text });
    expect(body.length).toBeLessThan(65_536);
    expect(body).toContain('cut; the whole text stands in the log');
    // The application's own fence must not close ours.
    expect(body).toContain('````text\ncause');
  });

  test('stays within it even where the fence alone would not', () => {
    const body = endedComment(subject, { ...live, verdict: 'bad', title: 'Failed', text: '`'.repeat(30_000) });
    expect(body.length).toBeLessThan(65_536);
  });

  test('of a failure has the cause first, then what is live and what to do, which can be clicked and copied', () => {
    const parts = { told: 'the cause', next: 'Next: fix it.' };
    const body = endedComment(subject, { ...live, verdict: 'bad', title: 'Failed', text: 'whole', parts });
    const [fence, still, next] = [
      '```text\nthe cause\n```',
      'Version `v` is still live: http://a',
      'Next: fix it.',
    ].map((text) => body.indexOf(text));
    expect([fence, still, next].toSorted((one = 0, other = 0) => one - other)).toEqual([fence, still, next]);
    expect(fence).toBeGreaterThan(0);
    expect(body).not.toContain('whole');
  });

  test('says how long a preview lives, and what is live after a failure', () => {
    expect(endedComment(subject, live)).toContain('at the latest 5 hours after its last change');
    const failed = endedComment(subject, { ...live, verdict: 'bad', title: 'Version w was rolled back in pr-7' });
    expect(failed).toContain('### ❌ Preview `pr-7`: version w was rolled back\n');
    expect(failed).toContain('Version `v` is still live: http://a');
  });

  test('of a worker says where its messages go', () => {
    const { url: _, ...rest } = live.outputs;
    const body = endedComment(subject, { ...live, outputs: { ...rest, 'queue-url': 'https://sqs/q' } });
    expect(body).toContain('### ✅ Preview `pr-7` is live: messages go to https://sqs/q');
    expect(body).toContain('It goes when this pull request is closed');
  });

  test.each([
    ['cancelled', 'bad', '⏹️'],
    ['superseded', 'good', '⏭️'],
    ['destroyed', 'good', '🧹'],
    ['created', 'good', '✅'],
  ] as const)('of a run that ended %s has its own mark', (outcome, verdict, mark) => {
    expect(endedComment(subject, { ...live, verdict, outputs: { ...live.outputs, outcome } })).toContain(
      `### ${mark} `,
    );
  });
});
