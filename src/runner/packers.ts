import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Packers } from '../bundle/bundle.ts';
import type { Batch } from '../bundle/pack.ts';
import type { PackedEntries } from '../bundle/zip.ts';
import { BeanpoleError, type ErrorCode } from '../errors.ts';

/** What a thread says of the batch that it was given. */
export type Answer =
  | { readonly kind: 'packed'; readonly result: PackedEntries }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string; readonly fix: string | undefined }
  | { readonly kind: 'broken'; readonly error: unknown };

interface Task {
  readonly batch: Batch;
  readonly resolve: (result: PackedEntries) => void;
  readonly reject: (error: unknown) => void;
}

/** More threads than this would only wait for the one that writes. */
const mostThreads = 8;
/** MiB. A thread keeps names of one batch; the files themselves are no part of its heap. Unlimited, V8 grows each heap as long as the machine has room. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 };

/** Starts a thread for each processor; each takes the next batch when it has done one. `program` is the packer's built file. */
export function startPackers(program: string, execArgv: readonly string[] = []): Packers {
  const waiting: Task[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Task>();
  let broken: unknown;
  const workers = Array.from({ length: Math.min(availableParallelism(), mostThreads) }, start);
  return {
    pack: (batch) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken);
        waiting.push({ batch, resolve, reject });
        give();
      }),
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };

  function start(): Worker {
    const worker = new Worker(program, { execArgv: [...execArgv], resourceLimits });
    worker.on('message', (answer: Answer) => {
      const task = busy.get(worker);
      busy.delete(worker);
      idle.push(worker);
      if (task !== undefined) settle(task, answer);
      give();
    });
    worker.on('error', (error) => {
      broken = error;
      for (const { reject } of [...busy.values(), ...waiting.splice(0)]) reject(error);
    });
    idle.push(worker);
    return worker;
  }

  function give(): void {
    while (idle.length > 0 && waiting.length > 0) {
      const [worker, task] = [idle.pop(), waiting.shift()];
      if (worker === undefined || task === undefined) return;
      busy.set(worker, task);
      worker.postMessage(task.batch);
    }
  }
}

function settle({ resolve, reject }: Task, answer: Answer): void {
  if (answer.kind === 'packed') resolve(answer.result);
  else reject(answer.kind === 'refused' ? refusal(answer) : answer.error);
}

function refusal({ code, message, fix }: Extract<Answer, { kind: 'refused' }>): BeanpoleError {
  return new BeanpoleError(code, message, fix === undefined ? {} : { fix });
}
