import type { Fault, Moment, Rule } from './rule.ts';

/** The rules of a plan, or everything that is wrong with it. */
export type ReadRules = { readonly rules: readonly Rule[] } | { readonly mistakes: readonly string[] };

const kinds = [
  'fail',
  'throttle',
  'expired-token',
  'access-denied',
  'delay',
  'cut',
  'time-out',
  'duplicate',
  'no-capacity',
] as const satisfies readonly Fault['what'][];

type Kind = (typeof kinds)[number];
type Given = Readonly<Record<string, unknown>>;

/** Which members a kind of fault takes beside those that every rule may have. */
const members: Readonly<Record<Kind, readonly string[]>> = {
  fail: ['code', 'status', 'message'],
  throttle: [],
  'expired-token': [],
  'access-denied': [],
  delay: ['ms'],
  cut: ['when'],
  'time-out': ['when'],
  duplicate: [],
  'no-capacity': [],
};
const names = ['service', 'operation', 'accessKeyId'] as const;

/** Reads `{"rules": [{"operation": "ExecuteChangeSet", "calls": "1-3", "what": "throttle"}, …]}`. A word that nobody knows is a mistake: the fault that was meant would never come. */
export function readRules(plan: unknown): ReadRules {
  const given = isGiven(plan) ? plan['rules'] : undefined;
  if (!Array.isArray(given)) return { mistakes: ['A fault plan is {"rules": [...]}.'] };
  const mistakes: string[] = [];
  const rules = given.map((rule, index) => readRule(rule, (text) => mistakes.push(`rules[${index}]: ${text}`)));
  return mistakes.length > 0 ? { mistakes } : { rules };
}

/** Reads a plan as text. */
export function parseRules(text: string): ReadRules {
  try {
    return readRules(JSON.parse(text));
  } catch (error) {
    return { mistakes: [`A fault plan is JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function readRule(given: unknown, wrong: (text: string) => void): Rule {
  const rule = isGiven(given) ? given : {};
  const kind = kinds.find((known) => known === rule['what']);
  if (kind === undefined) wrong(`"what" must be one of ${kinds.join(', ')}, not ${JSON.stringify(rule['what'])}.`);
  const known = [...names, 'calls', 'what', ...(kind === undefined ? [] : members[kind])];
  for (const name of Object.keys(rule)) {
    if (kind !== undefined && !known.includes(name)) wrong(`"${name}" means nothing for "${kind}".`);
  }
  for (const name of names) {
    if (!['string', 'undefined'].includes(typeof rule[name])) wrong(`"${name}" must be a string.`);
  }
  const named = Object.fromEntries(names.flatMap((name) => (rule[name] === undefined ? [] : [[name, rule[name]]])));
  return { ...named, ...readCalls(rule['calls'], wrong), fault: readFault(kind ?? 'throttle', rule, wrong) };
}

/** `3` is the third call, `"2-4"` three of them, `"2-"` all from the second on. */
function readCalls(calls: unknown, wrong: (text: string) => void): Pick<Rule, 'first' | 'last'> {
  if (calls === undefined) return { first: 1, last: Number.POSITIVE_INFINITY };
  const [, from, dash, to] = /^([1-9]\d*)(-)?([1-9]\d*)?$/.exec(String(calls)) ?? [];
  const first = Number(from);
  const last = dash === undefined ? first : Number(to ?? Number.POSITIVE_INFINITY);
  if (from === undefined || (dash === undefined && to !== undefined) || last < first) {
    wrong(`"calls" must be a number from 1 on, or "2-4", or "2-", not ${JSON.stringify(calls)}.`);
    return { first: 1, last: 1 };
  }
  return { first, last };
}

function readFault(what: Kind, rule: Given, wrong: (text: string) => void): Fault {
  switch (what) {
    case 'fail': {
      const { code = 'InternalFailure', status = 500, message = 'This fault was planned.' } = rule;
      if (typeof code !== 'string' || typeof message !== 'string') wrong('"code" and "message" must be strings.');
      if (!isWithin(status, 400, 599)) wrong('"status" must be an HTTP status from 400 to 599.');
      return { what, code: String(code), status: Number(status), message: String(message) };
    }
    case 'delay':
      if (!isWithin(rule['ms'], 0, 3_600_000)) wrong('"ms" must be a number of milliseconds, at most an hour.');
      return { what, ms: Number(rule['ms']) };
    case 'cut':
    case 'time-out':
      return { what, when: readMoment(rule['when'], wrong) };
    case 'throttle':
    case 'expired-token':
    case 'access-denied':
    case 'duplicate':
    case 'no-capacity':
      return { what };
  }
}

function readMoment(when: unknown, wrong: (text: string) => void): Moment {
  if (when === 'after') return 'after';
  if (when !== undefined && when !== 'before') wrong('"when" must be "before" or "after" the call is carried out.');
  return 'before';
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
