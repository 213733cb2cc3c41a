import { runnerKey } from './fault-plan.js';
import { onStage } from './scenarios.js';

/** Longest that one run may take before it counts as hanging; an undisturbed one takes about four seconds. */
const hangMs = 90_000;

/** Calls that change something: what matters is also whether they were carried out. */
const changing = /^(Create|Execute|Delete|Put|Set|Update|Cancel|Continue)/;

/**
 * The calls of an undisturbed run, in their order.
 * @param {{path: string}} theatre
 * @param {string} scenario
 * @returns {Promise<{number: number, operation: string}[]>}
 */
export async function callsOf(theatre, scenario) {
  return onStage(theatre, scenario, async ({ act, plan, wrong }) => {
    const step = await act();
    const left = step.code === 0 ? await wrong() : [step.log];
    if (left.length > 0) throw new Error(`The undisturbed ${scenario} failed: ${left.join('; ')}`);
    return (await plan.calls()).map(({ operation }, index) => ({ number: index + 1, operation }));
  });
}

/**
 * The runner is killed when its call of this number arrives: before anything is done about it, or after it was carried out.
 * @param {string} scenario
 * @param {readonly {number: number, operation: string}[]} calls
 */
export function kills(scenario, calls) {
  return calls.flatMap(({ number, operation }) =>
    ['before', ...(changing.test(operation) ? ['after'] : [])].map((when) => ({ scenario, number, operation, when })),
  );
}

/** What can go wrong with one call. `ends`: how a run may end then; `reason`: what the first line of a red one must say. */
export const disturbances = {
  'throttled thrice': { rule: (n) => ({ calls: `${n}-${n + 2}`, what: 'throttle' }), ends: 'green' },
  'error 500': { rule: (n) => ({ calls: n, what: 'fail', status: 500 }), ends: 'green' },
  'reset, not carried out': { rule: (n) => ({ calls: n, what: 'cut' }), ends: 'green' },
  'reset, carried out': { rule: (n) => ({ calls: n, what: 'cut', when: 'after' }), ends: 'green' },
  'never answered': { rule: (n) => ({ calls: n, what: 'time-out' }), ends: 'green' },
  'carried out, never answered': { rule: (n) => ({ calls: n, what: 'time-out', when: 'after' }), ends: 'green' },
  'carried out twice': { rule: (n) => ({ calls: n, what: 'duplicate' }), ends: 'green' },
  'access denied': { rule: (n) => ({ calls: n, what: 'access-denied' }), ends: 'either', reason: /denied/i },
  'token expired': { rule: (n) => ({ calls: `${n}-`, what: 'expired-token' }), ends: 'either', reason: /expired/i },
};

/**
 * Each disturbance of each call.
 * @param {string} scenario
 * @param {readonly {number: number, operation: string}[]} calls
 */
export function spoils(scenario, calls) {
  const afterwards = /, carried out|carried out, /;
  return calls.flatMap(({ number, operation }) =>
    Object.keys(disturbances)
      .filter((what) => changing.test(operation) || !afterwards.test(what))
      .map((what) => ({ scenario, number, operation, what })),
  );
}

/** Which turn the rotating choice has: another one each day, or that of BEANPOLE_FAULTS_TURN, with which a failure of another day is seen again. */
const turn = Number(process.env.BEANPOLE_FAULTS_TURN ?? Math.floor(Date.now() / 86_400_000));

/**
 * A choice of cases that a test run has time for: of kills the first call, each operation that changes something at the moment when it is carried out and
 * nobody hears of it, the last call but one, and a rotating one; of disturbances a rotating call for each.
 * @template {{number: number, operation: string, when?: string, what?: string}} C
 * @param {readonly C[]} cases
 * @returns {C[]}
 */
export function chosen(cases) {
  return [
    ...new Set(
      [...grouped(cases)].flatMap(([name, group]) => (name === 'reads' ? ends(group) : [rotating(group, name)])),
    ),
  ];
}

function groupOf({ operation, when, what }) {
  return what ?? (when === 'after' ? operation : 'reads');
}

function grouped(cases) {
  const groups = new Map();
  for (const one of cases) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  return groups;
}

function ends(group) {
  return [group[0], rotating(group, ''), group[Math.max(group.length - 2, 0)]];
}

/** Groups turn at different places, so that one day sees several calls of a run. */
function rotating(group, name) {
  return group[(turn + 7 * name.length) % group.length];
}

/**
 * Plays one kill: what was wrong after the next run, empty when all is well; `undefined` when the run ended before that call.
 * @param {{path: string}} theatre
 * @param {ReturnType<typeof kills>[number]} one
 * @returns {Promise<string[] | undefined>}
 */
