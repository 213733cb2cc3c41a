import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A named set of JSON records that survives a restart. A record that was changed in place must be `set` again. */
export interface Collection<T> {
  get(key: string): T | undefined;
  has(key: string): boolean;
  set(key: string, value: T): void;
  delete(key: string): void;
  keys(): string[];
  values(): T[];
}

/** The state of the local cloud on disk: one JSON file a collection, plus directories for what is not JSON. */
export interface Store {
  collection<T>(name: string): Collection<T>;
  /** A directory of the state, made when missing. */
  directory(name: string): string;
  /** Writes all that has changed; at the latest 100 ms after a change this happens by itself. */
  flush(): void;
}

/** Opens (or makes) the state below `root`. A file that does not parse is an error that names it. */
export function openStore(root: string): Store {
  mkdirSync(root, { recursive: true });
  const open = new Map<string, FileCollection<unknown>>();
  const dirty = new Set<FileCollection<unknown>>();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const collection of dirty) collection.write();
    dirty.clear();
  };
  const changed = (collection: FileCollection<unknown>) => {
    dirty.add(collection);
    timer ??= setTimeout(flush, 100).unref();
  };
  return {
    flush,
    collection<T>(name: string): Collection<T> {
      const known = open.get(name) ?? new FileCollection<unknown>(join(root, `${name}.json`), changed);
      open.set(name, known);
      return known as unknown as Collection<T>;
    },
    directory(name) {
      const path = join(root, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
  };
}

class FileCollection<T> implements Collection<T> {
  readonly #file: string;
  readonly #changed: (collection: FileCollection<unknown>) => void;
  readonly #records: Map<string, T>;

  constructor(file: string, changed: (collection: FileCollection<unknown>) => void) {
    this.#file = file;
    this.#changed = changed;
    this.#records = new Map(existsSync(file) ? Object.entries(parse<T>(file)) : []);
  }

  get = (key: string) => this.#records.get(key);
  has = (key: string) => this.#records.has(key);
  keys = () => [...this.#records.keys()];
  values = () => [...this.#records.values()];
  set = (key: string, value: T) => {
    this.#records.set(key, value);
    this.#changed(this as unknown as FileCollection<unknown>);
  };
  delete = (key: string) => {
    if (this.#records.delete(key)) this.#changed(this as unknown as FileCollection<unknown>);
  };

  /** Writes beside, then renames: a killed cloud leaves the old file or the new one, never half of one. */
  write() {
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(this.#records)));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function parse<T>(file: string): Record<string, T> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, T>;
  } catch (cause) {
    throw new Error(`The state file ${file} is not JSON. Delete the state directory to start afresh.`, { cause });
  }
}
