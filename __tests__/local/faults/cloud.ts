import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCloud } from '../../../src/local/cloud.ts';
import { faultPlan } from '../../../scripts/stage/fault-plan.js';

/** A whole cloud of this test's own, with what its fault plan is spoken to with. */
export async function faultyCloud() {
  const state = mkdtempSync(join(tmpdir(), 'faults-'));
  const lines: string[] = [];
  const cloud = await openCloud({ port: 0, state, scale: 100, log: (line) => lines.push(line) });
  return {
    endpoint: cloud.endpoint,
    lines,
    plan: faultPlan(cloud.endpoint),
    client: {
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'LOCALCLOUD', secretAccessKey: 'local' },
    },
    async stop() {
      await cloud.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