export function playKill(theatre, { scenario, number, when }) {
  return onStage(theatre, scenario, async ({ act, plan, wrong }) => {
    if (!(await killAt({ act, plan }, { accessKeyId: runnerKey, calls: number, when }, number))) return undefined;
    // Every second one is a re-run of the same workflow run, the others are runs of their own.
    const next = await bounded(act, run(number % 2 === 0 ? number : number + 1, 2));
    return judge(next, await wrong());
  });
}

/**
 * Runs the action until the call comes, then ends it as a lost machine ends. Whether it came to that.
 * @param {Pick<Parameters<Parameters<typeof onStage>[2]>[0], 'act' | 'plan'>} stage
 * @param {object} call `calls`, `operation`, `when` … of a rule.
 * @param {number} id of the workflow run.
 */
export async function killAt({ act, plan }, call, id) {
  await plan.set({ ...call, what: 'time-out' });
  const step = await endedAt(act, plan, run(id, 1), 'SIGKILL');
  await plan.set();
  return step !== undefined;
}

/**
 * Runs the action until the call comes, which is never answered, then cancels it as GitHub does. How it ended, and after how many seconds.
 * @param {Pick<Parameters<Parameters<typeof onStage>[2]>[0], 'act' | 'plan'>} stage
 * @param {object} call
 */
export async function cancelAt({ act, plan }, call) {
  await plan.set({ ...call, what: 'time-out' });
  const step = await endedAt(act, plan, run(1, 1), 'SIGINT');
  if (step === undefined) throw new Error('The run ended before that call.');
  return step;
}

/** How the run ended after the signal that it got when the planned silence fell; `undefined` when it ended before. */
async function endedAt(act, plan, environment, signal) {
  let child;
  let over = false;
  const step = act({
    environment,
    onStart: (started) => {
      child = started;
    },
  }).finally(() => {
    over = true;
  });
  for (;;) {
    const reached = (await plan.calls()).find(({ fault }) => fault === 'time-out');
    // Carried out, or never to be.
    if (reached !== undefined && (reached.carriedOut !== undefined || (await plan.rules())[0].fault.when === 'before'))
      break;
    if (over) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const began = Date.now();
  child.kill(signal);
  const ended = await step;
  return { ...ended, seconds: (Date.now() - began) / 1000 };
}

/**
 * Plays one disturbance: what was wrong, empty when all is well; `undefined` when the run ended before that call.
 * @param {{path: string}} theatre
 * @param {ReturnType<typeof spoils>[number]} one
 * @returns {Promise<string[] | undefined>}
 */
export function playSpoil(theatre, { scenario, number, what }) {
  const { rule, ends, reason } = disturbances[what];
  return onStage(theatre, scenario, async ({ act, plan, wrong }) => {
    await plan.set({ accessKeyId: runnerKey, ...rule(number) });
    const step = await bounded(act, { ...run(number, 1), BEANPOLE_REQUEST_MS: '1500' });
    const [met] = await plan.rules();
    if (met.hit === 0) return undefined;
    if (step.code === 0 || step.hung) return judge(step, step.hung ? [] : await wrong());
    if (ends === 'green') return [`red, although a retry would do: ${step.log}`];
    const told = explained(step.log, reason);
    await plan.set();
    return [...told, ...judge(await bounded(act, run(number, 2)), await wrong())];
  });
}

/** A red run names the reason in its first line, and what to do below. */
function explained(log, reason) {
  const error = /^::error[^:]*::(.*)$/m.exec(log)?.[1] ?? '';
  const [first = '', ...more] = error.split('%0A');
  if (!reason.test(first)) return [`the first line does not tell the reason: ${first || log}`];
  return more.join('').trim() === '' ? [`it does not say what to do: ${error}`] : [];
}

function run(id, attempt) {
  return { GITHUB_RUN_ID: String(5_000 + id), GITHUB_RUN_ATTEMPT: String(attempt) };
}

/** A run that is killed when it takes too long, with that it did. */
async function bounded(act, environment) {
  let hung = false;
  let limit;
  const step = await act({
    environment,
    onStart: (child) => {
      limit = setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, hangMs);
    },
  });
  clearTimeout(limit);
  return { ...step, hung };
}

function judge(step, wrong) {
  if (step.hung) return [`it hung for ${hangMs / 1000} s:\n${step.log}`];
  if (step.code !== 0) return [`the run was red:\n${step.log}`, ...wrong];
  return wrong.length === 0 ? [] : [...wrong, `although the run was green:\n${step.log}`];
}

/**
 * Plays many, some at a time, in their order.
 * @template C
 * @param {readonly C[]} cases
 * @param {(one: C) => Promise<string[] | undefined>} play
 * @param {(one: C, wrong: string[] | undefined, seconds: number) => void} tell
 */
export async function playAll(cases, play, tell, atATime = Number(process.env.BEANPOLE_FAULTS_AT_A_TIME ?? 3)) {
  const waiting = [...cases];
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const began = Date.now();
      const wrong = await play(one).catch((error) => [error.stack]);
      tell(one, wrong, (Date.now() - began) / 1000);
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
}
