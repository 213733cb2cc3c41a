import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a directory that fit a pattern, in which `*` stands for any text but `/`. Node.js has one of its own, but not yet in all versions that the local cloud runs on. */
export function filesLike(pattern: string, root = '/'): readonly string[] {
  const parts = pattern.split('/').filter(Boolean);
  const found = parts.reduce<readonly string[]>(
    (places, part) => places.flatMap((place) => inside(place, part)),
    [root],
  );
  return found.filter((path) => path !== root);
}

function inside(place: string, part: string): readonly string[] {
  if (!part.includes('*')) return existsSync(join(place, part)) ? [join(place, part)] : [];
  const form = new RegExp(`^${part.split('*').map(verbatim).join('.*')}$`);
  return namesIn(place)
    .filter((name) => form.test(name) && !name.startsWith('.'))
    .map((name) => join(place, name));
}

/** None in what is no directory, or is gone by now. */
function namesIn(place: string): readonly string[] {
  try {
    return readdirSync(place).sort();
  } catch {
    return [];
  }
}

function verbatim(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
