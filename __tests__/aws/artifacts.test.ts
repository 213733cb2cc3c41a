import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { s3Artifacts } from '../../src/aws/artifacts.ts';
import { makeClients } from '../../src/aws/clients.ts';
import { realFiles } from '../../src/runner/files.ts';
import { type LoopbackS3, loopbackS3 } from '../bundle/loopback-s3.ts';
import { directory, tree } from '../bundle/trees.ts';

const large = randomBytes(40 * 1024 * 1024);
let s3: LoopbackS3;

beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
});

beforeEach(async () => {
  s3 = await loopbackS3();
});

function connect(changes: { readonly name?: string; readonly signal?: AbortSignal } = {}) {
  const clients = makeClients({ region: 'eu-central-1', version: '1.2.3', endpoint: s3.endpoint });
  return s3Artifacts({ name: s3.bucket, clients, files: realFiles, ...changes });
}

function file(bytes: Buffer) {
  const path = join(directory(), 'file');
  writeFileSync(path, bytes);
  return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const steps = () => s3.log.map(({ what }) => what);
const count = (step: string) => steps().filter((what) => what === step).length;

describe('s3Artifacts', () => {
  test('gives back what was put, and nothing for what was not', async () => {
    const artifacts = connect();
    await artifacts.put('versions/ü v+1.json', 'text ☃');
    expect(await artifacts.get('versions/ü v+1.json')).toBe('text ☃');
    expect(await artifacts.head('versions/ü v+1.json')).toEqual({ size: 8 });
    expect(await artifacts.get('versions/none')).toBeUndefined();
    expect(await artifacts.head('versions/none')).toBeUndefined();
  });

  test('put writes over, putIfAbsent never does', async () => {
    const artifacts = connect();
    await artifacts.put('a', '1');
    await artifacts.put('a', '2');
    expect(await artifacts.putIfAbsent('a', '3')).toBe('present');
    expect(await artifacts.putIfAbsent('b', '3')).toBe('written');
    expect([...s3.objects].map(([key, value]) => `${key}=${value}`)).toEqual(['a=2', 'b=3']);
  });

  test('names itself in the user agent', async () => {
    await connect().head('a');
    expect(s3.log[0]?.userAgent).toContain('beanpole/1.2.3');
  });

  test('a file up to 16 MiB is one request, checked against its own sha256', async () => {
    const artifacts = connect();
    expect(await artifacts.uploadIfAbsent('small', file(large.subarray(0, 1_000)))).toBe('written');
    expect(await artifacts.uploadIfAbsent('small', file(large.subarray(0, 1_000)))).toBe('present');
    expect(steps()).toEqual(['PUT', 'PUT']);
    const lie = { ...file(large.subarray(0, 1_000)), sha256: '0'.repeat(64) };
    await expect(artifacts.uploadIfAbsent('lie', lie)).rejects.toMatchObject({ code: 'aws' });
    expect(s3.objects.has('lie')).toBe(false);
  });

  test('a larger file goes in parts of 5 MiB, each with its checksum, and appears only when all are there', async () => {
    const artifacts = connect();
    const seen: boolean[] = [];
    s3.intercept = ({ what }) => {
      if (what === 'PUT part') seen.push(s3.objects.has('large'));
      return undefined;
    };
    expect(await artifacts.uploadIfAbsent('large', file(large))).toBe('written');
    expect(seen).toEqual(Array.from({ length: 8 }, () => false));
    expect(s3.objects.get('large')?.equals(large)).toBe(true);
  });

  test('more parts are on their way together while this side only waits for the network', async () => {
    const patient = Buffer.alloc(105 * 1024 * 1024, 'beanpole');
    let under = 0;
    let most = 0;
    s3.intercept = async ({ what }) => {
      if (what !== 'PUT part') return undefined;
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 700));
      under -= 1;
      return undefined;
    };
    expect(await connect().uploadIfAbsent('patient', file(patient))).toBe('written');
    expect(s3.objects.get('patient')?.equals(patient)).toBe(true);
    // Of twenty-one, six at first; each that ends begins one more beside its own next.
    expect(most).toBeGreaterThan(6);
  });

  test('a part that was not taken is sent again, from its beginning', async () => {
    s3.intercept = () => (count('PUT part') === 3 ? { status: 503, code: 'SlowDown' } : undefined);
    expect(await connect().uploadIfAbsent('large', file(large))).toBe('written');
    expect(count('PUT part')).toBe(9);
    expect(s3.objects.get('large')?.equals(large)).toBe(true);
  });

  test('a large file whose key was taken meanwhile is "present", and its parts are removed', async () => {
    s3.objects.set('large', Buffer.from('theirs'));
    expect(await connect().uploadIfAbsent('large', file(large))).toBe('present');
    expect(s3.objects.get('large')?.toString()).toBe('theirs');
    expect(s3.uploads.size).toBe(0);
  });

  test('the parts of an upload that fails are removed', async () => {
    s3.intercept = ({ what }) =>
      what === 'PUT part' && count('PUT part') > 1 ? { status: 403, code: 'AccessDenied' } : undefined;
    await expect(connect().uploadIfAbsent('large', file(large))).rejects.toMatchObject({ code: 'aws' });
    expect(count('DELETE abort')).toBe(1);
    expect(s3.uploads.size).toBe(0);
  });

  test('a cancelled upload ends at once with the reason, and its parts are removed', async () => {
    const controller = new AbortController();
    let release = () => {};
    const held = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined);
    });
    s3.intercept = ({ what }) => {
      if (what !== 'PUT part') return undefined;
      controller.abort(new Error('cancelled by the user'));
      return held;
    };
    await expect(connect({ signal: controller.signal }).uploadIfAbsent('large', file(large))).rejects.toThrow(
      'cancelled by the user',
    );
    release();
    await until(() => s3.uploads.size === 0 && count('DELETE abort') === 1);
    expect(s3.objects.has('large')).toBe(false);
  });

  test('a conditional write that meets another one is tried again', async () => {
    s3.intercept = () => (s3.log.length === 1 ? { status: 409, code: 'ConditionalRequestConflict' } : undefined);
    expect(await connect().putIfAbsent('a', '1')).toBe('written');
    expect(steps()).toEqual(['PUT', 'PUT']);
  });

  test('a passing fault of S3 is outlasted', async () => {
    s3.intercept = () => (s3.log.length < 3 ? { status: 503, code: 'ServiceUnavailable' } : undefined);
    await connect().put('a', '1');
    expect(steps()).toEqual(['PUT', 'PUT', 'PUT']);
  });

  test.each([
    ['AccessDenied', 403, 'denied access to "a"', 's3:PutObject'],
    ['ExpiredToken', 400, 'expired', 'role-duration-seconds'],
    ['InvalidAccessKeyId', 403, 'does not accept the credentials', 'role or the keys'],
    ['PermanentRedirect', 301, 'another region', '`region`'],
    ['MadeUpError', 400, 'MadeUpError it is', 'again'],
  ])('%s becomes an error that says what to do', async (code, status, message, fix) => {
    s3.intercept = () => ({ status, code });
    const refusal = { code: 'aws', message: expect.stringContaining(message), fix: expect.stringContaining(fix) };
    await expect(connect().put('a', '1')).rejects.toMatchObject(refusal);
  });

  test('a denied HEAD, which has no body to say so, is understood', async () => {
    s3.intercept = () => ({ status: 403, code: 'unseen' });
    await expect(connect().head('a')).rejects.toMatchObject({
      message: expect.stringContaining('denied access to "a"'),
    });
  });

  test('a HEAD that is answered 400 without a word names the usual reason, a token that has ended', async () => {
    s3.intercept = () => ({ status: 400, code: 'unseen' });
    await expect(connect().head('a')).rejects.toMatchObject({
      message: expect.stringMatching(/looks? for "a".*\(400\).*credentials have expired/),
      fix: expect.stringContaining('role-duration-seconds'),
    });
  });

  test('a bucket that does not exist is named', async () => {
    await expect(connect({ name: 'elsewhere' }).put('a', '1')).rejects.toMatchObject({
      code: 'aws',
      message: expect.stringContaining('bucket "elsewhere" does not exist'),
    });
  });
});

