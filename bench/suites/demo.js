import { execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sideBySide, tableOf } from '../measure.js';

export const title = 'Demo';

/** From `git clone` to the end of the story; a smoke run looks at its first line only. */
export async function run({ tiny, rounds = 3, scratch }) {
  const clone = join(scratch, 'clone');
  const whole = {
    name: tiny ? 'git clone, npm run demo, to the first line' : 'git clone, npm run demo',
    run: async () => {
      rmSync(clone, { recursive: true, force: true });
      const began = performance.now();
      execFileSync('git', ['clone', '--quiet', '--no-hardlinks', '.', clone], {
        cwd: new URL('../..', import.meta.url).pathname,
      });
      await told(clone, tiny);
      return { seconds: (performance.now() - began) / 1_000 };
    },
  };
  return [tableOf(await sideBySide([whole], { rounds }), [])];
}

function told(cwd, stopsEarly) {
  return new Promise((resolve, reject) => {
    const demo = spawn(process.execPath, ['scripts/demo.js'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [demo.stdout, demo.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
        if (stopsEarly) demo.kill('SIGINT');
      });
    demo.once('close', (code) =>
      code === 0 || stopsEarly ? resolve() : reject(new Error(`The demo ended with ${code}:\n${output}`)),
    );
  });
}
