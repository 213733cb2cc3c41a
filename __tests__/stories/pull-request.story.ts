import { join } from 'node:path';
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGitHub } from '../../scripts/stage/github/server.js';
import { type Look, lookInto, until, valuesOf } from './cloud.ts';
import { clone, golden, pullRequest, settled, stepWith, type TestGitHub, version } from './pull-request.ts';
import { room, scale, startLocalCloud } from './stage.ts';

const long = 180_000;
const broken = { 'server.js': "console.error('Error: no such table: beans'); process.exit(1);\n" };

describe('the life of a pull request', () => {
  const here = room();
  const tree = clone(join(here.path, 'clone'));
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let github: TestGitHub;
  let look: Look;
  let step: ReturnType<typeof stepWith>;

  const event = (action: Parameters<typeof pullRequest>[0], head: string) => {
    github.pulls.set(7, { state: action === 'closed' ? 'closed' : 'open' });
    return pullRequest(action, { head, room: here.path });
  };
  const page = async (url = '') => (await fetch(url)).text();
  /** The one comment; a second one would be a finding. */
  const comment = () => {
    expect(github.comments).toHaveLength(1);
    return settled(github.comments[0]?.body ?? '');
  };
  const same = (name: string) => expect(comment()).toBe(golden(`pull-request/${name}.md`, comment()));
  const deploymentStates = () =>
    github.deployments.map(({ id }) => github.statuses.findLast(({ deployment }) => deployment === id)?.state);

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    github = await startGitHub();
    look = lookInto(cloud.endpoint);
    step = stepWith(github, cloud);
  });
  afterAll(async () => {
    github.stop();
    await cloud.stop();
    here.remove();
  }, 30_000);

  test(
    'opened: the comment says at once that something is under way, and then where it is',
    async () => {
      const head = tree.push(version('1'));
      const running = step(tree.directory, event('opened', head));
      await until(
        async () => github.comments.length,
        (count) => count > 0,
        long,
      );
      same('1-opened-pending');
      const { code, outputs } = await running;
      expect({ code, ...outputs }).toMatchObject({ code: 0, outcome: 'created', environment: 'pr-7' });
      expect(await page(outputs['url'])).toBe('version 1');
      same('2-opened');
      expect(github.deployments).toMatchObject([{ environment: 'story pr-7', ref: head, transient_environment: true }]);
      expect(github.statuses.at(-1)).toMatchObject({ state: 'success', environment_url: outputs['url'] });
      const stack = await look.stack('story-pr-7');
      expect(stack?.tags).toMatchObject({ 'beanpole:repository': 'octo-org/hello', 'beanpole:lifetime': '2880' });
      const group = await look.group('story-pr-7');
      expect(group.Instances).toHaveLength(1);
    },
    long,
  );

  test(
    'pushed twice quickly: the newer commit is what is live and what the comment tells',
    async () => {
      const older = tree.push(version('2'));
      const first = tree.copy(join(here.path, 'run-2'));
      const newer = tree.push(version('3'));
      const second = tree.copy(join(here.path, 'run-3'));
      const both = [step(first, event('synchronize', older)), step(second, event('synchronize', newer))];
      const ends = await Promise.all(both);
      expect(ends.map(({ code }) => code)).toEqual([0, 0]);
      expect(await page(await look.output('story-pr-7', 'Url'))).toBe('version 3');
      same('3-pushed-twice');
    },
    long,
  );

  test(
    'a broken push: red, the cause first, and the version before still serves',
    async () => {
      const head = tree.push(version('4', broken));
      const { code, log, outputs } = await step(tree.directory, event('synchronize', head));
      expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 1, outcome: 'rolled-back' });
      expect(log.match(/^::error /gm)).toHaveLength(1);
      expect(await page(outputs['url'])).toBe('version 3');
      same('4-broken');
      expect(github.statuses.at(-1)?.state).toBe('failure');
    },
    long,
  );

  test(
    'fixed',
    async () => {
      const head = tree.push(version('5'));
      const { code, outputs } = await step(tree.directory, event('synchronize', head));
      expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'updated' });
      expect(await page(outputs['url'])).toBe('version 5');
      same('5-fixed');
    },
    long,
  );

  test(
    'closed: the environment is gone, and so say the comment and every deployment',
    async () => {
      const { code, outputs } = await step(tree.directory, event('closed', tree.push({})));
      expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'destroyed' });
      expect(await look.stack('story-pr-7')).toBeUndefined();
      same('6-closed');
      expect(new Set(deploymentStates())).toEqual(new Set(['inactive']));
    },
    long,
  );

  test(
    'reopened: it comes back, in the same comment',
    async () => {
      const { code, outputs } = await step(tree.directory, event('reopened', tree.push({})));
      expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'created' });
      expect(await page(outputs['url'])).toBe('version 5');
      same('7-reopened');
    },
    long,
  );

  test(
    'closed again while nobody hears it: the nightly prune takes it away and says so',
    async () => {
      github.pulls.set(7, { state: 'closed' });
      const { code, log, outputs } = await step(tree.directory, { GITHUB_EVENT_NAME: 'schedule' });
      expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'pruned' });
      expect(log).toContain('pr-7 goes: pull request #7 is closed');
      same('8-swept');
      expect(new Set(deploymentStates())).toEqual(new Set(['inactive']));
    },
    long,
  );

  test('in the end nothing is left of any preview, and GitHub was asked by the book', async () => {
    expect(await look.stack('story-pr-7')).toBeUndefined();
    expect(await look.stack('story-pr-7-data')).toBeUndefined();
    const instances = valuesOf(await look.query('ec2', 'DescribeInstances'), 'name');
    expect(instances.filter((state) => state === 'running' || state === 'pending')).toEqual([]);
    expect(valuesOf(await look.query('ec2', 'DescribeAddresses'), 'publicIp')).toEqual([]);
    expect(await look.keys('story', 'environments/pr-7/')).toEqual([]);
    expect(github.complaints).toEqual([]);
  });

  test(
    "the application itself goes by CloudFormation's own command, and its bucket stays with the versions",
    async () => {
      const Bucket = await look.output('story', 'ArtifactBucket');
      await look.cloudFormation.send(new DeleteStackCommand({ StackName: 'story' }));
      await until(
        () => look.stack('story'),
        (stack) => stack === undefined,
        long,
      );
      const { KeyCount = 0 } = await look.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'versions/' }));
      expect(KeyCount).toBeGreaterThan(0);
    },
    long,
  );
});
