/** Reads a JSON document of which nothing is sure. */
export interface Payload {
  /** The member at a path, as a payload of its own; an empty one where there is none. */
  at(...path: readonly string[]): Payload;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  isTrue(name: string): boolean;
}

export function payloadOf(value: unknown): Payload {
  const members: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return {
    at: (...[first, ...rest]) => {
      if (first === undefined) return payloadOf(value);
      return payloadOf(Object.hasOwn(members, first) ? members[first] : undefined).at(...rest);
    },
    text: (name) => {
      const member = members[name];
      return typeof member === 'string' && member !== '' ? member : undefined;
    },
    number: (name) => {
      const member = members[name];
      return typeof member === 'number' ? member : undefined;
    },
    isTrue: (name) => members[name] === true,
  };
}
