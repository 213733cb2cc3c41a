// Three tiers: this web server, PostgreSQL that remembers, Valkey that counts. All three addresses come from the environment.
import { createServer } from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const cache = createClient({ url: process.env.REDIS_URL });
// A lost connection is made anew; without a listener it would end the process.
database.on('error', (error) => console.error(`database: ${error.message}`));
cache.on('error', (error) => console.error(`cache: ${error.message}`));

await cache.connect();
// Several instances start at once: the lock of this one transaction lets only one of them make the table.
await database.query(`BEGIN; SELECT pg_advisory_xact_lock(1);
  CREATE TABLE IF NOT EXISTS notes (id serial PRIMARY KEY, text text NOT NULL, version text NOT NULL); COMMIT`);

const routes = {
  'GET /': async () => ({ version, visits: await cache.incr('visits') }),
  'GET /health': async () => {
    await Promise.all([database.query('SELECT 1'), cache.ping()]);
    return { version, healthy: true };
  },
  'GET /notes': async () => (await database.query('SELECT text, version FROM notes ORDER BY id')).rows,
  'POST /notes': async (text) =>
    (await database.query('INSERT INTO notes (text, version) VALUES ($1, $2) RETURNING id', [text, version])).rows[0],
};

async function bodyOf(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

const server = createServer(async (request, response) => {
  const answer = (status, body) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-app-version': version })
      .end(JSON.stringify(body));
  try {
    const route = routes[`${request.method} ${request.url}`];
    if (route === undefined) answer(404, { error: 'There is no such page.' });
    else answer(200, await route(await bodyOf(request)));
  } catch (error) {
    console.error(error.message);
    answer(503, { error: 'Database or cache do not answer.' });
  }
});

server.listen(process.env.PORT, () => console.log(`three-tier ${version} listens on port ${process.env.PORT}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
