import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import type { Outcome } from '../../src/deploy/outcome.ts';
import type { FailureReport, StartReport } from '../../src/deploy/ports.ts';
import { endOfDeploy, endOfDestruction } from '../../src/report/outcome.ts';

const failure: FailureReport = {
  schema: 1,
  instance: 'i-0abc',
  version: 'v3',
  step: 'gate',
  reason: 'The web process exited with code 1, 0.4 s after its start.',
  lastLines: ['connecting to the database …', 'Error: connect ECONNREFUSED'],
  at: '2026-11-22T10:00:00.000Z',
};

const anOutcome = (more: Partial<Outcome> = {}): Outcome => ({
  kind: 'updated',
  application: 'shop',
  environment: 'production',
  version: 'v3',
  liveVersion: 'v3',
  previousVersion: 'v2',
  url: 'http://shop.example',
  stacks: [],
  causes: [],
  failures: [],
  starts: [],
  activities: [],
  startedMs: 1_000,
  endedMs: 63_000,
  ...more,
});

const rolledBack = anOutcome({
  kind: 'rolled-back',
  liveVersion: 'v2',
  why: 'The stack "shop-production" could not be brought up to date and went back to what it was.',
  failures: [failure, { ...failure, instance: 'i-0def' }],
  bucket: 'shop-bucket',
});

