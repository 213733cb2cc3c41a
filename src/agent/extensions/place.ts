import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ExtensionFile, Origin } from '../../platforms/extensions/extension.ts';
import type { Changing } from './changing.ts';

interface Placing {
  /** Its path on this machine. */
  readonly to: string;
  readonly work: Changing;
  readonly fetch: (from: Origin) => Promise<void>;
}

/** Puts a file of `.ebextensions` where it belongs. What stands there is kept beside it, as `.bak`. */
export async function place(
  name: string,
  { content }: ExtensionFile,
  { to, work, fetch }: Placing,
): Promise<'file' | 'link'> {
  mkdirSync(dirname(to), { recursive: true });
  if (existsSync(to)) renameSync(to, `${to}.bak`);
  switch (content.kind) {
    case 'link':
      rmSync(to, { force: true });
      symlinkSync(content.to, to);
      work.journal.say(`${name}: ${to} leads to ${content.to}`);
      return 'link';
    case 'text':
    case 'base64':
      // No one but root may read it before it has its mode.
      writeFileSync(to, Buffer.from(content.text, content.kind === 'text' ? 'utf8' : 'base64'), { mode: 0o600 });
      return 'file';
    case 'fetched':
      await fetch(content.from);
      return 'file';
  }
}
