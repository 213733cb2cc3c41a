import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/**
 * Copies the state of a stopped local cloud, with ports of its own for every instance and address, so that several copies can run at once.
 * @param {string} from
 * @param {string} to
 */
export async function copyState(from, to) {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, filter: (path) => !/\/lock(\.\w+)*$/.test(path) });
  const files = readdirSync(to).filter((name) => name.endsWith('.json'));
  const records = (name) => {
    const file = join(to, name);
    return existsSync(file) ? Object.values(JSON.parse(readFileSync(file, 'utf8'))) : [];
  };
  const old = [...records('instances.json'), ...records('addresses.json')].map(({ port }) => port);
  const fresh = new Map();
  for (const port of old) fresh.set(String(port), String(await freePort(fresh)));
  for (const name of files) {
    const file = join(to, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text
        .replace(/127\.0\.0\.1:(\d+)/g, (whole, port) => (fresh.has(port) ? `127.0.0.1:${fresh.get(port)}` : whole))
        .replace(/"port":(\d+)/g, (whole, port) => (fresh.has(port) ? `"port":${fresh.get(port)}` : whole)),
    );
  }
}

/** Below the ephemeral range, as the local cloud chooses them. */
async function freePort(taken) {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (![...taken.values()].includes(String(port)) && (await isFree(port))) return port;
  }
}

function isFree(port) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
