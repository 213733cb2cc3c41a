import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseImages } from './base-images.js';

/** Namespaces of their own: no container reaches anything but the local cloud, and whatever happens nothing of Docker's outlives this command. */
const own = ['--net', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child'];
const program = fileURLToPath(new URL('./play.js', import.meta.url));

/**
 * Plays the examples that run in containers, with an engine of their own. Where none can run, it says why, and they count as skipped.
 * @param {typeof import('../examples.js').examples} rows
 * @param {string} room a directory for the engine.
 * @returns {{passed?: number, failed?: number, skipped?: number}}
 */
export function playContained(rows, room) {
  const obstacle = process.getuid?.() === 0 ? namespaces() : 'an engine of our own needs Linux and root';
  if (obstacle !== undefined) return skipped(rows, obstacle);
  mkdirSync(room);
  let layout;
  try {
    layout = baseImages(room);
  } catch (error) {
    return skipped(rows, `the base images cannot be made: ${error.message}`);
  }
  const verdict = join(room, 'verdict.json');
  const words = [program, room, layout, verdict, ...rows.map(({ name }) => name)];
  spawnSync('unshare', [...own, process.execPath, ...words], { stdio: 'inherit' });
  if (!existsSync(verdict)) return { failed: rows.length };
  const { obstacle: why, ...count } = JSON.parse(readFileSync(verdict, 'utf8'));
  return why === undefined ? count : skipped(rows, why);
}

/** Why none can be made; `undefined` when they can. */
function namespaces() {
  const { status, stderr } = spawnSync('unshare', [...own, 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `namespaces cannot be made: ${stderr?.trim()}`;
}

function skipped(rows, why) {
  for (const { name } of rows) console.log(`${name.padEnd(22)} not run here (${why})`);
  return { skipped: rows.length };
}
