import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultPlan } from './fault-plan.js';
import { all, query } from './inventory.js';
import { startLocalCloud } from './local-cloud.js';
import { runAction } from './runner.js';
import { scale, writeApplication } from './scenarios.js';
import { copyState } from './state-copy.js';

/** The compute stack that is brought into each status. */
const name = 'story-single';
const ours = { 'Tags.member.1.Key': 'beanpole:application', 'Tags.member.1.Value': 'story' };

/**
 * A room with the state from which every status is reached: `single` runs version 2, `other` version 1.
 * @returns {Promise<{path: string, remove: () => void}>}
 */
export async function openGallery() {
  const path = mkdtempSync(join(tmpdir(), 'beanpole-statuses-'));
  const gallery = { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  for (const version of ['1', '2']) writeApplication(join(path, `version-${version}`), version);
  // An application that does not want to end makes a deletion last.
  const stubborn = "process.removeAllListeners('SIGTERM').on('SIGTERM', () => {});\n";
  appendFileSync(join(path, 'version-2', 'server.js'), stubborn);
  const cloud = await startLocalCloud({ state: join(path, 'running'), scale });
  try {
    for (const [version, environment] of [
      ['1', 'other'],
      ['2', 'single'],
    ]) {
      const step = await act(gallery, cloud, { version, inputs: { environment, 'version-label': `v${version}` } });
      if (step.code !== 0) throw new Error(`Version ${version} could not be prepared:\n${step.log}`);
    }
  } catch (error) {
    gallery.remove();
    throw error;
  } finally {
    await cloud.stop();
  }
  return gallery;
}

function act({ path }, cloud, { version = '1', inputs, ...more }) {
  return runAction({
    workspace: join(path, `version-${version}`),
    inputs: { environment: 'single', ...inputs },
    environment: { ...cloud.environment, BEANPOLE_POLL_MS: '250' },
    ...more,
  });
}

/** CloudFormation, asked as anybody may. */
function cloudFormation(endpoint) {
  const ask = (action, parameters = {}) =>
    query(endpoint, 'cloudformation', action, { StackName: name, ...parameters });
  const status = async () =>
    ask('DescribeStacks').then(
      (text) => all(text, 'StackStatus')[0],
      () => undefined,
    );
  const until = async (wanted) => {
    for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const is = await status();
      if (is === wanted) return;
      if (Date.now() > end) throw new Error(`${name} is ${is}, not ${wanted}, after a minute.`);
    }
  };
  return {
    ask,
    status,
    until,
    /** An update to the template that it has, with more or (null) fewer resources. */
    async update(resources, more = {}) {
      const text = (await ask('GetTemplate')).match(/<TemplateBody>([\s\S]*)<\/TemplateBody>/)[1];
      const template = JSON.parse(
        text
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&#39;', "'")
          .replaceAll('&apos;', "'")
          .replaceAll('&amp;', '&'),
      );
      template.Resources = Object.fromEntries(
        Object.entries({ ...template.Resources, ...resources }).filter(([, resource]) => resource !== null),
      );
      const kept = Object.keys(template.Parameters ?? {}).flatMap((key, index) => [
        [`Parameters.member.${index + 1}.ParameterKey`, key],
        [`Parameters.member.${index + 1}.UsePreviousValue`, 'true'],
      ]);
      const capabilities = { 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM' };
      await ask('UpdateStack', {
        TemplateBody: JSON.stringify(template),
        ...Object.fromEntries(kept),
        ...capabilities,
        ...more,
      });
    },
    /** Waits until the stack's history says something. */
    async told(text) {
      for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
        if ((await ask('DescribeStackEvents')).includes(text)) return;
        if (Date.now() > end) throw new Error(`No event says "${text}" after a minute.`);
      }
    },
    async remove() {
      await ask('DeleteStack');
      await until(undefined);
    },
    /** A small stack of ours, of these resources, instead of the one that is there. */
    async replace(resources, more = {}) {
      await this.remove();
      await ask('CreateStack', { TemplateBody: JSON.stringify({ Resources: resources }), ...ours, ...more });
    },
  };
}

const handle = { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } };
/** Nobody signals: it fails after so many seconds of AWS. */
const waiting = (Timeout, more = {}) => ({
  ...handle,
  Wait: { Type: 'AWS::CloudFormation::WaitCondition', Properties: { Handle: { Ref: 'Handle' }, Timeout }, ...more },
});
const forever = waiting('43200');
const failing = waiting('1');
const bucketName = 'story-in-the-way';
const bucket = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: bucketName } } };

