import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The golden templates: every shape that the synthesiser makes, as text files. */
export function goldenTemplates() {
  const folder = '__tests__/template/fixtures';
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}