describe('a publication that is killed while it uploads', () => {
  test('leaves nothing that looks like a version, and the next one succeeds', async () => {
    const root = tree({ 'app.js': 'app', 'large.bin': large });
    s3.intercept = ({ what }) => (what === 'PUT part' && count('PUT part') === 2 ? new Promise(() => {}) : undefined);
    const killed = start(root);
    await until(() => count('PUT part') >= 3);
    killed.kill('SIGKILL');
    expect(await ended(killed)).toBe('SIGKILL');
    expect([...s3.objects.keys()]).toEqual([]);
    s3.intercept = () => undefined;
    const again = start(root);
    let said = '';
    again.stdout?.on('data', (text) => {
      said += text;
    });
    expect(await ended(again)).toBe(0);
    expect(JSON.parse(said)).toEqual({ uploaded: true });
    expect([...s3.objects.keys()].map((key) => key.split('/')[0])).toEqual(['bundles', 'digests', 'versions']);
  }, 30_000);

  function start(root: string): ChildProcess {
    const here = join(import.meta.dirname, '..', 'bundle');
    const words = [
      '--import',
      join(here, 'typescript.mjs'),
      join(here, 'deploying.ts'),
      s3.endpoint,
      root,
      directory(),
    ];
    return spawn(process.execPath, words, {
      env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }
});

async function until(holds: () => boolean): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`waited too long; the log is ${steps().join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function ended(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}
