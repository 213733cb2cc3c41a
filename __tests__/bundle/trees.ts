import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { hashSource } from '../../src/bundle/digest.ts';
import type { Git } from '../../src/bundle/files.ts';
import { selectFiles } from '../../src/bundle/select.ts';
import { realFiles } from '../../src/runner/files.ts';
import { realGit } from '../../src/runner/git.ts';
import { startPackers } from '../../src/runner/packers.ts';

/** What a path holds: text, bytes, a link, or a program. */
export type Content = string | Uint8Array | { readonly link: string } | { readonly program: string };

const made: string[] = [];
afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** An empty directory that is removed after the tests of this file. */
export function directory(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'bundle-')));
  made.push(path);
  return path;
}

/** A directory with these files. */
export function tree(files: Readonly<Record<string, Content>>, root = directory()): string {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(full, content);
    else if ('link' in content) symlinkSync(content.link, full);
    else {
      writeFileSync(full, content.program);
      chmodSync(full, 0o755);
    }
  }
  return root;
}

/** Runs git with nothing of this machine's configuration, and gives its output. */
export function git(directory: string, ...words: string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'protocol.file.allow=always'];
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...rest } = process.env;
  const env = { ...rest, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', [...identity, ...words], { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A git repository in which all of these files are committed, ignored ones not. */
export function repository(files: Readonly<Record<string, Content>>, root = directory()): string {
  tree(files, root);
  git(root, 'init', '--quiet', '--initial-branch=main');
  return commit(root);
}

export function commit(root: string): string {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'a commit');
  return root;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What a bundle is made with: the real files, and threads that run the sources. */
export const packing = {
  files: realFiles,
  startPackers: () => startPackers(here('../../src/packer/index.ts'), ['--import', here('./typescript.mjs')]),
};

/** A machine without git. */
export const noGit: Git = {
  ignores: async () => false,
  look: async () => undefined,
  head: async () => undefined,
  committedAt: async () => undefined,
  ancestry: async () => 'unknown',
};

/** The source tree of a directory, selected and hashed as a deploy does it. */
export async function sourceOf(root: string, machineGit = realGit) {
  const source = await selectFiles({ workspace: root, root }, { files: realFiles, git: machineGit });
  return await hashSource(source, realFiles);
}

/** The paths that are selected. */
export async function selected(root: string, machineGit = realGit, workspace = root): Promise<readonly string[]> {
  const source = await selectFiles({ workspace, root }, { files: realFiles, git: machineGit });
  return source.files.map(({ path }) => path);
}
