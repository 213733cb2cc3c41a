import { isMap, isScalar, isSeq, type LineCounter, type Node, type YAMLMap } from 'yaml';
import type { Problem } from '../../errors.ts';

/** Reads the nodes of one file, and remembers each mistake with its line. */
export interface Reading {
  report(node: Node | undefined, message: string, fix: string): void;
  /** Members of a map by their names; a name that is not accepted is a mistake. No list of names: every name is. */
  members(node: Node | undefined, what: string, accepted?: readonly string[]): readonly Member[];
  /** A text, or a number or a truth value as it is written. */
  text(node: Node | undefined, what: string): string | undefined;
  flag(node: Node | undefined, what: string): boolean | undefined;
  /** A list of texts; one text is a list of one. */
  texts(node: Node | undefined, what: string): readonly string[];
}

export interface Member {
  readonly name: string;
  readonly node: Node;
}

export function reading(file: string, lines: LineCounter, problems: Problem[]): Reading {
  const report: Reading['report'] = (node, message, fix) => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    problems.push({ where: `${file}:${line}:${col}`, message, fix });
  };
  const text: Reading['text'] = (node, what) => {
    if (node === undefined) return undefined;
    if (isScalar(node) && ['string', 'number', 'boolean'].includes(typeof node.value))
      return node.source ?? `${node.value}`;
    report(node, `${what} is not text.`, 'Write one text.');
    return undefined;
  };
  return {
    report,
    text,
    flag(node, what) {
      const word = text(node, what);
      if (word === undefined || word === 'true' || word === 'false')
        return word === undefined ? undefined : word === 'true';
      report(node, `"${word}" is not a value of ${what}.`, 'Accepted: true, false.');
      return undefined;
    },
    texts(node, what) {
      if (!isSeq(node)) return [text(node, what)].filter((one) => one !== undefined);
      return node.items.map((one) => text(one as Node, what)).filter((one) => one !== undefined);
    },
    members(node, what, accepted) {
      if (node === undefined) return [];
      if (!isMap(node)) {
        report(
          node,
          `${what} is not a map.`,
          accepted === undefined ? 'Write names and what they mean.' : known(accepted),
        );
        return [];
      }
      const all = membersOf(node);
      for (const { name, node: value } of all)
        if (accepted !== undefined && !accepted.includes(name))
          report(value, `"${name}" is not known in ${what}.`, known(accepted));
      return all;
    },
  };
}

function known(names: readonly string[]): string {
  return `Accepted: ${names.join(', ')}.`;
}

function membersOf(map: YAMLMap): readonly Member[] {
  return map.items.map(({ key, value }) => ({
    name: isScalar(key) ? String(key.value) : '',
    node: (value ?? key) as Node,
  }));
}

/** The members of one name. */
export function named(members: readonly Member[], name: string): readonly Node[] {
  return members.filter((member) => member.name === name).map(({ node }) => node);
}

/** What is not `undefined`. */
export function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
