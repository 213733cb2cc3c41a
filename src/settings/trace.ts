/** Settings as far as their traces tell them, in the shape of `Settings`. */
export type ToldSettings = Readonly<Record<string, unknown>>;

/** A resource as a template declares it. */
export interface Declared {
  readonly Type?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: {
    readonly Fleet?: { readonly instances?: object; readonly deploy?: object; readonly mode?: string };
  };
}

/** By logical id. */
export type Resources = Readonly<Record<string, Declared>>;

/** What stands at a path, if anything does. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => (found as ToldSettings | undefined)?.[name], value);
}

/** A number of a template, where it may be text. */
export function number(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** The value of an attribute in a list of `{Key, Value}`. */
export function attribute(list: unknown, name: string): unknown {
  const attributes = (list ?? []) as readonly { readonly Key?: string; readonly Value?: unknown }[];
  return attributes.find(({ Key }) => Key === name)?.Value;
}

/** Members that there is a value for. */
export function known(members: ToldSettings): ToldSettings {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