/** What keeps a bucket from being deleted. */
const put = (endpoint) => fetch(`${endpoint}/${bucketName}/thing`, { method: 'PUT', body: 'x', headers: s3 });
const clear = (endpoint) => fetch(`${endpoint}/${bucketName}/thing`, { method: 'DELETE', headers: s3 });
const s3 = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=INVENTORY/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
};

/** Writes a status into the recorded state, before the cloud is opened. */
const recorded = (status) => ({
  edit(stack) {
    stack.status = status;
  },
});

/**
 * How each status is reached. `reach`: by CloudFormation's API, in a cloud that runs. `edit`: in the recorded state, for what the API cannot be made to
 * do, or not to stay in; `note` says why. `first`: by the API in a cloud that is then stopped and opened again. `scale`: of the cloud, where something must take long.
 * @type {Record<string, {reach?: Function, edit?: Function, first?: Function, note?: string, scale?: number, before?: Function}>}
 */
export const constructions = {
  CREATE_COMPLETE: {},
  CREATE_IN_PROGRESS: { reach: (stack) => stack.replace(forever) },
  CREATE_FAILED: {
    reach: (stack) => stack.replace(failing, { OnFailure: 'DO_NOTHING' }),
  },
  ROLLBACK_COMPLETE: { reach: (stack) => stack.replace(failing) },
  ROLLBACK_FAILED: {
    async reach(stack, endpoint) {
      await stack.replace({ ...bucket, ...waiting('90', { DependsOn: 'Bucket' }) });
      await filled(endpoint);
    },
    before: clear,
  },
  ROLLBACK_IN_PROGRESS: {
    ...recorded('ROLLBACK_IN_PROGRESS'),
    scale: 0.1,
    note: 'a creation of an environment that fails late takes minutes',
  },
  REVIEW_IN_PROGRESS: {
    async reach(stack) {
      await stack.remove();
      const TemplateBody = JSON.stringify({ Resources: handle });
      await stack.ask('CreateChangeSet', { ChangeSetName: 'left', ChangeSetType: 'CREATE', TemplateBody, ...ours });
    },
  },
  UPDATE_COMPLETE: { reach: (stack) => stack.update(handle) },
  UPDATE_IN_PROGRESS: { reach: (stack) => stack.update(forever) },
  UPDATE_FAILED: { reach: (stack) => stack.update(failing, { DisableRollback: 'true' }) },
  UPDATE_ROLLBACK_COMPLETE: { reach: (stack) => stack.update(failing) },
  UPDATE_ROLLBACK_FAILED: {
    ...recorded('UPDATE_ROLLBACK_FAILED'),
    note: 'no resource of ours fails to go back on request',
  },
  UPDATE_ROLLBACK_IN_PROGRESS: {
    async reach(stack) {
      await stack.update(handle, { ...ours, 'Tags.member.2.Key': 'other', 'Tags.member.2.Value': 'tag' });
      await stack.told('Waiting on 1 resource signal(s)');
      await stack.ask('CancelUpdateStack');
    },
    scale: 1,
  },
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: {
    async first(stack, endpoint) {
      await stack.update(bucket);
      await stack.until('UPDATE_COMPLETE');
      await filled(endpoint);
      await stack.update({ Bucket: null });
      await stack.until('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    },
    scale: 0.1,
  },
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: {
    async first(stack, endpoint) {
      await stack.update({ ...bucket, ...waiting('60', { DependsOn: 'Bucket' }) });
      await filled(endpoint);
      await stack.until('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    },
    scale: 0.1,
  },
  DELETE_COMPLETE: { reach: (stack) => stack.remove() },
  DELETE_IN_PROGRESS: { reach: (stack) => stack.ask('DeleteStack'), scale: 0.1 },
  DELETE_FAILED: {
    async reach(stack, endpoint) {
      await stack.replace(bucket);
      await stack.until('CREATE_COMPLETE');
      await filled(endpoint);
      await stack.ask('DeleteStack');
    },
    before: clear,
  },
  ...Object.fromEntries(
    ['IN_PROGRESS', 'COMPLETE', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'].map((end) => [
      `IMPORT_${end}`,
      { ...recorded(`IMPORT_${end}`), note: 'the local cloud imports nothing' },
    ]),
  ),
};

async function filled(endpoint) {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if ((await put(endpoint)).ok) return;
    if (Date.now() > end) throw new Error('The bucket in the way could not be filled.');
  }
}

/**
 * Opens a copy of the state with the stack in a status, and lets `play` work on it.
 * @template T
 * @param {{path: string}} gallery
 * @param {string} status
 * @param {(cloud: object) => Promise<T>} play
 */
export async function inStatus(gallery, status, play, construction = constructions[status]) {
  const { first, reach, edit, before, scale: pace = scale } = construction;
  const state = mkdtempSync(join(gallery.path, 'copy-'));
  await copyState(join(gallery.path, 'running'), state);
  if (edit !== undefined) change(state, edit);
  if (first !== undefined) await inCloud({ state, scale }, (stack, cloud) => first(stack, cloud.endpoint));
  try {
    return await inCloud({ state, scale: pace }, async (stack, cloud) => {
      await reach?.(stack, cloud.endpoint);
      await stack.until(status === 'DELETE_COMPLETE' ? undefined : status);
      await before?.(cloud.endpoint);
      return play({ cloud, stack });
    });
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

async function inCloud(place, play) {
  const cloud = await startLocalCloud(place);
  try {
    return await play(cloudFormation(cloud.endpoint), cloud);
  } finally {
    await cloud.stop();
  }
}

function change(state, edit) {
  const file = join(state, 'cloudformation-stacks.json');
  const stacks = JSON.parse(readFileSync(file, 'utf8'));
  edit(Object.values(stacks).find((stack) => stack.name === name));
  writeFileSync(file, JSON.stringify(stacks));
}

/** The commands that change something, and those that look. The wanted version is 1 everywhere. */
export const changing = {
  deploy: { 'version-label': 'v1' },
  rollback: { 'version-label': 'v1' },
  promote: { from: 'other' },
  destroy: {},
};
export const looking = ['plan', 'status', 'doctor'];

/**
 * What a command that changes something did with the stack, in the words of docs/statuses.md, and how it ended. A run that waits is ended: for whom it
 * waits is not over in a test's time.
 */
export function meet(gallery, status, command) {
  // What a deploy does before it comes to this stack would outlast a deletion.
  const isLate = status === 'DELETE_IN_PROGRESS' && command === 'deploy';
  const construction = isLate ? { scale: constructions[status].scale } : constructions[status];
  return inStatus(
    gallery,
    isLate ? 'CREATE_COMPLETE' : status,
    async ({ cloud, stack }) => {
      let child;
      let waits = false;
      const step = await act(gallery, cloud, {
        inputs: { command, ...changing[command] },
        onStart: (started) => {
          child = started;
        },
        onLine: (line) => {
          if (isLate && line.includes('group::Version v1')) void stack.ask('DeleteStack');
          // An empty stack is waited for only for a while.
          if (status === 'REVIEW_IN_PROGRESS' || !new RegExp(`${name}: \\w+, held by`).test(line)) return;
          waits = true;
          child.kill('SIGKILL');
        },
      });
      const ended = { log: step.log, code: step.code, version: step.outputs.version, after: await stack.status() };
      return { did: waits ? 'wait' : didOf(step.log), ...ended };
    },
    construction,
  );
}

const steps = [
  [/first brought back/, 'recover'],
  [/so it is created/, 'create'],
  [/so it is updated/, 'update'],
  [/so nothing changes in it/, 'unchanged'],
  [/so this run refuses/, 'refuse'],
  [/so it is deleted/, 'delete'],
  [/so there is nothing to delete/, 'nothing'],
  [/There is no environment/, 'refuse'],
];

function didOf(log) {
  const told = log.split('\n').filter((line) => line.includes(`${name}: `) || /There is no environment/.test(line));
  const did = told.flatMap((line) => steps.filter(([pattern]) => pattern.test(line)).map(([, word]) => word));
  return did.join(', ') || 'nothing told';
}

/** What commands that look told, and what they changed: nothing. */
export function look(gallery, status) {
  return inStatus(gallery, status, async ({ cloud, stack }) => {
    // At the same time: some statuses do not last.
    const found = await Promise.all(
      looking.map(async (command) => {
        const { code, outputs, log } = await act(gallery, cloud, { inputs: { command } });
        return [command, { code, outcome: outputs.outcome, tells: log.includes(status), log }];
      }),
    );
    const seen = Object.fromEntries(found);
    const calls = (await faultPlan(cloud.endpoint).calls()).map(({ operation }) => operation);
    // A plan has CloudFormation compute a change set, and takes it away again.
    const changed = calls.filter(
      (operation) => !/^(Describe|Get|List|Head|CreateChangeSet|DeleteChangeSet)/.test(operation),
    );
    return { seen, changed, after: await stack.status() };
  });
}
