// npm run build: tsc to lib/, then one ncc bundle for each of the three programs and for the threads of the action. dist/ is committed, so its bytes
// must not depend on where or when this runs: `npm run check-dist` rebuilds and compares.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

const run = (program, args) =>
  execFileSync(process.execPath, [program, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });

const programs = {
  action: ['lib/index.js', 'dist'],
  agent: ['lib/agent/index.js', 'dist/agent'],
  packer: ['lib/packer/index.js', 'dist/packer'],
  'local cloud': ['lib/local/index.js', 'dist/local'],
};

rmSync('lib', { recursive: true, force: true });
rmSync('dist', { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json']);
// tsc copies no data files; ncc finds this one beside the module that reads it.
cpSync('src/local/schema/resource-types.json.gz', 'lib/local/schema/resource-types.json.gz');
for (const [name, [entry, out]] of Object.entries(programs)) {
  run('node_modules/@vercel/ncc/dist/ncc/cli.js', ['build', entry, '-o', out, '--license', 'licenses.txt', '-q']);
  console.log(`built the ${name}: ${out}/index.js`);
}
