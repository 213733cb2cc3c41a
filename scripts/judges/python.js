import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../stage/local-cloud.js';

/** Runs a judge written in Python against a fresh local cloud; it prints `good: …` or `BAD: …` for each thing that it looked at. */
export async function judgeInPython(script, ...more) {
  const room = mkdtempSync(join(tmpdir(), 'beanpole-judge-'));
  const cloud = await startLocalCloud({ state: join(room, 'state'), scale: 40 });
  try {
    const output = await new Promise((resolve, reject) => {
      const judge = spawn('.cache/judges/bin/python', [`scripts/judges/${script}`, cloud.endpoint, ...more], {
        env: { ...process.env, ...cloud.environment, AWS_DEFAULT_REGION: 'us-east-1' },
        stdio: ['ignore', 'pipe', 'inherit'],
        timeout: 240_000,
      });
      let text = '';
      judge.stdout.on('data', (chunk) => {
        text += chunk;
        process.stdout.write(chunk);
      });
      judge.once('error', reject);
      // A judge that fell over has found something too.
      judge.once('close', (code) =>
        resolve(code === 0 || /^BAD:/m.test(text) ? text : `${text}\nBAD: ${script} ended with ${code}\n`),
      );
    });
    const count = (pattern) => [...output.matchAll(pattern)].length;
    return { passed: count(/^good:/gm), failed: count(/^BAD:/gm) };
  } finally {
    await cloud.stop();
    rmSync(room, { recursive: true, force: true });
  }
}