describe('endOfDeploy()', () => {
  test('says in one line what is live, where, and how long it took', () => {
    expect(endOfDeploy(anOutcome()).text).toBe('Version v3 is live after 62 s in production: http://shop.example');
  });

  test('says how long the slowest instance took, step by step, and gives all of them in the result', () => {
    const start = (instance: string, gate: number): StartReport => ({
      schema: 1,
      instance,
      version: 'v3',
      duty: 'boot',
      steps: [
        { step: 'agent', seconds: 4.2 },
        { step: 'unpack', seconds: 0 },
        { step: 'gate', seconds: gate },
      ],
      at: '2026-11-22T10:00:00.000Z',
    });
    const starts = [start('i-0slow', 9.1), start('i-0fast', 3)];
    const { text, summary, outputs } = endOfDeploy(anOutcome({ starts }));
    const line = 'The slowest of 2 instances, i-0slow, took from user data to signal 13.3 s: agent 4.2 s, gate 9.1 s';
    expect(text.split('\n')[1]).toBe(line);
    expect(summary).toContain(line);
    expect(JSON.parse(outputs['result'] ?? '').starts).toEqual(starts);
    const inPlace = anOutcome({ starts: starts.slice(1).map((one) => ({ ...one, duty: 'update' })) });
    expect(endOfDeploy(inPlace).text.split('\n')[1]).toBe(
      'Instance i-0fast took to change its version in place 7.2 s: agent 4.2 s, gate 3.0 s',
    );
    const noted = anOutcome({ starts: starts.map((one) => ({ ...one, notes: ['There is no new certificate yet'] })) });
    expect(endOfDeploy(noted).text.split('\n').slice(2, 4)).toEqual([
      'Instance i-0slow: There is no new certificate yet',
      'Instance i-0fast: There is no new certificate yet',
    ]);
  });

  test('says that an unchanged version was not touched', () => {
    expect(endOfDeploy(anOutcome({ kind: 'unchanged' })).text).toBe(
      'Version v3 was live already; nothing was touched in production: http://shop.example',
    );
  });

  test('shows cause, own last lines, what is live and what to do next after a rollback', () => {
    const ended = endOfDeploy(rolledBack);
    expect(ended.verdict).toBe('bad');
    expect(ended.title).toBe('Version v3 was rolled back in production');
    expect(ended.text).toBe(
      [
        'The web process exited with code 1, 0.4 s after its start. (step gate on instance i-0abc)',
        'Its last log lines:',
        '  | connecting to the database …',
        '  | Error: connect ECONNREFUSED',
        '1 other instance failed as well.',
        'The stack "shop-production" could not be brought up to date and went back to what it was.',
        'Live in production is version v2: http://shop.example',
        'Next: fix it and deploy again; nothing has to be cleaned up. The complete log: `aws s3 cp s3://shop-bucket/environments/production/failures/v3/i-0abc.log -`',
      ].join('\n'),
    );
  });

  test('has a paragraph of the summary for each line, so that none runs into another', () => {
    const start = { schema: 1, instance: 'i-1', version: 'v3', duty: 'boot', steps: [{ step: 'gate', seconds: 2 }] };
    const { summary } = endOfDeploy(anOutcome({ starts: [{ ...start, at: '2026-01-01T00:00:00Z' } as StartReport] }));
    expect(summary).toContain('http://shop.example\n\nInstance i-1 took');
  });

  test('has addresses in the summary that can be followed, outside of any block of text', () => {
    for (const { summary } of [endOfDeploy(rolledBack), endOfDeploy(anOutcome({ kind: 'updated' }))]) {
      expect(summary.replace(/^(```+)text[\s\S]*?^\1$/gm, '')).toContain('http://shop.example');
    }
  });

  test('falls back to the root cause of the stack when no instance left a report', () => {
    const cause = {
      kind: 'capacity',
      logicalId: 'AutoScalingGroup',
      type: 't',
      reason: 'no room',
      fix: 'Ask AWS.',
      instances: [],
      at: 0,
    } as const;
    const { text } = endOfDeploy(anOutcome({ kind: 'failed', causes: [cause] }));
    expect(text.split('\n').slice(0, 2)).toEqual(['AutoScalingGroup: no room', 'Ask AWS.']);
  });

  test('says why once when nothing else is known', () => {
    const { text } = endOfDeploy(
      anOutcome({ kind: 'failed', why: 'The stack "shop" ended as UPDATE_ROLLBACK_FAILED.' }),
    );
    expect(text.split('\n').slice(0, 2)).toEqual([
      'The stack "shop" ended as UPDATE_ROLLBACK_FAILED.',
      'Live in production is version v3: http://shop.example',
    ]);
  });

  test('gives the live version as output, not the wanted one, when the run is red', () => {
    expect(endOfDeploy(rolledBack).outputs).toMatchObject({
      outcome: 'rolled-back',
      version: 'v2',
      'previous-version': 'v2',
    });
    expect(JSON.parse(endOfDeploy(rolledBack).outputs['result'] ?? '')).toMatchObject({
      schema: 1,
      wanted: 'v3',
      seconds: 62,
    });
  });

  test('sets only outputs that action.yml declares', () => {
    const declared = Object.keys(parse(readFileSync('action.yml', 'utf8')).outputs);
    for (const name of Object.keys(endOfDeploy(rolledBack).outputs)) expect(declared).toContain(name);
  });

  test('keeps what an application logged inside the fence of the summary', () => {
    const sly = anOutcome({ kind: 'rolled-back', failures: [{ ...failure, lastLines: ['```', '# not a heading'] }] });
    const { summary } = endOfDeploy(sly);
    expect(summary).toContain('````text\n');
    expect(summary.split('````')).toHaveLength(3);
  });
});

describe('endOfDestruction()', () => {
  test('is good when the environment is gone and when it never was', () => {
    const gone = { application: 'shop', environment: 'pr-7', stacks: [], remains: [] };
    expect(endOfDestruction({ kind: 'destroyed', ...gone })).toMatchObject({
      verdict: 'good',
      text: 'Environment pr-7 of shop is gone.',
    });
    expect(endOfDestruction({ kind: 'absent', ...gone })).toMatchObject({ verdict: 'good' });
  });

  test('tells what remains of the data', () => {
    const gone = { application: 'shop', environment: 'pr-7', stacks: [], remains: ['A last snapshot stays.'] };
    const { text, outputs } = endOfDestruction({ kind: 'destroyed', ...gone });
    expect(text).toBe('Environment pr-7 of shop is gone.\nA last snapshot stays.');
    expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ remains: gone.remains });
  });
});
