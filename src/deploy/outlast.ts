import { BeanpoleError } from '../errors.ts';
import { paceOf } from './pace.ts';
import { pause, type World } from './world.ts';

/** Milliseconds between two words about the same outage. */
const toldEvery = 60_000;

/**
 * The world of a run that waits out an outage: CloudFormation goes on without us, so that not being able to see it must not change the verdict. Once
 * it has answered in this run, every request is repeated until it answers again or the run's time is over; each carries a token, so that to ask
 * twice is to ask once. Before the first answer an outage may as well be a wrong region, and is told at once.
 */
export function outlasting(stack: string, world: World): World {
  let answered = false;
  const patiently = async <T>(request: () => Promise<T>): Promise<T> => {
    const outage = outageOf(stack, world);
    for (;;) {
      try {
        const answer = await request();
        answered = true;
        outage.end();
        return answer;
      } catch (error) {
        if (!answered || !isOutage(error)) throw error;
        await outage.wait(error);
      }
    }
  };
  const { stacks } = world;
  return {
    ...world,
    stacks: {
      describe: (name) => patiently(() => stacks.describe(name)),
      list: (...asked) => patiently(() => stacks.list(...asked)),
      template: (stackId) => stacks.template(stackId),
      createChangeSet: (request) => patiently(() => stacks.createChangeSet(request)),
      execute: (request) => patiently(() => stacks.execute(request)),
      deleteChangeSet: (changeSet) => patiently(() => stacks.deleteChangeSet(changeSet)),
      update: (request) => patiently(() => stacks.update(request)),
      newestEvent: (stackId) => patiently(() => stacks.newestEvent(stackId)),
      eventsSince: (stackId, isKnown) => patiently(() => stacks.eventsSince(stackId, isKnown)),
      delete: (request) => patiently(() => stacks.delete(request)),
      continueRollback: (request) => patiently(() => stacks.continueRollback(request)),
      rollback: (request) => patiently(() => stacks.rollback(request)),
      // Asked when the run is cancelled: there is no time for patience.
      cancelUpdate: (request) => stacks.cancelUpdate(request),
      resources: (stackId) => patiently(() => stacks.resources(stackId)),
    },
  };
}

function isOutage(error: unknown): error is BeanpoleError {
  return error instanceof BeanpoleError && error.code === 'outage';
}

/** One outage, from the first failure to the next answer. */
function outageOf(stack: string, world: World): { wait(error: BeanpoleError): Promise<void>; end(): void } {
  const { clock, reporter, pollMs } = world;
  let since: number | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let tries = 0;
  const seconds = (): number => Math.round((clock.now() - (since ?? clock.now())) / 1000);
  return {
    async wait(error) {
      since ??= clock.now();
      tries += 1;
      if (clock.now() - toldAt >= toldEvery) {
        toldAt = clock.now();
        const text = `${error.message} What was begun goes on alone; this run asks again until its time is over.`;
        reporter.tell({ kind: 'warning', stack, text });
      }
      if ((await pause(world, paceOf(pollMs, tries))) === 'rested') return;
      throw new BeanpoleError(
        'timeout',
        `The run's time is over, and AWS has not answered for ${seconds()} s: ${error.message}`,
        {
          fix: 'An operation that was begun goes on in CloudFormation alone. Run again to see how it ended, or raise deploy.limit.',
          cause: error,
        },
      );
    },
    end() {
      if (since !== undefined) {
        reporter.tell({ kind: 'warning', stack, text: `AWS answers again, after ${seconds()} s.` });
      }
    },
  };
}
