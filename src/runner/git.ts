import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Git, GitWords } from '../bundle/files.ts';
import { BeanpoleError } from '../errors.ts';

/** Room for the names of some millions of files. */
const maxBuffer = 1024 * 1024 * 1024;
/** Enough for any repository; a git that waits for something would wait for ever. */
const limitMs = 5 * 60 * 1000;

/** The git of this machine, if it has one. Everything else works without, by the ignore files alone. */
export const realGit: Git = {
  ignores: async (directory) => (await git(directory, ['check-ignore', '--quiet', '--no-index', '.'])) !== undefined,
  look,
  head: async (directory) => {
    const sha = await git(directory, ['rev-parse', '--verify', '--quiet', 'HEAD']);
    return sha?.toString().trim();
  },
  committedAt: async (directory, sha) => {
    if (!(await has(directory, sha))) return undefined;
    const date = await git(directory, ['show', '--no-patch', '--format=%cI', sha]);
    return date && new Date(date.toString().trim()).toISOString();
  },
  ancestry: async (directory, sha, other) => {
    // A clone without all of the history may know both commits and not how they are related: then neither is the other's ancestor.
    if (!(await has(directory, sha)) || !(await has(directory, other))) return 'unknown';
    if (await isAncestor(directory, sha, other)) return 'ancestor';
    return (await isAncestor(directory, other, sha)) ? 'descendant' : 'unknown';
  },
};

/** Five questions, the longest first; none of them writes, not even to the index. What takes longest may still be under way at the end. */
async function look(directory: string): Promise<GitWords | undefined> {
  const status = handled(git(directory, [...statusWords, '--', '.']).then((answer) => answer ?? unanswered(directory)));
  const listed = git(directory, ['ls-files', '-z', '-v', '--stage']);
  const attributes = handled(listed.then((index) => (index === undefined ? nothing : attributesOf(directory, index))));
  const [index, place, autocrlf] = await Promise.all([
    listed,
    git(directory, ['rev-parse', '--show-object-format', '--show-prefix']),
    git(directory, ['config', '--get', 'core.autocrlf']),
  ]);
  if (place === undefined || index === undefined) return undefined;
  const [naming, prefix = ''] = place.toString().split('\n');
  return {
    naming: naming === 'sha256' ? 'sha256' : 'sha1',
    prefix,
    index,
    status,
    attributes,
    convertsLineEnds: /^(true|input|1|yes|on)$/i.test(autocrlf?.toString().trim() ?? ''),
  };
}

const nothing = Buffer.alloc(0);

/** Nothing said is not "nothing changed". */
function unanswered(directory: string): never {
  throw new BeanpoleError('bundle', `git does not say what has changed in "${directory}".`, {
    fix: 'Run `git status` there to see why.',
  });
}

/** A failure before anybody waits for the answer must not count as unhandled; who waits hears of it. */
function handled<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}

const statusWords = [
  'status',
  '--porcelain=v2',
  '-z',
  '--branch',
  '--untracked-files=all',
  '--no-renames',
  '--ignore-submodules=none',
] as const;

/** latin1 keeps every byte as it is. Each line of the index ends in a tab and the name. */
async function attributesOf(directory: string, index: Buffer): Promise<Buffer> {
  const names = index.toString('latin1').replace(/[^\0\t]*\t([^\0]*\0)/g, '$1');
  return (await git(directory, ['check-attr', '--all', '-z', '--stdin'], Buffer.from(names, 'latin1'))) ?? nothing;
}

async function has(directory: string, sha: string): Promise<boolean> {
  return (await git(directory, ['rev-parse', '--verify', '--quiet', `${sha}^{commit}`])) !== undefined;
}

async function isAncestor(directory: string, older: string, newer: string): Promise<boolean> {
  return (await git(directory, ['merge-base', '--is-ancestor', older, newer])) !== undefined;
}

/**
 * Runs git and gives what it prints; absent when there is no git, no repository, or the answer is a plain no (exit code 1).
 * In a container job the checkout belongs to another user, which git refuses to read; `safe.directory` is our word that this is wanted.
 */
async function git(directory: string, words: readonly string[], input?: Buffer): Promise<Buffer | undefined> {
  const { error, stdout, stderr } = await execute(
    ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', ...words],
    directory,
    input,
  );
  if (error === null) return stdout;
  if (error.code === 1 && stderr.length === 0) return undefined;
  if (error.code === 'ENOENT' && existsSync(directory)) return undefined;
  const message = stderr.toString().trim();
  if (/not a git repository/.test(message)) return undefined;
  throw new BeanpoleError('bundle', `git ${words[0]} failed in "${directory}": ${message || error.message}`, {
    fix: 'Repair the repository; `git status` there shows what is wrong.',
    cause: error,
  });
}

interface Answer {
  readonly error: (Error & { readonly code?: unknown }) | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function execute(words: readonly string[], directory: string, input: Buffer | undefined): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { cwd: directory, env: environment(), encoding: 'buffer', maxBuffer, timeout: limitMs } as const;
    const child = execFile('git', words, options, (error, stdout, stderr) => resolve({ error, stdout, stderr }));
    // A git that ends before it has read everything says why by itself.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** In a git hook these name the repository of the hook; the directory alone must decide. `LC_ALL`: we read git's messages. */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, GIT_OBJECT_DIRECTORY, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
}
