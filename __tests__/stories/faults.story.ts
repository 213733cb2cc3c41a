import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { callsOf, cancelAt, chosen, disturbances, playAll, playSpoil, spoils } from '../../scripts/stage/cases.js';
import { runnerKey } from '../../scripts/stage/fault-plan.js';
import { onStage, openTheatre } from '../../scripts/stage/scenarios.js';

/** Here a choice of the calls; all of them are `npm run faults`. */
describe('an update in which a call goes wrong', () => {
  let theatre: Awaited<ReturnType<typeof openTheatre>>;
  /** What was wrong by disturbance; absent: no run came as far as that call. */
  const wrong = new Map<string, readonly string[]>();

  beforeAll(async () => {
    theatre = await openTheatre();
    const cases = chosen(spoils('update', await callsOf(theatre, 'update')));
    await playAll(
      cases,
      (one) => playSpoil(theatre, one),
      ({ what, number, operation }, found) => {
        if (found === undefined) return;
        const told = found.map((text) => `call ${number}, ${operation}: ${text}`);
        wrong.set(what, [...(wrong.get(what) ?? []), ...told]);
      },
    );
  }, 300_000);
  afterAll(() => theatre?.remove());

  test.each(Object.keys(disturbances))(
    '(%s) gets there all the same, or is red and says why and what to do',
    (disturbance) => {
      expect(wrong.get(disturbance)).toEqual([]);
    },
  );

  test('ends within five seconds when it is cancelled while AWS is silent', async () => {
    const ended = await onStage(theatre, 'update', (stage) => cancelAt(stage, { operation: 'UpdateStack', calls: 1 }));
    expect(ended).toMatchObject({ code: 1, log: expect.stringContaining('The run was cancelled.') });
    expect(ended.seconds).toBeLessThan(5);
  }, 60_000);

  test('ends within five seconds when it is cancelled while it follows and AWS is silent, and says that the update goes on', async () => {
    const ended = await onStage(theatre, 'update', (stage) => cancelAt(stage, silentEvents));
    expect(ended).toMatchObject({
      code: 1,
      log: expect.stringContaining('The update of the stack "story-single" goes on'),
    });
    expect(ended.seconds).toBeLessThan(5);
  }, 60_000);

  test('is red when its time is over while AWS owes an answer, says what is pending, and the next run goes on with it', async () => {
    await onStage(theatre, 'update', async ({ act, plan, wrong }) => {
      await plan.set({ ...silentEvents, what: 'time-out' });
      // Of its eleven minutes, twelve seconds are left.
      const BEANPOLE_BEGAN_MS = String(Date.now() - 648_000);
      const began = Date.now();
      const ended = await act({ environment: { ...attempt('1'), BEANPOLE_BEGAN_MS } });
      expect(ended).toMatchObject({
        code: 1,
        log: expect.stringMatching(/The run's time is over while the stack "story-single" .* since \d\d:\d\d:\d\d UTC/),
        outputs: { outcome: 'failed' },
      });
      // Without the deadline it would be ten attempts of a minute each.
      expect(Date.now() - began).toBeLessThan(90_000);
      await plan.set();
      expect(await act({ environment: attempt('2') })).toMatchObject({ code: 0, outputs: { version: 'v2' } });
      expect(await wrong()).toEqual([]);
    });
  }, 180_000);

  test('is green all the same when CloudFormation cannot be reached for longer than a request is repeated', async () => {
    await onStage(theatre, 'update', async ({ act, plan, wrong }) => {
      await plan.set({ ...silentEvents, what: 'fail', status: 503, code: 'ServiceUnavailable' });
      const ended = await act({
        onLine: (line: string) => void (/What was begun goes on alone/.test(line) && plan.set()),
      });
      expect(ended).toMatchObject({
        code: 0,
        log: expect.stringContaining('AWS answers again'),
        outputs: { version: 'v2' },
      });
      expect(await wrong()).toEqual([]);
    });
  }, 240_000);
});

/** Events are read once before an update begins; from then on they follow it. */
const silentEvents = { operation: 'DescribeStackEvents', accessKeyId: runnerKey, calls: '3-' };
const attempt = (GITHUB_RUN_ATTEMPT: string) => ({ GITHUB_RUN_ID: '7000', GITHUB_RUN_ATTEMPT });

describe('credentials that end', () => {
  let theatre: Awaited<ReturnType<typeof openTheatre>>;
  beforeAll(async () => {
    theatre = await openTheatre();
  }, 120_000);
  afterAll(() => theatre?.remove());

  test('while the update is followed make the run red; it says how to come back, and the re-run does', async () => {
    await onStage(theatre, 'update', async ({ act, plan, wrong }) => {
      await plan.set({ ...silentEvents, what: 'expired-token' });
      const ended = await act({ environment: attempt('1') });
      expect(ended.code).toBe(1);
      expect(ended.log).toMatch(
        /::error[^:]*::The AWS credentials expired .* goes on: CloudFormation finishes or undoes it alone\.%0ARe-run the failed job/,
      );
      await plan.set();
      expect(await act({ environment: attempt('2') })).toMatchObject({ code: 0, outputs: { version: 'v2' } });
      expect(await wrong()).toEqual([]);
    });
  }, 120_000);

  test('before the deploy are noticed before it begins: those that STS gave for 15 minutes, and a bake of half an hour', async () => {
    await onStage(theatre, 'update', async ({ act, endpoint }) => {
      const sts = new STSClient({
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      });
      const role = { RoleArn: 'arn:aws:iam::123456789012:role/deploy', RoleSessionName: 'GitHubActions' };
      const { Credentials: given } = await sts.send(new AssumeRoleCommand({ ...role, DurationSeconds: 900 }));
      const environment = {
        AWS_ACCESS_KEY_ID: given?.AccessKeyId ?? '',
        AWS_SECRET_ACCESS_KEY: given?.SecretAccessKey ?? '',
        AWS_SESSION_TOKEN: given?.SessionToken ?? '',
        AWS_CREDENTIAL_EXPIRATION: given?.Expiration?.toISOString() ?? '',
      };
      const controller = new AbortController();
      const lines: string[] = [];
      const onLine = (line: string) => {
        lines.push(line);
        if (/The AWS credentials end/.test(line)) controller.abort();
      };
      const inputs = { set: 'mode=high-availability\ndeploy.bake=30m\ndeploy.limit=2h' };
      await act({ environment, inputs, onLine, signal: controller.signal }).catch(() => undefined);
      expect(lines.join('\n')).toMatch(
        /::warning.*::The AWS credentials end at .*, in 15 min, and this deploy takes about 3\d min/,
      );
      const late = { ...environment, AWS_CREDENTIAL_EXPIRATION: new Date(Date.now() - 1000).toISOString() };
      const refused = await act({ environment: late });
      expect(refused).toMatchObject({ code: 1, log: expect.stringContaining('The AWS credentials expired at') });
      expect(refused.log).not.toContain('Stack story');
    });
  }, 120_000);
});
