import { list } from '../world/input.ts';
import type { Action, Condition, Listener, Rule } from './records.ts';

/** What rules look at. */
export interface RequestFacts {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly source: string;
}

/** The actions for a request: those of the first rule, by priority, all of whose conditions hold; else the listener's own. */
export function actionsFor(listener: Listener, rules: readonly Rule[], facts: RequestFacts): readonly Action[] {
  const own = rules.filter((rule) => rule.listenerArn === listener.arn).sort((a, b) => a.priority - b.priority);
  const rule = own.find((one) => one.conditions.every((condition) => holds(condition, facts)));
  return rule?.actions ?? listener.defaultActions;
}

/** The action that ends a request. Actions before it (authenticate) are not played here. */
export function terminal(actions: readonly Action[]): Action | undefined {
  return actions.find((action) => ['forward', 'redirect', 'fixed-response'].includes(action.Type));
}

function holds(condition: Condition, facts: RequestFacts): boolean {
  const [path = '', query = ''] = facts.url.split('?');
  switch (condition.Field) {
    case 'host-header':
      return any(values(condition, 'HostHeaderConfig'), hostOf(facts), 'i');
    case 'path-pattern':
      return any(values(condition, 'PathPatternConfig'), path, '');
    case 'http-request-method':
      return values(condition, 'HttpRequestMethodConfig').includes(facts.method);
    case 'http-header':
      return any(values(condition, 'HttpHeaderConfig'), headerOf(condition, facts), 'i');
    case 'query-string':
      return queries(condition).some((wanted) => [...new URLSearchParams(query)].some((pair) => wanted(pair)));
    case 'source-ip':
      return values(condition, 'SourceIpConfig').some(
        (range) => range.split('/')[0] === facts.source || range.endsWith('/0'),
      );
  }
  return false;
}

function values(condition: Condition, config: string): string[] {
  const newer = (condition[config] ?? {}) as { Values?: unknown };
  return [...list(condition['Values']), ...list(newer.Values)];
}

function hostOf(facts: RequestFacts): string {
  return String(facts.headers['host'] ?? '').replace(/:\d+$/, '');
}

function headerOf(condition: Condition, facts: RequestFacts): string {
  const { HttpHeaderName: name = '' } = (condition['HttpHeaderConfig'] ?? {}) as { HttpHeaderName?: string };
  return String(facts.headers[name.toLowerCase()] ?? '');
}

type Pair = readonly [key: string, value: string];

function queries(condition: Condition): ((pair: Pair) => boolean)[] {
  const { Values: wanted = [] } = (condition['QueryStringConfig'] ?? {}) as {
    Values?: { Key?: string; Value: string }[];
  };
  return wanted.map(
    ({ Key, Value }) =>
      ([key, value]) =>
        any([Value], value, 'i') && (Key === undefined || any([Key], key, 'i')),
  );
}

/** `*` is any run of characters, `?` exactly one. */
function any(patterns: readonly string[], value: string, flags: string): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, flags).test(value);
  });
}
