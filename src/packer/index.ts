import { parentPort } from 'node:worker_threads';
import { type Batch, packBatch } from '../bundle/pack.ts';
import { BeanpoleError } from '../errors.ts';
import { realFiles } from '../runner/files.ts';
import type { Answer } from '../runner/packers.ts';

// A thread of the action that packs one batch after the other. It is a program of its own because a thread begins with a file.
parentPort?.on('message', (batch: Batch) => {
  try {
    const result = packBatch(batch, realFiles);
    answer({ kind: 'packed', result }, [result.bytes.buffer]);
  } catch (error) {
    // Errors of our own lose their class and their advice on the way.
    if (!(error instanceof BeanpoleError)) answer({ kind: 'broken', error });
    else answer({ kind: 'refused', code: error.code, message: error.message, fix: error.fix });
  }
});

function answer(text: Answer, given: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(text, given);
}
