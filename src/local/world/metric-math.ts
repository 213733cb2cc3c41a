import { AwsError } from '../service.ts';

/** The value of each metric of an expression in a period, counted back from the one that is asked for; `undefined`: no data. */
export type Known = (id: string, periodsBack: number) => number | undefined;

/** A parsed metric math expression. */
export type Expression = (known: Known) => number | undefined;

/**
 * Parses the metric math that ratios are written in: numbers, ids, `+ - * /`, comparisons, `&& ||`, `IF(c, a, b)`, `FILL(m, n)`, `DIFF(m)`, `MIN`, `MAX`, `SUM`
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html). What has no data stays without data; so does a division by zero.
 * Throws `ValidationError` on anything else.
 */
export function parseExpression(source: string): Expression {
  const tokens = source.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|&&|\|\||[<>=!]=|[-+*/<>(),]|\S/g) ?? [];
  const cursor: Cursor = { source, tokens, at: 0 };
  const whole = level(cursor, 0);
  if (cursor.at < tokens.length) throw unreadable(cursor);
  return whole;
}

interface Cursor {
  readonly source: string;
  readonly tokens: readonly string[];
  at: number;
}

type Operator = (a: number, b: number) => number | undefined;

const truth = (value: boolean) => (value ? 1 : 0);

/** Binary operators, the loosest first. */
const levels: readonly Readonly<Record<string, Operator>>[] = [
  { '||': (a, b) => truth(a !== 0 || b !== 0) },
  { '&&': (a, b) => truth(a !== 0 && b !== 0) },
  {
    '>': (a, b) => truth(a > b),
    '<': (a, b) => truth(a < b),
    '>=': (a, b) => truth(a >= b),
    '<=': (a, b) => truth(a <= b),
    '==': (a, b) => truth(a === b),
    '!=': (a, b) => truth(a !== b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => (b === 0 ? undefined : a / b) },
];

function level(cursor: Cursor, depth: number): Expression {
  const operators = levels[depth];
  if (operators === undefined) return factor(cursor);
  let left = level(cursor, depth + 1);
  for (let operator = operators[peek(cursor)]; operator; operator = operators[peek(cursor)]) {
    cursor.at += 1;
    left = binary(operator, left, level(cursor, depth + 1));
  }
  return left;
}

function binary(operator: Operator, left: Expression, right: Expression): Expression {
  return (known) => {
    const [a, b] = [left(known), right(known)];
    return a === undefined || b === undefined ? undefined : operator(a, b);
  };
}

function factor(cursor: Cursor): Expression {
  const token = peek(cursor);
  cursor.at += 1;
  if (token === '-')
    return binary(
      (a, b) => a - b,
      () => 0,
      factor(cursor),
    );
  if (token === '(') return closed(cursor, level(cursor, 0));
  if (/^\d/.test(token)) return () => Number(token);
  if (!/^[A-Za-z_]/.test(token)) throw unreadable(cursor);
  if (peek(cursor) !== '(') return (known) => known(token, 0);
  cursor.at += 1;
  return call(cursor, token);
}

function call(cursor: Cursor, name: string): Expression {
  const inside = [level(cursor, 0)];
  while (peek(cursor) === ',') {
    cursor.at += 1;
    inside.push(level(cursor, 0));
  }
  const make = Object.hasOwn(functions, name.toUpperCase()) ? functions[name.toUpperCase()] : undefined;
  if (!make)
    throw new AwsError(
      'ValidationError',
      `The local cloud does not know the metric math function ${name} in '${cursor.source}'`,
    );
  return closed(cursor, make(inside));
}

const nothing: Expression = () => undefined;

const functions: Readonly<Record<string, (inside: readonly Expression[]) => Expression>> = {
  IF([condition = nothing, yes = nothing, no = nothing]) {
    return (known) => {
      const value = condition(known);
      return value === undefined ? undefined : (value !== 0 ? yes : no)(known);
    };
  },
  FILL([metric = nothing, value = nothing]) {
    return (known) => metric(known) ?? value(known);
  },
  DIFF([metric = nothing]) {
    return binary(
      (now, before) => now - before,
      metric,
      (known) => metric((id, periodsBack) => known(id, periodsBack + 1)),
    );
  },
  MIN: (inside) => over(inside, (values) => Math.min(...values)),
  MAX: (inside) => over(inside, (values) => Math.max(...values)),
  SUM: (inside) => over(inside, (values) => values.reduce((a, b) => a + b, 0)),
};

function over(inside: readonly Expression[], combine: (values: number[]) => number): Expression {
  return (known) => {
    const values = inside.map((one) => one(known)).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : combine(values);
  };
}

function closed(cursor: Cursor, inner: Expression): Expression {
  if (peek(cursor) !== ')') throw unreadable(cursor);
  cursor.at += 1;
  return inner;
}

function peek(cursor: Cursor): string {
  return cursor.tokens[cursor.at] ?? '';
}

function unreadable(cursor: Cursor): AwsError {
  return new AwsError(
    'ValidationError',
    `Error in expression '${cursor.source}': unexpected '${peek(cursor) || 'end'}'`,
  );
}
