// The examples that run in containers, inside of the namespaces that contained.js has made.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examples } from '../examples.js';
import { playExamples } from '../play-examples.js';
import { startEngine } from './engine.js';

const [room, layout, verdict, ...names] = process.argv.slice(2);
const say = (value) => writeFileSync(verdict, JSON.stringify(value));
const engine = await startEngine({ room: join(room, 'engine'), layout }).catch((error) => {
  say({ obstacle: error.message });
  process.exit(1);
});
try {
  say(
    await playExamples(
      examples.filter(({ name }) => names.includes(name)),
      room,
    ),
  );
} finally {
  await engine.stop();
}
process.exit();
