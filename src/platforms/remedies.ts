import { platforms } from './index.ts';
import type { Platform } from './platform.ts';

/** What to do about lines that an application has printed; nothing where none of them is known. */
export function remedyFor(lines: readonly string[]): string | undefined {
  const known = Object.values<Platform>(platforms).flatMap(({ remedies = [] }) => remedies);
  return known.find(({ heard }) => lines.some((line) => heard.test(line)))?.advice;
}
